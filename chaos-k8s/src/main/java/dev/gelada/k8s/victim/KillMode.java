package dev.gelada.k8s.victim;

import dev.gelada.core.plugin.Connections;
import dev.gelada.core.plugin.Default;
import dev.gelada.core.plugin.Doc;
import dev.gelada.core.plugin.Example;
import dev.gelada.core.plugin.Refusal;
import dev.gelada.core.victim.All;
import dev.gelada.core.victim.Count;
import dev.gelada.core.victim.Percent;
import dev.gelada.core.victim.Pick;
import dev.gelada.core.victim.SelectorType;
import dev.gelada.core.victim.UpToPercent;
import dev.gelada.core.victim.VictimSelector;

/**
 * {@code killMode}: one of the other selectors, by the names that kube-monkey has for them, so that
 * two labels of a workload can say it. Percentages are of the group's members and rounded down,
 * where kube-monkey takes them of the running pods and rounds half up; more than there are is
 * refused and not cut down.
 */
@Doc(
    "how many, by kube-monkey's modes; for {label: …}. Shares are rounded down, as everywhere here")
public final class KillMode implements SelectorType<KillMode.Settings> {
  /**
   * What the file says.
   *
   * @param mode one of kube-monkey's four
   * @param value what it needs; not looked at by {@code kill-all}
   */
  @Example(
      "killMode: {mode: {label: kube-monkey/kill-mode, default: fixed},"
          + " value: {label: kube-monkey/kill-value, default: 1}}")
  public record Settings(
      @Doc("fixed, fixed-percent, random-max-percent or kill-all") String mode,
      @Doc("a number of pods, or a percentage") @Default("1") int value) {}

  @Override
  public String name() {
    return "killMode";
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  public VictimSelector create(Settings settings, Connections with) {
    int value = settings.value();
    return switch (settings.mode()) {
      case "fixed" -> new Count().create(new Count.Settings(value), with);
      case "fixed-percent" -> told(value, new Percent().create(new Percent.Settings(value), with));
      case "random-max-percent" -> new UpToPercent().create(new UpToPercent.Settings(value), with);
      case "kill-all" -> new All().create(new All.Settings("true"), with);
      default ->
          throw new IllegalArgumentException(
              "no kill mode '%s'. There are fixed, fixed-percent, random-max-percent and kill-all"
                  .formatted(settings.mode()));
    };
  }

  /** Says where kube-monkey would take another number: it rounds half up. */
  private static VictimSelector told(int percent, VictimSelector share) {
    return (eligible, groupSize, random) -> {
      Pick pick = share.choose(eligible, groupSize, random);
      long theirs = Math.round(percent * groupSize / 100.0);
      if (theirs == (long) percent * groupSize / 100) {
        return pick;
      }
      String words = "; kube-monkey would round that to " + theirs;
      if (pick instanceof Pick.Victims victims) {
        return new Pick.Victims(victims.distinct(), victims.how() + words);
      }
      Refusal why = ((Pick.None) pick).why();
      return new Pick.None(
          new Refusal(why.rule(), why.reason().replaceAll("\\.$", "") + words + ".", why.remedy()));
    };
  }
}

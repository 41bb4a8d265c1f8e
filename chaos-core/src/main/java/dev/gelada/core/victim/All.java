package dev.gelada.core.victim;

import dev.gelada.core.plugin.Connections;
import dev.gelada.core.plugin.Doc;
import dev.gelada.core.plugin.Example;
import dev.gelada.core.plugin.Refusal;

/** {@code all: true}: every eligible member; {@code all: 3}: every one, if they are at most 3. */
@Doc("every eligible member; with a number only if they are at most that many")
public final class All implements SelectorType<All.Settings> {
  /**
   * What the file says.
   *
   * @param all {@code true}, or the most that this may turn out to be
   */
  @Example("all: true")
  public record Settings(
      @Doc("true, or the most eligible members there may be; more are a refusal") String all) {}

  @Override
  public String name() {
    return "all";
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  public VictimSelector create(Settings settings, Connections with) {
    int most = HowMany.of(name(), settings.all(), Integer.MAX_VALUE).number();
    return (eligible, groupSize, random) -> {
      if (eligible.isEmpty()) {
        return Draw.tooFew(name(), 1, 0, "all needs at least one");
      }
      if (eligible.size() > most) {
        return new Pick.None(
            new Refusal(
                name(),
                "all may be at most " + most + ", and " + eligible.size() + " are eligible.",
                "Raise the number, or use count to take some of them."));
      }
      return new Pick.Victims(eligible, "all " + eligible.size() + " eligible of " + groupSize);
    };
  }
}

package dev.gelada.core.victim;

import dev.gelada.core.plugin.Connections;
import dev.gelada.core.plugin.Doc;
import dev.gelada.core.plugin.Example;

/**
 * {@code upToPercent: 40}: a share drawn by lot, from 0 to that percentage, of the group's members,
 * rounded down. This is what kube-monkey calls {@code random-max-percent}: the percentage is drawn,
 * not the number, and a draw below one member means that nothing happens this time.
 */
@Doc("a share drawn from 0 to this percentage of the group's members, rounded down; may be none")
public final class UpToPercent implements SelectorType<UpToPercent.Settings> {
  /**
   * What the file says.
   *
   * @param upToPercent the most, of the group's members, ineligible ones included
   */
  @Example("upToPercent: 40")
  public record Settings(
      @Doc("at most this percentage of the group's members, 1 to 100") int upToPercent) {}

  @Override
  public String name() {
    return "upToPercent";
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  public VictimSelector create(Settings settings, Connections with) {
    int most = Draw.percentage(name(), settings.upToPercent());
    return (eligible, groupSize, random) -> {
      int drawn = random.nextInt(most + 1);
      int wanted = Draw.share(drawn, groupSize);
      String how = "drew " + drawn + "% of 0 to " + most + "%; " + Draw.shareText(drawn, groupSize);
      return wanted == 0
          ? Draw.lessThanOne(name(), how)
          : Draw.distinct(name(), wanted, eligible, how, random);
    };
  }
}

package dev.gelada.core.victim;

import dev.gelada.core.plugin.Connections;
import dev.gelada.core.plugin.Doc;
import dev.gelada.core.plugin.Example;

/** {@code percent: 30}: a share of the group's members, rounded down. */
@Doc("a share of the group's members by lot, rounded down; less than one is a refusal")
public final class Percent implements SelectorType<Percent.Settings> {
  /**
   * What the file says.
   *
   * @param percent of the group's members, ineligible ones included
   */
  @Example("percent: 30")
  public record Settings(@Doc("percent of the group's members, 1 to 100") int percent) {}

  @Override
  public String name() {
    return "percent";
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  public VictimSelector create(Settings settings, Connections with) {
    int percent = Draw.percentage(name(), settings.percent());
    return (eligible, groupSize, random) -> {
      int wanted = Draw.share(percent, groupSize);
      String how = Draw.shareText(percent, groupSize);
      return wanted == 0
          ? Draw.lessThanOne(name(), how)
          : Draw.distinct(name(), wanted, eligible, how, random);
    };
  }
}

package dev.gelada.core.victim;

import dev.gelada.core.plugin.Connections;
import dev.gelada.core.plugin.Doc;
import dev.gelada.core.plugin.Example;

/** {@code count: 2}: a fixed number by lot. */
@Doc("a fixed number of victims by lot; fewer eligible members are a refusal")
public final class Count implements SelectorType<Count.Settings> {
  /**
   * What the file says.
   *
   * @param count how many
   */
  @Example("count: 1")
  public record Settings(@Doc("how many victims, from 1") int count) {}

  @Override
  public String name() {
    return "count";
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  public VictimSelector create(Settings settings, Connections with) {
    int count = settings.count();
    if (count < 1) {
      throw new IllegalArgumentException("count is a number from 1, not " + count);
    }
    return (eligible, groupSize, random) ->
        Draw.distinct(name(), count, eligible, "count is " + count, random);
  }
}

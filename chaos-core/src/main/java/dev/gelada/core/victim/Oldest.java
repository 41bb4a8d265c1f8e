package dev.gelada.core.victim;

import dev.gelada.core.plugin.Connections;
import dev.gelada.core.plugin.Doc;
import dev.gelada.core.plugin.Example;

/** {@code oldest: 2}: the members that started first; {@code true} means one. */
@Doc("the eligible members that started first; no chance in it")
public final class Oldest implements SelectorType<Oldest.Settings> {
  /**
   * What the file says.
   *
   * @param oldest {@code true} for one, or how many
   */
  @Example("oldest: true")
  public record Settings(@Doc("true for one, or how many victims, from 1") String oldest) {}

  @Override
  public String name() {
    return "oldest";
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  public VictimSelector create(Settings settings, Connections with) {
    return new ByAge(name(), HowMany.of(name(), settings.oldest(), 1).number(), false);
  }
}

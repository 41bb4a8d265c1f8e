package dev.gelada.core.victim;

import dev.gelada.core.plugin.Connections;
import dev.gelada.core.plugin.Doc;
import dev.gelada.core.plugin.Example;

/** {@code newest: 2}: the members that started last; {@code true} means one. */
@Doc("the eligible members that started last; no chance in it")
public final class Newest implements SelectorType<Newest.Settings> {
  /**
   * What the file says.
   *
   * @param newest {@code true} for one, or how many
   */
  @Example("newest: true")
  public record Settings(@Doc("true for one, or how many victims, from 1") String newest) {}

  @Override
  public String name() {
    return "newest";
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  public VictimSelector create(Settings settings, Connections with) {
    return new ByAge(name(), HowMany.of(name(), settings.newest(), 1).number(), true);
  }
}

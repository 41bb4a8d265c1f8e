package dev.gelada.cli.canary;

import dev.gelada.core.plugin.Connections;
import dev.gelada.core.victim.Pick;
import dev.gelada.core.victim.SelectorType;
import dev.gelada.core.victim.VictimSelector;

/** Takes the first. */
public final class LeakySelector implements SelectorType<Leak.Settings> {
  @Override
  public String name() {
    return "leakyFirst";
  }

  @Override
  public Class<Leak.Settings> settings() {
    return Leak.Settings.class;
  }

  @Override
  public VictimSelector create(Leak.Settings settings, Connections with) {
    settings.created("selector");
    return (eligible, size, random) -> {
      settings.at("choose");
      return settings.at().equals("none")
          ? new Pick.None(settings.refusal("none"))
          : new Pick.Victims(eligible.subList(0, 1), Leak.words("first", settings.token().value()));
    };
  }
}

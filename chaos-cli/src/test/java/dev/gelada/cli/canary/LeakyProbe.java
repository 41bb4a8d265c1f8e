package dev.gelada.cli.canary;

import dev.gelada.core.plugin.Connections;
import dev.gelada.core.probe.Measure;
import dev.gelada.core.probe.Probe;
import dev.gelada.core.probe.ProbeType;

/** Measures nothing. */
public final class LeakyProbe implements ProbeType<Leak.Settings> {
  @Override
  public String name() {
    return "leaky";
  }

  @Override
  public Class<Leak.Settings> settings() {
    return Leak.Settings.class;
  }

  @Override
  public Probe create(Leak.Settings settings, Connections with) {
    settings.created("probe");
    return deadline -> measure(settings, with);
  }

  private static Measure measure(Leak.Settings settings, Connections with) {
    settings.at("measure");
    settings.connect("measure", with);
    return new Measure(
        1,
        "",
        settings.at().equals("broken") ? Measure.Verdict.BROKEN : Measure.Verdict.HOLDS,
        Leak.words("detail", settings.token().value()));
  }
}

package dev.gelada.core.process;

import dev.gelada.core.plugin.Connections;
import dev.gelada.core.plugin.Connector;
import dev.gelada.core.target.OwnProcesses;
import dev.gelada.core.target.Owned;
import java.util.List;
import java.util.Map;

/** Lends other sources what {@code launch} can do. */
public final class OwnProcessConnector implements Connector<OwnProcesses> {
  @Override
  public Class<OwnProcesses> type() {
    return OwnProcesses.class;
  }

  @Override
  public OwnProcesses open(Ambient ambient) {
    return OwnProcessConnector::process;
  }

  private static Owned process(List<String> command, Connections with) {
    Launching.Settings settings = new Launching.Settings(command, 1, null, false, Map.of(), 0);
    return new LaunchSource(settings, Readiness.of(null, with), with);
  }
}

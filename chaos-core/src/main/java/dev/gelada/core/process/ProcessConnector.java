package dev.gelada.core.process;

import dev.gelada.core.plugin.Connector;
import java.nio.file.Path;

/** Opens the processes of this host. */
public final class ProcessConnector implements Connector<Processes> {
  @Override
  public Class<Processes> type() {
    return Processes.class;
  }

  @Override
  public Processes open(Ambient ambient) {
    ProcFs table = new ProcFs(Path.of("/proc"), ambient.time());
    return table.there() ? new LinuxProcesses(ambient, table) : new PortableProcesses(ambient);
  }
}

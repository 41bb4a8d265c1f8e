package dev.gelada.cli.crash;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Victims that opted in: processes that do nothing for ten minutes. Ended by {@link #close}. */
final class Sleepers implements AutoCloseable {
  private final List<Process> processes = new ArrayList<>();

  Sleepers(String group, int count) throws IOException {
    for (int i = 0; i < count; i++) {
      ProcessBuilder sleep = new ProcessBuilder("sleep", "600");
      sleep.environment().put("GELADA_ENABLED", "true");
      sleep.environment().put("GELADA_GROUP", group);
      processes.add(sleep.start());
    }
  }

  long alive() {
    return processes.stream().filter(Process::isAlive).count();
  }

  List<Long> stopped() {
    return processes.stream()
        .map(Process::pid)
        .filter(pid -> ProcessTable.state(pid) == 'T')
        .toList();
  }

  @Override
  public void close() {
    processes.forEach(Process::destroyForcibly); // SIGKILL also ends a stopped one
  }
}

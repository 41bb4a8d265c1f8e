package dev.gelada.cli.campaign;

import dev.gelada.cli.crash.ProcessTable;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Victims that opted in: processes that do nothing for ten minutes. Ended by {@link #close}. */
final class Sleepers implements AutoCloseable {
  private final List<Sleeper> all = new CopyOnWriteArrayList<>();
  private final String group;

  /**
   * One of them.
   *
   * @param id {@code pid@start}, as Gelada names it
   */
  record Sleeper(String id, Process process) {
    /** Whether it ended; also one whose parent has not asked for its exit code yet. */
    boolean ended() {
      return !process.isAlive() || "ZX ".indexOf(ProcessTable.state(process.pid())) >= 0;
    }

    boolean stopped() {
      return process.isAlive() && ProcessTable.state(process.pid()) == 'T';
    }
  }

  Sleepers(String group, int count) throws IOException {
    this.group = group;
    add(count);
  }

  /** Starts some more. */
  void add(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      ProcessBuilder sleep = new ProcessBuilder("sleep", "600");
      sleep.environment().put("GELADA_ENABLED", "true");
      sleep.environment().put("GELADA_GROUP", group);
      Process process = sleep.start();
      all.add(new Sleeper(process.pid() + "@" + ProcessTable.startOf(process.pid()), process));
    }
  }

  List<Sleeper> all() {
    return all;
  }

  long alive() {
    return all.stream().filter(sleeper -> !sleeper.ended()).count();
  }

  List<String> ended() {
    return all.stream().filter(Sleeper::ended).map(Sleeper::id).toList();
  }

  List<String> stopped() {
    return all.stream().filter(Sleeper::stopped).map(Sleeper::id).toList();
  }

  @Override
  public void close() {
    all.forEach(sleeper -> sleeper.process().destroyForcibly()); // SIGKILL also ends a stopped one
  }
}

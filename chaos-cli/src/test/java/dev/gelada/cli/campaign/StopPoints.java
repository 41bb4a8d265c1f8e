package dev.gelada.cli.campaign;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The instants that a staged runner comes by, each named by what is about to happen or has just
 * happened and how often it came before: {@code before apply#2}. At the one that was chosen the
 * process kills itself, or stands still until it is let go on. Thread-safe.
 */
final class StopPoints {
  /** What is written at the chosen instant, and so tells that it was reached. */
  static final String REACHED = "reached";

  /** What must be there before a process that stood still goes on. */
  static final String GO = "go-on";

  /** All names of a run in which none was chosen. */
  static final String NAMES = "points";

  private final String chosen;
  private final How how;
  private final Path folder;
  private final Map<String, Integer> counts = new HashMap<>();
  private final List<String> names = new ArrayList<>();

  /** What is done at the chosen instant. */
  enum How {
    /** SIGKILL. */
    KILL,
    /** SIGSTOP. */
    STOP
  }

  /**
   * For one process.
   *
   * @param chosen the instant; one that never comes to do nothing
   * @param folder where it leaves word
   */
  StopPoints(String chosen, How how, Path folder) {
    this.chosen = chosen;
    this.how = how;
    this.folder = folder;
  }

  /** This instant is now; does not return if it is the one to be killed at. */
  void reach(String name) {
    reach(name, () -> {});
  }

  /** The same, with something that is done only at the chosen instant, right before the end. */
  void reach(String name, Last last) {
    if (!next(name).equals(chosen)) {
      return;
    }
    try {
      Files.writeString(folder.resolve(REACHED), name);
      last.run();
      signal(how.name());
      // whoever was stopped goes on some instructions later than the signal: not before it is told
      while (how == How.KILL || !Files.exists(folder.resolve(GO))) {
        TimeUnit.MILLISECONDS.sleep(1);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A last act. */
  interface Last {
    void run() throws IOException;
  }

  private synchronized String next(String name) {
    String instant = name + "#" + counts.merge(name, 1, Integer::sum);
    names.add(instant);
    return instant;
  }

  private static void signal(String name) throws IOException, InterruptedException {
    String self = Long.toString(ProcessHandle.current().pid());
    new ProcessBuilder("kill", "-" + name, self).start().waitFor();
  }

  /** Writes the names down. */
  synchronized void write() throws IOException {
    Files.write(folder.resolve(NAMES), names);
  }
}

package dev.gelada.junit.target;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** One child process with the end of its output. Thread-safe. */
final class Child {
  private static final int KEPT = 50;
  private static final Duration GRACE = Duration.ofSeconds(2);

  private final Process process;
  private final Deque<String> tail = new ArrayDeque<>();
  private final Thread reader;
  private boolean printed;

  /**
   * Of a process that has just begun.
   *
   * @param sign the line that is waited for by {@link #printed}
   */
  Child(Process process, Predicate<String> sign) {
    this.process = process;
    this.reader = new Thread(() -> read(sign), "gelada-child-" + process.pid());
    reader.setDaemon(true);
    reader.start();
  }

  private void read(Predicate<String> sign) {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        synchronized (tail) {
          printed |= sign.test(line);
          tail.addLast(line);
          if (tail.size() > KEPT) {
            tail.removeFirst();
          }
        }
      }
    } catch (IOException closed) {
      // it has ended
    }
  }

  Process process() {
    return process;
  }

  boolean printed() {
    synchronized (tail) {
      return printed;
    }
  }

  /** Its last lines. */
  List<String> tail() {
    synchronized (tail) {
      return new ArrayList<>(tail);
    }
  }

  /**
   * Ends it and all that it started, those that stand still as well; bounded. An interrupt makes it
   * quicker and is kept.
   */
  void end() {
    List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
    all.add(process.toHandle());
    all.forEach(Child::resume);
    process.destroy();
    boolean interrupted = false;
    try {
      interrupted = Thread.interrupted();
      boolean unused = process.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      interrupted = true;
    }
    all.forEach(ProcessHandle::destroyForcibly);
    try {
      reader.join(GRACE.toMillis());
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** A stopped process hears no SIGTERM. */
  private static void resume(ProcessHandle handle) {
    if (!handle.isAlive()) {
      return;
    }
    try {
      Process unused =
          new ProcessBuilder("kill", "-CONT", Long.toString(handle.pid()))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
    } catch (IOException none) {
      // no such program: nothing was stopped by a signal either
    }
  }
}

package dev.gelada.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/** Processes of this test that opted in, under a group's name that nobody else has. */
final class Victims implements AutoCloseable {
  private static final Duration LONG = Duration.ofSeconds(20);

  private final String group = "g" + UUID.randomUUID();
  private final List<Process> processes = new ArrayList<>();

  static Victims start(int count) throws IOException {
    Victims victims = new Victims();
    for (int i = 0; i < count; i++) {
      ProcessBuilder sleep = new ProcessBuilder("sleep", "600");
      sleep.environment().put("GELADA_ENABLED", "true");
      sleep.environment().put("GELADA_GROUP", victims.group);
      victims.processes.add(sleep.start());
    }
    return victims;
  }

  String group() {
    return group;
  }

  List<Process> processes() {
    return processes;
  }

  long stopped() {
    return processes.stream().filter(Victims::isStopped).count();
  }

  long alive() {
    return processes.stream().filter(Process::isAlive).count();
  }

  /** State T of proc(5). */
  private static boolean isStopped(Process process) {
    try {
      String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
      return stat.substring(stat.lastIndexOf(')') + 2).startsWith("T");
    } catch (IOException gone) {
      return false;
    }
  }

  static void await(String what, BooleanSupplier condition) throws InterruptedException {
    long until = System.nanoTime() + LONG.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - until > 0) {
        throw new AssertionError("still not after " + LONG + ": " + what);
      }
      Thread.sleep(20);
    }
  }

  @Override
  public void close() {
    processes.forEach(Process::destroyForcibly);
  }
}

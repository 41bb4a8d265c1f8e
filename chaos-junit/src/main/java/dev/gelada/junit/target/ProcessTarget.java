package dev.gelada.junit.target;

import dev.gelada.core.plugin.Connector;
import dev.gelada.core.plugin.SystemTime;
import dev.gelada.core.process.OsProcess;
import dev.gelada.core.process.ProcessConnector;
import dev.gelada.core.process.Processes;
import dev.gelada.core.target.GroupId;
import dev.gelada.core.target.Health;
import dev.gelada.core.target.Target;
import dev.gelada.core.target.TargetId;
import dev.gelada.junit.scope.Met;
import dev.gelada.junit.scope.Registered;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A child process of the test: started for its class if the field is static, else for each test,
 * and ended with it. One that was killed is started again before the next test, or at once if it
 * was {@link ProcessSpec#restarting}. It is ended when this JVM ends in order; its input is a pipe
 * that nobody writes to, so a child that reads it can tell that this JVM is gone.
 */
public final class ProcessTarget extends Registered {
  private static final Duration LOOK = Duration.ofMillis(20);

  private final ProcessSpec how;
  private final Processes processes;
  private final Thread atExit = new Thread(this::end, "gelada-child-exit");
  private @Nullable Child child;
  private int starts;
  private boolean ended = true;
  private boolean hooked;

  ProcessTarget(ProcessSpec how) {
    this.how = how;
    this.processes =
        new ProcessConnector()
            .open(
                new Connector.Ambient(
                    System.getenv(),
                    new SystemTime(),
                    Path.of(System.getProperty("java.io.tmpdir"), "gelada")));
  }

  /** Begins a description. */
  public static ProcessSpec named(String name) {
    return new ProcessSpec(name);
  }

  @Override
  public String name() {
    return how.name;
  }

  @Override
  public String kind() {
    return "process";
  }

  /** How often it was started. */
  public synchronized int starts() {
    return starts;
  }

  /** Whether it runs. */
  public synchronized boolean isAlive() {
    Child now = child;
    return now != null && now.process().isAlive();
  }

  /** Its pid; of the last one if it has ended. */
  public synchronized long pid() {
    Child now = child;
    if (now == null) {
      throw new IllegalStateException(how.name + " was not started");
    }
    return now.process().pid();
  }

  /** The last lines that it printed. */
  public synchronized List<String> output() {
    Child now = child;
    return now == null ? List.of() : now.tail();
  }

  @Override
  public Optional<Target> look() throws IOException {
    Child now;
    synchronized (this) {
      now = child;
    }
    if (now == null || !now.process().isAlive()) {
      return Optional.empty();
    }
    Optional<OsProcess> process = processes.at(now.process().pid());
    return process.map(
        there ->
            new Target(
                new TargetId(processes.place(), kind(), how.name, there.id()),
                new GroupId(processes.place(), "test", how.name),
                "",
                Map.of(),
                there.startedAt(),
                Health.HEALTHY,
                List.of()));
  }

  @Override
  public Met met(String strike) {
    return new Met(-1, -1, "");
  }

  @Override
  public List<String> report() {
    List<String> lines = new ArrayList<>();
    lines.add("%s, started %d times".formatted(isAlive() ? "running" : "ended", starts()));
    output().forEach(line -> lines.add("| " + line));
    return lines;
  }

  @Override
  protected void begin() throws IOException, InterruptedException {
    synchronized (this) {
      ended = false;
      if (!hooked) {
        Runtime.getRuntime().addShutdownHook(atExit);
        hooked = true;
      }
      start();
    }
    awaitReady();
  }

  @Override
  protected void renew() throws IOException, InterruptedException {
    synchronized (this) {
      if (!isAlive()) {
        start();
      }
    }
    awaitReady();
  }

  private synchronized void start() throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(how.command).redirectErrorStream(true).directory(folder());
    builder.environment().putAll(how.environment);
    Child now = new Child(builder.start(), how.sign);
    child = now;
    starts++;
    if (how.restarting) {
      CompletableFuture<Void> unused = now.process().onExit().thenRun(() -> again(now));
    }
  }

  private java.io.File folder() {
    return how.folder.toAbsolutePath().toFile();
  }

  private synchronized void again(Child gone) {
    if (ended || child != gone) {
      return;
    }
    try {
      start();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Waits until it is ready.
   *
   * @throws IllegalStateException if it ended or took too long, with the last lines that it printed
   */
  public void awaitReady() throws InterruptedException {
    SystemTime time = new SystemTime();
    long begun = time.nanos();
    while (!ready()) {
      if (time.nanos() - begun > how.within.toNanos() || (!isAlive() && !how.restarting)) {
        List<String> said = output();
        finish();
        throw new IllegalStateException(
            "%s was not ready within %d s; it printed:%n%s"
                .formatted(how.name, how.within.toSeconds(), String.join("\n", said)));
      }
      TimeUnit.NANOSECONDS.sleep(LOOK.toNanos());
    }
  }

  private boolean ready() {
    Child now;
    synchronized (this) {
      now = child;
    }
    BooleanSupplier asked = how.ready;
    return now != null
        && now.process().isAlive()
        && (!how.readyByLine || now.printed())
        && (asked == null || asked.getAsBoolean());
  }

  @Override
  protected void finish() {
    end();
    synchronized (this) {
      if (hooked) {
        hooked = false;
        try {
          Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException goingDown) {
          // it runs, or has run
        }
      }
    }
  }

  private void end() {
    Child now;
    synchronized (this) {
      ended = true;
      now = child;
    }
    if (now != null) {
      now.end();
    }
  }
}

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
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A child process of the test: started for its class if the field is static, else for each test,
 * and ended with it. One that was killed is started again before the next test, or at once if it
 * was {@link Builder#restarting}. It is ended when this JVM ends in order; its input is a pipe that
 * nobody writes to, so a child that reads it can tell that this JVM is gone.
 */
public final class ProcessTarget extends Registered {
  private static final Duration LOOK = Duration.ofMillis(20);

  private final Builder how;
  private final Processes processes;
  private final Thread atExit = new Thread(this::end, "gelada-child-exit");
  private @Nullable Child child;
  private int starts;
  private boolean ended = true;
  private boolean hooked;

  private ProcessTarget(Builder how) {
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
  public static Builder named(String name) {
    return new Builder(name);
  }

  /** How a process is started. Not thread-safe. */
  public static final class Builder {
    private final String name;
    private final List<String> command = new ArrayList<>();
    private final Map<String, String> environment = new LinkedHashMap<>();
    private Path folder = Path.of("");
    private Predicate<String> sign = line -> false;
    private @Nullable BooleanSupplier ready;
    private boolean readyByLine;
    private Duration within = Duration.ofSeconds(30);
    private boolean restarting;

    private Builder(String name) {
      this.name = name;
    }

    /** Program and arguments. */
    public Builder command(String... words) {
      command.addAll(List.of(words));
      return this;
    }

    /** A main class, with this JVM's Java and class path. */
    public Builder java(Class<?> main, String... arguments) {
      command(
          Path.of(System.getProperty("java.home"), "bin", "java").toString(),
          "-cp",
          System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
          main.getName());
      return command(arguments);
    }

    /** A variable of its environment. */
    public Builder env(String variable, String value) {
      environment.put(variable, value);
      return this;
    }

    /** Where it runs. */
    public Builder folder(Path where) {
      folder = where;
      return this;
    }

    /** It is ready when something listens on that port of the loopback interface. */
    public Builder readyWhenListening(int port) {
      return readyWhen(() -> listening(port));
    }

    /** It is ready when it has printed a line in which that is found. */
    public Builder readyWhenPrints(String regex) {
      Pattern pattern = Pattern.compile(regex);
      sign = line -> pattern.matcher(line).find();
      readyByLine = true;
      return this;
    }

    /** It is ready when this says so; asked again and again, from one thread. */
    public Builder readyWhen(BooleanSupplier says) {
      ready = says;
      return this;
    }

    /** How long it may take to be ready; 30 s if nothing is said. */
    public Builder readyWithin(Duration time) {
      within = time;
      return this;
    }

    /** It is started again as soon as it has ended, as a supervisor would. */
    public Builder restarting() {
      restarting = true;
      return this;
    }

    /** The target. */
    public ProcessTarget build() {
      if (command.isEmpty()) {
        throw new IllegalArgumentException(name + " has no command");
      }
      return new ProcessTarget(this);
    }

    private static boolean listening(int port) {
      try (Socket probe = new Socket()) {
        probe.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
        return true;
      } catch (IOException notYet) {
        return false;
      }
    }
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
    if (!isAlive()) {
      begin();
    }
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

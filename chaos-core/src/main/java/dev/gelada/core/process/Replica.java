package dev.gelada.core.process;

import dev.gelada.core.plugin.Secret;
import dev.gelada.core.target.Launch;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One launched process and those that follow it. Once retired it starts none any more. Thread-safe.
 */
final class Replica {
  static final String LOG = "log";

  private static final Duration FIRST_BACK_OFF = Duration.ofMillis(200);
  private static final Duration LONGEST_BACK_OFF = Duration.ofSeconds(5);

  /** One that ran this long starts with the first back-off again. */
  private static final Duration SETTLED = Duration.ofSeconds(10);

  private final Launch launch;
  private final Launching.Settings settings;
  private final Processes processes;
  private Template template;
  private Duration backOff = FIRST_BACK_OFF;
  private boolean retired;
  private @Nullable Process process;
  private @Nullable String id;
  private long startedNanos;
  private boolean down;
  private long againNanos;

  Replica(Launch launch, Template template, Launching.Settings settings, Processes processes) {
    this.launch = launch;
    this.template = template;
    this.settings = settings;
    this.processes = processes;
  }

  String marker() {
    return launch.marker();
  }

  String log() {
    return launch.details().getOrDefault(LOG, "");
  }

  synchronized Template template() {
    return template;
  }

  /** For a port that somebody else has taken meanwhile. */
  synchronized void move(Template to) {
    template = to;
  }

  /** Starts it; nothing happens after {@link #retire}. */
  synchronized void start() throws IOException {
    if (retired) {
      return;
    }
    Path log = Path.of(log());
    LaunchLog.create(log);
    ProcessBuilder builder =
        new ProcessBuilder(settings.command().stream().map(template::fill).toList())
            .redirectInput(nothing())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    Map<String, String> environment = builder.environment();
    environment.keySet().removeAll(Variables.ALL);
    for (Map.Entry<String, Secret> variable : settings.env().entrySet()) {
      environment.put(variable.getKey(), template.fill(variable.getValue().value()));
    }
    environment.put(Variables.LAUNCH, launch.marker());
    try {
      process = builder.start();
    } catch (IOException failed) {
      // no cause: its message holds the whole command, which may hold secrets
      throw new IOException(
          "cannot start '" + settings.command().get(0) + "' for " + launch.marker());
    }
    // ours until it is waited for, so its pid cannot be another's yet
    id = processes.at(process.pid()).map(OsProcess::id).orElse(null);
    startedNanos = processes.time().nanos();
  }

  private static File nothing() {
    return new File(File.separatorChar == '/' ? "/dev/null" : "NUL");
  }

  /**
   * Starts it again if it has ended and its back-off is over. One that cannot be started counts as
   * ended again: that it is missing is what probes and health see.
   */
  synchronized void tend() {
    if (retired || process == null || process.isAlive()) {
      return;
    }
    long now = processes.time().nanos();
    if (!down) {
      down = true;
      if (now - startedNanos > SETTLED.toNanos()) {
        backOff = FIRST_BACK_OFF;
      }
      againNanos = now + backOff.toNanos();
      backOff = min(backOff.multipliedBy(2), LONGEST_BACK_OFF);
    } else if (now - againNanos >= 0) {
      down = false;
      try {
        start();
      } catch (IOException cannot) {
        startedNanos = now;
      }
    }
  }

  /** The exit code of one that has ended. */
  synchronized Optional<Integer> exitCode() {
    return process == null || process.isAlive()
        ? Optional.empty()
        : Optional.of(process.exitValue());
  }

  /** The process as it is now; empty while there is none. */
  Optional<OsProcess> running() throws IOException {
    String name;
    synchronized (this) {
      name = id;
    }
    return name == null ? Optional.empty() : processes.find(name);
  }

  /** Starts nothing after this. What runs is the caller's to end. */
  synchronized void retire() {
    retired = true;
  }

  /** The JDK's handles of what runs, descendants first. */
  synchronized List<ProcessHandle> handles() {
    if (process == null) {
      return List.of();
    }
    List<ProcessHandle> handles = new ArrayList<>(process.descendants().toList());
    handles.add(process.toHandle());
    return handles;
  }

  private static Duration min(Duration a, Duration b) {
    return a.compareTo(b) <= 0 ? a : b;
  }
}

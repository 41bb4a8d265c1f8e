package dev.gelada.cli;

import dev.gelada.core.plugin.Redactor;
import dev.gelada.core.plugin.Timekeeper;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/**
 * All that a command line is started in; a test hands in its own.
 *
 * @param out results
 * @param err problems
 * @param outIsTerminal whether a person watches {@code out}
 * @param errIsTerminal whether a person watches {@code err}
 * @param environment variables
 * @param time the clocks
 * @param redactor knows the secrets that must not be printed
 */
public record Surroundings(
    PrintStream out,
    PrintStream err,
    boolean outIsTerminal,
    boolean errIsTerminal,
    Map<String, String> environment,
    Timekeeper time,
    Redactor redactor) {
  public Surroundings {
    Objects.requireNonNull(out, "out");
    Objects.requireNonNull(err, "err");
    Objects.requireNonNull(time, "time");
    Objects.requireNonNull(redactor, "redactor");
    environment = Map.copyOf(environment);
  }

  /** This user's folder for what outlives a process: logs, trails seen. May not exist yet. */
  public Path stateFolder() {
    String state = environment.getOrDefault("XDG_STATE_HOME", "");
    if (!state.isEmpty()) {
      return Path.of(state, "gelada");
    }
    String home = environment.getOrDefault("HOME", System.getProperty("user.home", "."));
    return Path.of(home, ".local", "state", "gelada");
  }
}

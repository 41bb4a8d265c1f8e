package dev.gelada.core.process;

import dev.gelada.core.attack.Strike;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What guardians are started for. Each is a process of its own session whose parent is init; it
 * carries the strike in its environment, begins before it is too late or not at all, and is over at
 * the strike's end or the victim's, whatever becomes of us.
 *
 * @param task what each of them does
 * @param strike whose they are
 * @param process the victim, {@code pid@start}
 * @param endsAt when it is over
 * @param copies how many
 * @param arguments of the task
 * @param environment beside PATH and the strike's mark
 */
public record Order(
    Task task,
    String strike,
    String process,
    Instant endsAt,
    int copies,
    List<String> arguments,
    Map<String, String> environment) {
  public Order {
    arguments = List.copyOf(arguments);
    Map<String, String> marked = new HashMap<>(environment);
    marked.put(Variables.GUARDIAN, strike);
    environment = Map.copyOf(marked);
  }

  /** One guardian for a strike's victim, without arguments. */
  static Order of(Task task, Strike strike) {
    return new Order(
        task,
        strike.id().value(),
        strike.victim().id().uid(),
        Objects.requireNonNull(strike.endsAt(), "a reversible strike ends"),
        1,
        List.of(),
        Map.of());
  }

  Order with(List<String> its) {
    return new Order(task, strike, process, endsAt, copies, its, environment);
  }

  Order times(int number) {
    return new Order(task, strike, process, endsAt, number, arguments, environment);
  }

  Order in(Map<String, String> variables) {
    return new Order(task, strike, process, endsAt, copies, arguments, variables);
  }

  /** What a guardian does: the scripts beside this class, after what all have in common. */
  public enum Task {
    /** Stops the victim. */
    PAUSE(Duration.ZERO, "", "pause.sh"),
    /** Keeps one core busy. */
    CPU_LOAD(Duration.ZERO, "", "cpu-load.sh"),
    /** Holds memory. */
    MEMORY_LOAD(Duration.ZERO, "yes head tail", "memory-load.sh"),
    /** Runs a command, and another one at the end. */
    RUN_COMMAND(Duration.ofMillis(500), "", "bounded.sh", "run-command.sh");

    private final Duration answers;
    private final String programs; // names between blanks: an enum holds nothing that changes
    private final String script;

    Task(Duration answers, String programs, String... own) {
      this.answers = answers;
      this.programs = programs;
      script = Shell.script("identity.sh", "clock.sh", "strike.sh") + Shell.script(own);
    }

    /** How long it may take from the last moment at which it begins anything to its answer. */
    Duration answers() {
      return answers;
    }

    /** What it is made of, beside what all guardians need. */
    List<String> programs() {
      return programs.isEmpty() ? List.of() : List.of(programs.split(" "));
    }

    String script() {
      return script;
    }
  }
}

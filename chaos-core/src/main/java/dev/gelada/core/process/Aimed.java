package dev.gelada.core.process;

import dev.gelada.core.attack.Effect;
import dev.gelada.core.attack.StrikeId;
import dev.gelada.core.attack.Undo;
import dev.gelada.core.attack.Undone;
import dev.gelada.core.plugin.Deadline;
import dev.gelada.core.plugin.Refusal;
import dev.gelada.core.target.TargetId;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What attacks ask of a victim before they take it, and say if they cannot. */
final class Aimed {
  static final String REBOOTED = "the host was started again since; no process of then is left";

  /** What a recipe calls the victim. */
  static final String PROCESS = "process";

  /** A guardian hears a signal when its sleep of a fifth of a second is over. */
  static final Duration PATIENCE = Duration.ofSeconds(2);

  private Aimed() {}

  /**
   * Ends everything that carries the strike's mark. Answers what the revert does if nothing of the
   * strike can be here; empty where it has to look at the victim.
   */
  static Optional<Undone> ended(
      StrikeId strike, Undo.Recipe undo, Processes processes, Deadline deadline)
      throws IOException, InterruptedException {
    return switch (Reach.of(undo.place(), processes.place())) {
      case ELSEWHERE -> Optional.of(new Undone.Elsewhere(undo.place().toString()));
      case REBOOTED -> Optional.of(new Undone.Gone(REBOOTED));
      case HERE -> {
        processes.dismiss(strike, PATIENCE, deadline);
        yield Optional.empty();
      }
    };
  }

  /** What this system lacks for a task. */
  static List<Refusal> missing(Order.Task task, Processes processes) {
    List<Refusal> missing = processes.missingForGuardians();
    return missing.isEmpty() ? processes.missing(task.programs()) : missing;
  }

  /** The same, and else why it cannot be a victim. */
  static List<Refusal> refusals(Order.Task task, TargetId victim, Processes processes)
      throws IOException {
    List<Refusal> missing = missing(task, processes);
    return missing.isEmpty() ? refusals(victim, processes) : missing;
  }

  /** Whom a recipe names. */
  static String victim(Undo.Recipe undo) {
    return Objects.requireNonNull(undo.args().get(PROCESS), "the recipe names no process");
  }

  /** Why it cannot be a victim; empty if it can. Looks, and nothing more. */
  static List<Refusal> refusals(TargetId victim, Processes processes) throws IOException {
    if (!victim.place().equals(processes.place())) {
      return List.of(
          new Refusal(
              "place",
              "process %s lives at %s, and this is %s."
                  .formatted(victim.name(), victim.place(), processes.place()),
              "Run Gelada there."));
    }
    Optional<OsProcess> process = processes.find(victim.uid());
    if (process.isEmpty()) {
      return List.of(gone(victim));
    }
    return new ArrayList<>(processes.against(process.get()));
  }

  /** It has ended since it was chosen. */
  static Refusal gone(TargetId victim) {
    return new Refusal(
        "identity",
        "process %s has ended; whoever has its pid now is not the victim.".formatted(victim.uid()),
        "Nothing is to be done; the next run chooses among those that are there.");
  }

  /** The system said no. */
  static Refusal forbidden(TargetId victim) {
    return new Refusal(
        "permission",
        "the system did not allow a signal to process " + victim.name() + ".",
        "Run Gelada as the user of that process, or with CAP_KILL.");
  }

  /** What guardians said, none of whom is known to have begun; {@code asked} were asked. */
  static Effect notBegun(List<String> words, int asked, TargetId victim) {
    if (words.size() < asked) {
      return new Effect.Unknown("no answer in time from what was started");
    }
    if (words.stream().distinct().count() > 1) {
      return new Effect.Unknown("some began and some did not: " + String.join(", ", words));
    }
    return switch (words.get(0)) {
      case "gone" -> new Effect.Untouched(gone(victim));
      case "forbidden" -> new Effect.Untouched(forbidden(victim));
      case "late" ->
          new Effect.Untouched(
              new Refusal(
                  "lease",
                  "the time in which it might have begun was over.",
                  "Run it again; this host is very busy, or the strike's end had come."));
      default -> new Effect.Unknown("an answer that nobody knows: " + words.get(0));
    };
  }

  /**
   * What those change that aim at the process itself, so that no two of their strikes are open on
   * one process.
   */
  static String touches(TargetId victim) {
    return "process " + victim.place() + " " + victim.uid();
  }
}

package dev.gelada.core.process;

import dev.gelada.core.plugin.Refusal;
import dev.gelada.core.target.TargetId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What both attacks ask of a victim before they take it. */
final class Aimed {
  private Aimed() {}

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

  /** What both change, so that no two of their strikes are open on one process. */
  static String touches(TargetId victim) {
    return "process " + victim.place() + " " + victim.uid();
  }
}

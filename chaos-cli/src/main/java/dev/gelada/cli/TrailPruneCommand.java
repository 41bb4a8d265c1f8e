package dev.gelada.cli;

import dev.gelada.core.Gelada;
import dev.gelada.core.OnTrail;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gelada trail prune}: removes old archives, after saying so on record. */
@Command(
    name = "prune",
    description =
        "Removes archives all of whose records are older; first it is put on record. The trail"
            + " itself stays as it is: what may still matter is in it. `gelada trail export` keeps a"
            + " copy.")
final class TrailPruneCommand implements Callable<Integer> {
  private final Wiring wiring;
  private final Console console;

  @Option(
      names = "--older",
      required = true,
      paramLabel = "DAYS",
      description = "Older than this: 40d, 400d, …")
  private String older = "";

  @Mixin private final WhyOption why = new WhyOption();
  @Mixin private final TrailOption option = new TrailOption();

  TrailPruneCommand(Wiring wiring, Console console) {
    this.wiring = wiring;
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    String reason = why.given();
    if (!older.matches("[1-9][0-9]{0,4}d")) {
      throw Complaint.usage(
          "--older: '" + older + "' is no number of days.", "Write it like this: --older 40d");
    }
    Duration age = Duration.ofDays(Integer.parseInt(older.substring(0, older.length() - 1)));
    TrailDesk.Chosen chosen = wiring.trails().open(option);
    try (Gelada gelada = wiring.looking();
        OnTrail trail = wiring.on(gelada, chosen.store(), List.of())) {
      List<String> pruned = trail.prune(age, reason);
      console.line(chosen.words());
      pruned.forEach(name -> console.line("removed " + name));
      console.line(
          pruned.isEmpty()
              ? "No archive is that old; nothing was removed."
              : "%d archives were removed, and record %d says so."
                  .formatted(pruned.size(), trail.ledger().head().sequence()));
      console.document(Map.of("exit", 0, "trail", chosen.uri(), "pruned", pruned));
    }
    return ExitCode.DONE.number();
  }
}

package dev.gelada.cli;

import dev.gelada.core.Gelada;
import dev.gelada.core.OnTrail;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gelada note TEXT}: words on record. */
@Command(name = "note", description = "Puts your words on record.")
final class NoteCommand implements Callable<Integer> {
  private final Wiring wiring;
  private final Console console;

  @Parameters(index = "0", paramLabel = "TEXT", description = "The words.")
  private String text = "";

  @Option(names = "--run", paramLabel = "RUN", description = "About this run.")
  private String run = "";

  @Mixin private final TrailOption option = new TrailOption();

  NoteCommand(Wiring wiring, Console console) {
    this.wiring = wiring;
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    if (text.isBlank()) {
      throw Complaint.usage("the note is empty.", "Write gelada note 'what you saw'.");
    }
    TrailDesk.Chosen chosen = wiring.trails().open(option);
    try (Gelada gelada = wiring.looking();
        OnTrail trail = wiring.on(gelada, chosen.store(), List.of())) {
      if (!run.isEmpty() && !trail.ledger().runs().containsKey(run)) {
        throw Complaint.usage(
            "no run on %s is named '%s'.%s"
                .formatted(
                    chosen.uri(),
                    run,
                    Nearest.to(run, trail.ledger().runs().keySet())
                        .map(near -> " Did you mean '" + near + "'?")
                        .orElse("")),
            "`gelada runs` lists them.");
      }
      trail.note(run, text);
      console.line(console.ok("noted") + "  " + chosen.uri());
      console.document(Map.of("exit", 0, "trail", chosen.uri()));
    }
    return ExitCode.DONE.number();
  }
}

package dev.gelada.cli;

import dev.gelada.core.Gelada;
import dev.gelada.core.OnTrail;
import dev.gelada.core.run.Owners;
import dev.gelada.core.target.Host;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gelada runs}: what was run. */
@Command(name = "runs", description = "The runs on a trail, newest first.")
final class RunsCommand implements Callable<Integer> {
  private final Wiring wiring;
  private final Console console;
  @Mixin private final TrailOption option = new TrailOption();

  @Option(names = "--last", paramLabel = "N", description = "How many; 20 if nothing is said.")
  private int last = 20;

  RunsCommand(Wiring wiring, Console console) {
    this.wiring = wiring;
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    TrailDesk.Chosen chosen = wiring.trails().open(option);
    try (Gelada gelada = wiring.looking();
        OnTrail trail = wiring.on(gelada, chosen.store(), List.of())) {
      Owners owners = Owners.on(Host.local());
      List<Shown.Run> runs =
          new ArrayList<>(
              trail.ledger().runs().values().stream()
                  .map(run -> Shown.Run.of(run, owners))
                  .toList());
      Collections.reverse(runs);
      List<Shown.Run> shown = runs.stream().limit(Math.max(0, last)).toList();
      console.line(chosen.words());
      if (shown.isEmpty()) {
        console.line("No runs yet.");
      } else {
        console.table(
            List.of("RUN", "BEGAN", "NAME", "BY", "STATE", "EXIT", "VERDICT"),
            shown.stream().map(RunsCommand::row).toList());
      }
      console.document(shown);
    }
    return ExitCode.DONE.number();
  }

  private static String state(Shown.Run run) {
    return run.state() + (run.orphaned() ? ", process gone" : "") + (run.dry() ? ", dry" : "");
  }

  private static List<String> row(Shown.Run run) {
    return List.of(
        run.run(),
        Moments.full(run.at()),
        run.file(),
        run.actor(),
        state(run),
        run.exit() == null ? "" : run.exit().toString(),
        run.verdict());
  }
}

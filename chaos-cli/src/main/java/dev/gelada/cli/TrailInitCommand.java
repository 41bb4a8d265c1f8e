package dev.gelada.cli;

import dev.gelada.core.Gelada;
import dev.gelada.core.OnTrail;
import dev.gelada.core.trail.TrailStore;
import dev.gelada.core.trail.Trails;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code gelada trail init}: makes a trail; one that is there already stays as it is. */
@Command(
    name = "init",
    description = "Creates the trail. One that is there already is left as it is, which is fine.")
final class TrailInitCommand implements Callable<Integer> {
  private final Wiring wiring;
  private final Console console;
  @Mixin private final TrailOption option = new TrailOption();

  TrailInitCommand(Wiring wiring, Console console) {
    this.wiring = wiring;
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    Trails.Choice choice = wiring.trails().choice(option);
    TrailDesk.Made made = wiring.trails().openOrCreate(choice.uri());
    TrailStore store = made.store();
    try (Gelada gelada = wiring.looking();
        OnTrail trail = wiring.on(gelada, store, List.of())) {
      String id = trail.ledger().trail();
      console.line(
          "%s %s (%s)"
              .formatted(
                  made.fresh() ? "Created" : "Already there:", store.uri(), choice.because()));
      console.line("Trail id " + id);
      console.document(Map.of("exit", 0, "trail", store.uri(), "id", id, "created", made.fresh()));
    }
    return ExitCode.DONE.number();
  }
}

package dev.gelada.cli;

import dev.gelada.core.Gelada;
import dev.gelada.core.OnTrail;
import dev.gelada.core.trail.Anchor;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code gelada trail anchor}: the head, to be kept where nobody who writes the trail writes. */
@Command(
    name = "anchor",
    description =
        "Prints the head as one line. Kept elsewhere, it contradicts whoever rewrites the trail.")
final class TrailAnchorCommand implements Callable<Integer> {
  private final Wiring wiring;
  private final Console console;
  @Mixin private final TrailOption option = new TrailOption();

  TrailAnchorCommand(Wiring wiring, Console console) {
    this.wiring = wiring;
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    try (Gelada gelada = wiring.looking();
        OnTrail trail = wiring.on(gelada, wiring.trails().open(option).store(), List.of())) {
      Anchor anchor = Anchor.of(trail.ledger());
      console.line(anchor.toString());
      console.document(anchor);
    }
    return ExitCode.DONE.number();
  }
}

package dev.gelada.cli;

import dev.gelada.core.Gelada;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code gelada resume}: allows claims again. */
@Command(
    name = "resume",
    description =
        "Allows claims again after a halt; earlier ones stay dead. Without --trail, on the one"
            + " halted trail that you opened; several must be named one by one.")
final class ResumeCommand implements Callable<Integer> {
  private final Wiring wiring;
  private final Console console;
  @Mixin private final TrailOption option = new TrailOption();
  @Mixin private final WhyOption why = new WhyOption();

  ResumeCommand(Wiring wiring, Console console) {
    this.wiring = wiring;
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    String reason = why.given();
    try (Gelada gelada = wiring.gelada();
        Coverage coverage =
            Coverage.of(wiring, gelada, option, ledger -> ledger.halted() != null)) {
      List<Coverage.Covered> halted =
          coverage.trails().stream().filter(c -> c.ledger().halted() != null).toList();
      coverage.troubles().forEach(console::problem);
      if (halted.size() > 1) {
        throw Complaint.usage(
            "%d trails are halted: %s."
                .formatted(
                    halted.size(),
                    String.join(", ", halted.stream().map(Coverage.Covered::uri).toList())),
            "Resume them one by one with --trail.");
      }
      if (halted.isEmpty()) {
        return nothing(coverage);
      }
      Coverage.Covered one = halted.get(0);
      one.on().resume(reason);
      console.line(console.ok("resumed") + "  " + one.uri());
      console.document(Map.of("exit", 0, "resumed", List.of(one.uri())));
      return ExitCode.DONE.number();
    }
  }

  private int nothing(Coverage coverage) throws Exception {
    if (!coverage.troubles().isEmpty()) {
      return ExitCode.FAILED.number();
    }
    if (coverage.trails().isEmpty()) {
      throw Complaint.of(
          ExitCode.FAILED,
          "there is no trail in %s.".formatted(wiring.trails().choice(option).uri()),
          "Name one with --trail, or create it with `gelada trail init`.");
    }
    console.line("Not halted: " + coverage.trails().get(0).uri());
    console.document(Map.of("exit", 0, "resumed", List.of()));
    return ExitCode.DONE.number();
  }
}

package dev.gelada.cli;

import dev.gelada.core.Gelada;
import dev.gelada.core.attack.StrikeId;
import dev.gelada.core.run.Recovery;
import dev.gelada.core.trail.Claim;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gelada revert}: settles what nobody owns any more. */
@Command(
    name = "revert",
    description =
        "Puts back what dead runs left, ends what they started, tries residue again. Without"
            + " --trail, on every trail that you opened and that has something open.")
final class RevertCommand implements Callable<Integer> {
  private final Wiring wiring;
  private final Console console;
  private final InstantSource clock;
  @Mixin private final TrailOption option = new TrailOption();

  @Option(
      names = "--accept",
      paramLabel = "STRIKE",
      description = "Closes this residue on record, because you looked; needs --why.")
  private @Nullable String accept;

  @Option(names = "--why", paramLabel = "TEXT", description = "What you saw when you looked.")
  private String why = "";

  RevertCommand(Wiring wiring, Console console, InstantSource clock) {
    this.wiring = wiring;
    this.console = console;
    this.clock = clock;
  }

  /** What a program reads. */
  record Document(int exit, List<Passed> trails, List<String> unread) {}

  /** One trail. */
  record Passed(
      String trail,
      int exit,
      Map<String, String> settled,
      List<String> cleaned,
      Map<String, String> left) {}

  @Override
  public Integer call() throws Exception {
    if (accept != null && why.isBlank()) {
      throw Complaint.usage(
          "--accept needs --why.", "Say what you saw; it closes the residue on record.");
    }
    try (Gelada gelada = wiring.gelada();
        Coverage coverage = Coverage.of(wiring, gelada, option, Coverage::busy)) {
      return accept == null ? revert(coverage) : accept(coverage, accept);
    }
  }

  private int revert(Coverage coverage) throws IOException, InterruptedException {
    List<Passed> passes = new ArrayList<>();
    ExitCode exit = ExitCode.DONE;
    for (Coverage.Covered covered : coverage.trails()) {
      console.line(console.headline("Trail " + covered.uri()));
      Recovery.Pass pass = covered.on().revert();
      ExitCode one = Leftovers.exit(pass, covered.on().ledger(), clock.instant());
      Leftovers.show(pass, console);
      console.line(
          switch (one) {
            case RESIDUE ->
                console.bad("  residue: see `gelada status --trail " + covered.uri() + "`");
            case FAILED -> console.bad("  something is left that cannot be settled from here");
            default -> console.ok("  nothing is left that nobody owns");
          });
      passes.add(passed(covered.uri(), one, pass));
      exit = Leftovers.worse(exit, one);
    }
    if (passes.isEmpty()) {
      console.line("Nothing is open on any trail that you opened.");
    }
    coverage.troubles().forEach(console::problem);
    exit = coverage.troubles().isEmpty() ? exit : Leftovers.worse(exit, ExitCode.FAILED);
    console.document(new Document(exit.number(), passes, coverage.troubles()));
    return exit.number();
  }

  private static Passed passed(String uri, ExitCode exit, Recovery.Pass pass) {
    Map<String, String> settled = new TreeMap<>();
    pass.settled().forEach((strike, entry) -> settled.put(strike.value(), entry.type().text()));
    return new Passed(uri, exit.number(), settled, pass.cleaned(), Leftovers.left(pass));
  }

  private int accept(Coverage coverage, String strike) throws IOException, Complaint {
    List<String> residue = new ArrayList<>();
    for (Coverage.Covered covered : coverage.trails()) {
      if (covered.on().accept(new StrikeId(strike), why)) {
        console.line(console.ok("accepted") + " " + strike + " on " + covered.uri());
        console.document(Map.of("accepted", strike, "trail", covered.uri(), "exit", 0));
        return ExitCode.DONE.number();
      }
      covered.ledger().open().stream()
          .filter(claim -> claim.state() == Claim.State.RESIDUE)
          .forEach(claim -> residue.add(claim.id().value()));
    }
    throw Complaint.usage(
        "no residue is named '%s'.".formatted(strike),
        residue.isEmpty()
            ? "There is none on the trails that were read."
            : "There is: " + String.join(", ", residue) + ".");
  }
}

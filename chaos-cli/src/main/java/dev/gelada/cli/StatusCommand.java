package dev.gelada.cli;

import dev.gelada.core.Gelada;
import dev.gelada.core.run.Owners;
import dev.gelada.core.target.Host;
import dev.gelada.core.trail.Claim;
import dev.gelada.core.trail.Entry;
import dev.gelada.core.trail.Ledger;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code gelada status}: what is open. */
@Command(
    name = "status",
    description =
        "What is open: strikes, runs, residue; halted or not. Without --trail, on every trail that"
            + " you opened and that has something open. Exit 6 when a person must look.")
final class StatusCommand implements Callable<Integer> {
  private final Wiring wiring;
  private final Console console;
  @Mixin private final TrailOption option = new TrailOption();

  StatusCommand(Wiring wiring, Console console) {
    this.wiring = wiring;
    this.console = console;
  }

  /** What a program reads. */
  record Document(int exit, List<State> trails, List<String> unread) {}

  /** One trail. */
  record State(
      String trail,
      String id,
      long head,
      @Nullable String halted,
      String policy,
      List<Shown.Claim> open,
      List<Shown.Claim> residue,
      List<Shown.Run> running,
      List<Shown.Launched> launched) {
    static State of(String uri, Ledger ledger, Owners owners) {
      Entry.Halted halted = ledger.halted();
      Entry.Policy policy = ledger.policy();
      return new State(
          uri,
          ledger.trail(),
          ledger.head().sequence(),
          halted == null ? null : halted.reason(),
          policy == null ? "" : policy.hash(),
          Shown.claims(ledger.open().stream().filter(c -> !residual(c)).toList()),
          Shown.claims(ledger.open().stream().filter(StatusCommand::residual).toList()),
          ledger.running().stream().map(run -> Shown.Run.of(run, owners)).toList(),
          ledger.launches().values().stream().map(Shown.Launched::of).toList());
    }
  }

  @Override
  public Integer call() throws Exception {
    try (Gelada gelada = wiring.looking();
        Coverage coverage = Coverage.of(wiring, gelada, option, Coverage::busy)) {
      List<State> states = new ArrayList<>();
      Owners owners = Owners.on(Host.local());
      for (Coverage.Covered covered : coverage.trails()) {
        State state = State.of(covered.uri(), covered.ledger(), owners);
        states.add(state);
        show(state);
      }
      if (states.isEmpty()) {
        console.line("Nothing is open on any trail that you opened.");
        console.line(
            "There is no trail in %s yet; `gelada trail init` creates it."
                .formatted(wiring.trails().choice(option).uri()));
      }
      coverage.gone().forEach(word -> console.line(console.dim(word)));
      coverage.troubles().forEach(console::problem);
      ExitCode exit = exit(states, coverage);
      console.document(new Document(exit.number(), states, coverage.troubles()));
      return exit.number();
    }
  }

  private static ExitCode exit(List<State> states, Coverage coverage) {
    if (states.stream().anyMatch(state -> !state.residue().isEmpty())) {
      return ExitCode.RESIDUE;
    }
    return coverage.troubles().isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
  }

  private void show(State state) {
    console.line(console.headline("Trail " + state.trail()) + "  head " + state.head());
    console.line(
        state.halted() == null
            ? "  not halted"
            : console.bad("  HALTED: " + state.halted())
                + "  `gelada resume --why …` allows claims again");
    console.line("  policy " + (state.policy().isEmpty() ? "none" : state.policy()));
    state.running().forEach(run -> console.line("  " + words(run, state.trail())));
    if (state.open().isEmpty() && state.residue().isEmpty()) {
      console.line("  nothing is struck");
    }
    state.open().forEach(claim -> console.line("  " + words(claim)));
    for (Shown.Launched launched : state.launched()) {
      console.line(
          "  launched " + launched.marker() + ", to be ended by its run or by `gelada revert`");
    }
    state.residue().forEach(claim -> residue(claim, state.trail()));
  }

  private String words(Shown.Run run, String uri) {
    String words =
        "%s %s  %s since %s by %s%s"
            .formatted(
                run.orphaned() ? "unfinished" : run.state(),
                run.run(),
                run.file(),
                Moments.full(run.at()),
                run.actor(),
                run.verdict().isEmpty() ? "" : ": " + run.verdict());
    return run.orphaned()
        ? words
            + console.warn("; its process is gone; `gelada revert --trail " + uri + "` settles it")
        : words;
  }

  private static String words(Shown.Claim claim) {
    return "%s %s on %s of %s since %s%s  [%s]"
        .formatted(
            claim.state(),
            claim.attack(),
            claim.victim(),
            claim.group(),
            Moments.clock(claim.at()),
            claim.endsAt() == null
                ? ""
                : ", ends at %s by its %s".formatted(Moments.full(claim.endsAt()), claim.expiry()),
            claim.strike());
  }

  private void residue(Shown.Claim claim, String uri) {
    console.line(console.bad("  RESIDUE ") + words(claim) + ": " + claim.reason());
    console.line("    Try again:               gelada revert --trail " + uri);
    console.line(
        "    Looked, and it is fine:  gelada revert --accept %s --why … --trail %s"
            .formatted(claim.strike(), uri));
  }

  private static boolean residual(Claim claim) {
    return claim.state() == Claim.State.RESIDUE;
  }
}

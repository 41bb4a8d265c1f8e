package dev.gelada.cli;

import dev.gelada.core.Gelada;
import dev.gelada.core.plugin.Deadline;
import dev.gelada.core.plugin.Timekeeper;
import dev.gelada.core.trail.Entry;
import dev.gelada.core.trail.Ledger;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code gelada stop RUN}: ends one run, wherever it is. */
@Command(
    name = "stop",
    description = "Asks one run to end, wherever it is, and waits: its own process reverts it.")
final class StopCommand implements Callable<Integer> {
  private static final Duration BOUND = Duration.ofSeconds(60);
  private static final Duration STEP = Duration.ofMillis(100);

  private final Wiring wiring;
  private final Console console;
  private final Timekeeper time;

  @Parameters(
      index = "0",
      paramLabel = "RUN",
      description = "The run's id as `gelada status` shows it, or how it begins.")
  private String run = "";

  @Mixin private final WhyOption why = new WhyOption();
  @Mixin private final TrailOption option = new TrailOption();

  StopCommand(Wiring wiring, Console console, Timekeeper time) {
    this.wiring = wiring;
    this.console = console;
    this.time = time;
  }

  /** What a program reads. */
  record Document(
      int exit,
      String run,
      String trail,
      boolean ended,
      @Nullable Integer runExit,
      String verdict) {}

  private record Found(Coverage.Covered trail, String run) {}

  @Override
  public Integer call() throws Exception {
    String reason = why.given();
    try (Gelada gelada = wiring.gelada();
        Coverage coverage = Coverage.of(wiring, gelada, option, Coverage::busy)) {
      Found found = find(coverage);
      if (!found.trail().on().stop(found.run(), reason)) {
        throw Complaint.of(
            ExitCode.NOT_RUN, "run " + found.run() + " ended just now.", "See `gelada runs`.");
      }
      console.line("Asked run %s to end.".formatted(found.run()));
      return await(found);
    }
  }

  private Found find(Coverage coverage) throws Complaint {
    List<Found> found = new ArrayList<>();
    List<String> running = new ArrayList<>();
    for (Coverage.Covered covered : coverage.trails()) {
      for (Ledger.Run known : covered.ledger().running()) {
        running.add(known.id());
        if (known.id().startsWith(run)) {
          found.add(new Found(covered, known.id()));
        }
      }
    }
    coverage.troubles().forEach(console::problem);
    if (found.size() == 1) {
      return found.get(0);
    }
    String under =
        running.isEmpty()
            ? "No run is under way."
            : "Under way: " + String.join(", ", running) + ".";
    throw found.isEmpty()
        ? Complaint.of(
            coverage.troubles().isEmpty() ? ExitCode.NOT_RUN : ExitCode.FAILED,
            "no run under way is named '%s'.".formatted(run),
            under)
        : Complaint.usage("several runs begin with '%s'.".formatted(run), under);
  }

  private int await(Found found) throws IOException, InterruptedException {
    Deadline bound = Deadline.in(BOUND, time);
    Entry.Ended ended = ended(found);
    while (ended == null && !bound.passed()) {
      time.pause(STEP);
      ended = ended(found);
    }
    ExitCode exit = ended == null ? ExitCode.FAILED : ExitCode.DONE;
    if (ended == null) {
      console.problem(
          "It has not ended after %s. If its process is gone, `gelada revert` puts back what it left."
              .formatted(Moments.length(BOUND)));
    } else {
      console.line("It ended: %s (exit %d).".formatted(ended.verdict(), ended.exit()));
      exit = ended.exit() == ExitCode.RESIDUE.number() ? ExitCode.RESIDUE : exit;
    }
    console.document(
        new Document(
            exit.number(),
            found.run(),
            found.trail().uri(),
            ended != null,
            ended == null ? null : ended.exit(),
            ended == null ? "" : ended.verdict()));
    return exit.number();
  }

  private static Entry.@Nullable Ended ended(Found found) throws IOException {
    Ledger.Run known = found.trail().on().ledger().runs().get(found.run());
    return known == null ? null : known.ended();
  }
}

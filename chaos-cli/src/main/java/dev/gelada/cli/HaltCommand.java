package dev.gelada.cli;

import dev.gelada.core.Gelada;
import dev.gelada.core.run.Halt;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code gelada halt}: stops everything, everywhere on a trail. */
@Command(
    name = "halt",
    description =
        "Stops everything on a trail: 'recorded' means that nothing new is claimed, 'quiet' that"
            + " no attack begins any more. Without --trail, the usual trail and every one that you"
            + " opened and that has something open.")
final class HaltCommand implements Callable<Integer> {
  private static final String NOT = "NOT halted: ";
  private static final String UNSURE = "Halted, but not known to be quiet: ";

  private final Wiring wiring;
  private final Console console;
  private final InstantSource clock;
  @Mixin private final TrailOption option = new TrailOption();
  @Mixin private final WhyOption why = new WhyOption();

  HaltCommand(Wiring wiring, Console console, InstantSource clock) {
    this.wiring = wiring;
    this.console = console;
    this.clock = clock;
  }

  /** What a program reads, at the end; it sees {@code recorded} in the exit code only. */
  record Document(int exit, List<Halted> trails, List<String> failed) {}

  /** One trail. */
  record Halted(
      String trail, int exit, int settled, Map<String, String> left, List<Shown.Claim> residue) {}

  @Override
  public Integer call() throws Exception {
    String reason = why.given();
    try (Gelada gelada = wiring.gelada();
        Coverage coverage = Coverage.of(wiring, gelada, option, Coverage::busy)) {
      if (coverage.trails().isEmpty() && coverage.troubles().isEmpty()) {
        throw Complaint.of(
            ExitCode.FAILED,
            "there is no trail to halt: none in %s, and nothing is open on any other that you opened."
                .formatted(wiring.trails().choice(option).uri()),
            "Name one with --trail, or create it with `gelada trail init`.");
      }
      return haltAll(coverage, reason);
    }
  }

  /** All trails at once: none waits until another one is quiet. */
  private int haltAll(Coverage coverage, String reason) throws InterruptedException {
    List<Halted> halted = new ArrayList<>();
    List<String> failed = new CopyOnWriteArrayList<>();
    coverage.troubles().forEach(words -> failed.add(NOT + words));
    ExecutorService threads = Executors.newCachedThreadPool();
    try {
      List<Future<Optional<Halted>>> all = new ArrayList<>();
      for (Coverage.Covered covered : coverage.trails()) {
        all.add(threads.submit(() -> halt(covered, reason, failed)));
      }
      for (Future<Optional<Halted>> one : all) {
        try {
          one.get().ifPresent(halted::add);
        } catch (ExecutionException bug) { // the other trails are halted all the same
          failed.add(UNSURE + bug.getCause());
        }
      }
    } finally {
      threads.shutdownNow();
    }
    ExitCode exit = failed.isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
    for (Halted one : halted) {
      exit = one.exit() > exit.number() ? ExitCode.of(one.exit()) : exit;
    }
    failed.forEach(console::problem);
    console.document(new Document(exit.number(), halted, failed));
    return exit.number();
  }

  /** A trail that cannot be written is said and keeps no other from being halted. */
  private Optional<Halted> halt(Coverage.Covered covered, String reason, List<String> failed)
      throws InterruptedException {
    AtomicBoolean recorded = new AtomicBoolean();
    try {
      return Optional.of(halt(covered, reason, recorded, failed));
    } catch (IOException trouble) {
      failed.add((recorded.get() ? UNSURE : NOT) + trouble.getMessage());
      return Optional.empty();
    }
  }

  private Halted halt(
      Coverage.Covered covered, String reason, AtomicBoolean recorded, List<String> failed)
      throws IOException, InterruptedException {
    Halt.Quiet quiet =
        covered
            .on()
            .halt(
                reason,
                ledger -> {
                  recorded.set(true);
                  console.line(console.warn("recorded") + "  " + covered.uri());
                });
    ExitCode exit = Leftovers.exit(quiet.reverted(), covered.on().ledger(), clock.instant());
    Leftovers.show(quiet.reverted(), console);
    if (quiet.failed() == null) {
      console.line(console.ok("quiet") + "     " + covered.uri());
    } else {
      failed.add(UNSURE + covered.uri() + ": " + quiet.failed());
    }
    quiet
        .residue()
        .forEach(
            claim ->
                console.line(
                    console.bad("  RESIDUE ")
                        + claim.victim().name()
                        + ": "
                        + claim.reason()
                        + "  (gelada status)"));
    return new Halted(
        covered.uri(),
        exit.number(),
        quiet.reverted().settled().size(),
        Leftovers.left(quiet.reverted()),
        Shown.claims(quiet.residue()));
  }
}

package dev.gelada.core.run;

import dev.gelada.core.plugin.Deadline;
import dev.gelada.core.run.Progress.Phase;
import dev.gelada.core.trail.Claim;
import dev.gelada.core.trail.Entry;
import dev.gelada.core.trail.Ledger;
import dev.gelada.core.trail.Trail;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The end of a run, whatever ended it: reverts, measures again, ends what the run created, says how
 * it went. One part that fails does not keep the next from being tried.
 */
final class Closing {
  private final Engine engine;
  private final Errand errand;
  private final Progress progress;
  private final Gauges gauges;
  private final Launcher launcher;
  private final AtomicReference<@Nullable Stop> stop;
  private final Part hypothesis;
  private final List<String> trouble = new ArrayList<>();

  interface Part {
    void run() throws IOException, InterruptedException;
  }

  Closing(
      Engine engine,
      Errand errand,
      Progress progress,
      Gauges gauges,
      Launcher launcher,
      AtomicReference<@Nullable Stop> stop,
      Part hypothesis) {
    this.engine = engine;
    this.errand = errand;
    this.progress = progress;
    this.gauges = gauges;
    this.launcher = launcher;
    this.stop = stop;
    this.hypothesis = hypothesis;
  }

  Outcome close() {
    boolean interrupted = Thread.interrupted(); // nothing may cut the reverting short
    attempt(this::recordStop);
    progress.phase(Phase.REVERT);
    attempt(this::revert);
    if (stop.get() == null && !errand.dry()) {
      progress.phase(Phase.AFTER);
      attempt(hypothesis);
      attempt(this::recordStop);
    }
    progress.phase(Phase.CLEAN);
    attempt(() -> trouble.addAll(launcher.end()));
    Outcome outcome = outcome(claims());
    attempt(() -> append(ended(outcome)));
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return outcome;
  }

  /**
   * From here on no claim of this run is appended: the guard {@code aborted} sees it under the same
   * lock.
   */
  private void recordStop() throws IOException {
    Stop why = stop.get();
    if (why != null && !why.told()) {
      append(new Entry.Aborted(why.reason()));
    }
  }

  /**
   * What the trail shows open of this run, last first; an unknown one once it can no longer begin.
   */
  private void revert() throws IOException, InterruptedException {
    if (!errand.dry()) {
      new Recovery(engine).finish(Recovery.Mode.ALL, errand.id()::equals);
    }
  }

  private List<Claim> claims() {
    List<Claim> mine = new ArrayList<>();
    attempt(
        () -> {
          Ledger ledger = engine.trail().read();
          ledger.claims().values().stream()
              .filter(claim -> claim.run().equals(errand.id()))
              .forEach(mine::add);
        });
    return mine;
  }

  private Outcome outcome(List<Claim> claims) {
    Stop why = stop.get();
    int exit = why == null ? Outcome.HELD : why.exit();
    String verdict = why == null ? "held" : why.reason();
    if (!trouble.isEmpty()) {
      exit = Math.max(exit, Outcome.FAILED);
      verdict = verdict + "; " + String.join("; ", trouble);
    }
    if (claims.stream().anyMatch(Claim::open)) {
      exit = Outcome.RESIDUE;
      verdict = verdict + "; something is left, see `gelada status`";
    }
    return new Outcome(
        errand.id(),
        exit,
        engine.redactor().clean(verdict),
        why == null ? List.of() : why.why(),
        claims,
        gauges.samples());
  }

  private Entry ended(Outcome outcome) {
    long strikes = outcome.claims().stream().filter(Claim::counts).count();
    return new Entry.Ended(
        outcome.exit(),
        outcome.verdict(),
        Map.of("strikes", String.valueOf(strikes)),
        engine.time().instant());
  }

  private void append(Entry entry) throws IOException {
    engine
        .trail()
        .commit(
            ledger -> new Trail.Batch(errand.id(), "", errand.dry(), List.of(entry)),
            Deadline.in(Settler.BOUND, engine.time()));
  }

  private void attempt(Part part) {
    try {
      part.run();
    } catch (IOException | RuntimeException e) {
      trouble.add(engine.words(e));
    } catch (InterruptedException e) {
      trouble.add("interrupted while closing");
    }
  }
}

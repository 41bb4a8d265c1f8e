package dev.gelada.core.run;

import dev.gelada.core.attack.StrikeId;
import dev.gelada.core.plugin.Deadline;
import dev.gelada.core.run.Progress.Phase;
import dev.gelada.core.trail.Claim;
import dev.gelada.core.trail.Entry;
import dev.gelada.core.trail.Ledger;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The end of a run, whatever ended it: reverts, measures again, ends what the run created, says how
 * it went. One part that fails does not keep the next from being tried, and no interrupt cuts the
 * reverting short.
 */
final class Closing {
  private static final Duration AGAIN = Duration.ofMillis(500);

  private final Engine engine;
  private final Errand errand;
  private final Progress progress;
  private final Gauges gauges;
  private final Launcher launcher;
  private final Supplier<@Nullable Stop> stop;
  private final Reins reins;
  private final Settler settler;
  private final List<String> trouble = new ArrayList<>();
  private boolean interrupted;
  private boolean residue;

  interface Part {
    void run() throws IOException, InterruptedException;
  }

  Closing(
      Engine engine,
      Errand errand,
      Progress progress,
      Gauges gauges,
      Launcher launcher,
      Supplier<@Nullable Stop> stop,
      Reins reins) {
    this.engine = engine;
    this.errand = errand;
    this.progress = progress;
    this.gauges = gauges;
    this.launcher = launcher;
    this.stop = stop;
    this.reins = reins;
    this.settler = new Settler(engine);
  }

  /**
   * Closes the run.
   *
   * @param hypothesis measures whether the steady state is back, and stops the run if it is not
   */
  Outcome close(Part hypothesis) {
    interrupted = Thread.interrupted();
    attempt(this::recordStop);
    attempt(() -> progress.phase(Phase.REVERT));
    attempt(this::revert);
    if (stop.get() == null && !errand.dry()) {
      attempt(() -> progress.phase(Phase.AFTER));
      attempt(hypothesis);
      attempt(this::recordStop);
    }
    attempt(() -> progress.phase(Phase.CLEAN));
    attempt(() -> trouble.addAll(launcher.end()));
    List<Claim> claims = claims();
    // whoever stops it from here on is too late: the answer is to be the one that is on record
    Stop why = stop.get();
    Outcome outcome = outcome(claims, why);
    attempt(() -> append(ended(outcome)));
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return outcome(claims, why); // writing the end down may have failed, too
  }

  /**
   * From here on no claim of this run is appended: the guard {@code aborted} sees it under the same
   * lock.
   */
  private void recordStop() throws IOException {
    Stop why = stop.get();
    if (why != null && !why.told()) {
      append(new Entry.Aborted(why.reason(), false));
    }
  }

  /**
   * What the trail shows open of this run, last first; an unknown one once it can no longer begin.
   */
  private void revert() {
    if (errand.dry()) {
      return;
    }
    Recovery recovery = new Recovery(engine); // one, since it remembers what it has waited for
    Deadline bound = Deadline.in(Settler.BOUND, engine.time());
    while (true) {
      try {
        Recovery.Pass pass = recovery.finish(Recovery.Mode.ALL, errand.id()::equals);
        if (pass.failed().isEmpty()) {
          return;
        }
        if (bound.passed()) {
          trouble.addAll(pass.failed().values());
          return;
        }
        engine.time().pause(AGAIN);
      } catch (InterruptedException e) {
        interrupted = true;
      } catch (IOException | RuntimeException e) {
        trouble.add(engine.words(e));
        fromMemory();
        return;
      }
    }
  }

  /**
   * Without the trail: what this process knows that it applied is undone all the same. Of what gave
   * no answer that is put on record only when it can no longer take effect: until then it might be
   * on record as reverted and begin.
   */
  private void fromMemory() {
    Map<Claim, String> open = reins.unknown();
    Map<Claim, Entry> ends = new LinkedHashMap<>();
    for (Claim claim : reins.lastFirst()) {
      end(claim).filter(end -> !open.containsKey(claim)).ifPresent(end -> ends.put(claim, end));
    }
    ends.forEach(
        this::record); // after all are back: a store that is slow to fail keeps none waiting
    Optional<Duration> wait =
        reins.unknown().keySet().stream()
            .map(claim -> claim.entry().lease().total())
            .max(Comparator.naturalOrder());
    if (wait.isPresent()) {
      uninterrupted(
          () -> {
            engine.time().pause(wait.get());
            return wait;
          });
      reins.unknown().keySet().forEach(claim -> end(claim).ifPresent(end -> record(claim, end)));
    }
    residue |= !reins.lastFirst().isEmpty();
  }

  private void record(Claim claim, Entry end) {
    attempt(() -> settler.record(claim, end));
  }

  /** Reverts what can be; empty for what cannot, or only elsewhere. */
  private Optional<Entry> end(Claim claim) {
    return claim.reversible() ? uninterrupted(() -> settler.end(claim)) : Optional.empty();
  }

  private interface Waiting<T> {
    T run() throws InterruptedException;
  }

  private <T> T uninterrupted(Waiting<T> part) {
    while (true) {
      try {
        return part.run();
      } catch (InterruptedException e) {
        interrupted = true;
      }
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

  private Outcome outcome(List<Claim> claims, @Nullable Stop why) {
    int exit = why == null ? Outcome.HELD : why.exit();
    List<String> words = new ArrayList<>();
    words.add(why == null ? "held" : why.reason());
    List<String> missed = unstruck(claims);
    if (!missed.isEmpty() && exit == Outcome.HELD) {
      exit = Outcome.FAILED;
      words.set(0, "not known to have held");
    }
    words.addAll(missed);
    if (!trouble.isEmpty()) {
      exit = Math.max(exit, Outcome.FAILED);
      words.addAll(trouble);
    }
    if (residue || claims.stream().anyMatch(Claim::open)) {
      exit = Outcome.RESIDUE;
      words.add("something is left, see `gelada status`");
    }
    return new Outcome(
        errand.id(),
        exit,
        engine.redactor().clean(String.join("; ", words)),
        why == null ? List.of() : why.why(),
        claims,
        gauges.samples());
  }

  /**
   * A hypothesis about strikes that did not happen, or of which nobody knows, has not been tried.
   */
  private List<String> unstruck(List<Claim> claims) {
    List<String> words = new ArrayList<>();
    Map<StrikeId, String> unknown = new HashMap<>();
    reins.unknown().forEach((claim, why) -> unknown.put(claim.id(), why));
    for (Claim claim : claims) {
      if (claim.state() == Claim.State.FAILED) {
        words.add("strike " + claim.id() + " did not happen");
      } else if (claim.reversible() && unknown.containsKey(claim.id())) {
        words.add(
            "it is not known whether strike %s happened: %s"
                .formatted(claim.id(), unknown.get(claim.id())));
      }
    }
    return words;
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
    engine.write(errand.id(), errand.why(), errand.dry(), List.of(entry));
  }

  private void attempt(Part part) {
    try {
      part.run();
    } catch (IOException | RuntimeException | LinkageError | AssertionError e) {
      trouble.add(engine.words(e));
    } catch (InterruptedException e) {
      interrupted = true;
      trouble.add("interrupted while closing");
    }
  }
}

package dev.gelada.core.run;

import dev.gelada.core.attack.StrikeId;
import dev.gelada.core.plugin.Deadline;
import dev.gelada.core.target.Cleans;
import dev.gelada.core.target.SourceType;
import dev.gelada.core.trail.Claim;
import dev.gelada.core.trail.Entry;
import dev.gelada.core.trail.Ledger;
import dev.gelada.core.trail.Trail;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Settles what nobody settles any more: claims of other processes, and what dead runs created.
 * Every runner does a pass now and then, {@code revert} and {@code halt} do passes until nothing is
 * left to wait for.
 *
 * <p>A claim of which nothing is known is left alone until its lease and settle time have gone by
 * since this process first read it: until then its owner may still apply it. Not thread-safe.
 */
public final class Recovery {
  private static final Duration STEP = Duration.ofMillis(100);

  private final Engine engine;
  private final Settler settler;
  private final Map<StrikeId, Long> firstRead = new HashMap<>();

  public Recovery(Engine engine) {
    this.engine = engine;
    this.settler = new Settler(engine);
  }

  /** How much may be settled. */
  public enum Mode {
    /** What nobody owns any more. */
    PASSING,
    /** The same, and residue is tried again. */
    REVERT,
    /** Every reversible strike, its owner alive or not. */
    ALL
  }

  /**
   * What a pass did.
   *
   * @param settled how each settled claim ended
   * @param cleaned what was ended of dead runs, by marker
   * @param waiting claims that may be settled later, with the moment
   * @param left what stays open, with the reason
   * @param failed what could not be settled or found out this time, and may be tried again
   */
  public record Pass(
      Map<StrikeId, Entry> settled,
      List<String> cleaned,
      Map<StrikeId, Instant> waiting,
      Map<String, String> left,
      Map<String, String> failed) {
    /** One that did nothing. */
    static Pass nothing() {
      return new Pass(Map.of(), List.of(), Map.of(), Map.of(), Map.of());
    }
  }

  /**
   * One pass over the trail as it is now.
   *
   * @param runs whose strikes may be touched: not those that this process has under way
   */
  public Pass pass(Mode mode, Predicate<String> runs) throws IOException, InterruptedException {
    Ledger ledger = engine.trail().read();
    Pass pass =
        new Pass(
            new HashMap<>(), new ArrayList<>(), new HashMap<>(), new HashMap<>(), new HashMap<>());
    firstRead.keySet().retainAll(ledger.claims().keySet());
    List<Claim> open = new ArrayList<>(ledger.open());
    for (int i = open.size() - 1; i >= 0; i--) { // last first, as they were stacked
      if (runs.test(open.get(i).run())) {
        attempt(open.get(i), ledger, mode, pass);
      }
    }
    for (Ledger.Launched launched : ledger.launches().values()) {
      if (runs.test(launched.run())) {
        clean(launched, ledger, pass);
      }
    }
    close(runs);
    return pass;
  }

  /**
   * Passes until none of what was open at first is left to wait for.
   *
   * @return the passes as one
   */
  public Pass finish(Mode mode, Predicate<String> runs) throws IOException, InterruptedException {
    Map<StrikeId, Entry> settled = new HashMap<>();
    List<String> cleaned = new ArrayList<>();
    Set<StrikeId> first = null;
    while (true) {
      Pass pass = pass(mode, runs);
      if (first == null) {
        first = Set.copyOf(pass.waiting().keySet());
      }
      settled.putAll(pass.settled());
      cleaned.addAll(pass.cleaned());
      if (Collections.disjoint(pass.waiting().keySet(), first)) {
        return new Pass(settled, cleaned, Map.of(), pass.left(), pass.failed());
      }
      engine.time().pause(STEP);
    }
  }

  /** One claim that cannot be settled must not keep the next from being. */
  private void attempt(Claim claim, Ledger ledger, Mode mode, Pass pass)
      throws InterruptedException {
    try {
      consider(claim, ledger, mode, pass);
    } catch (IOException | RuntimeException | LinkageError | AssertionError e) {
      pass.failed().put(claim.id().value(), "could not be settled: " + engine.words(e));
    }
  }

  private void consider(Claim claim, Ledger ledger, Mode mode, Pass pass)
      throws IOException, InterruptedException {
    Optional<Instant> wait = ripeAt(claim, ledger, mode, pass);
    if (wait.isEmpty()) {
      return;
    }
    Instant now = engine.time().instant();
    if (wait.get().isAfter(now)) {
      pass.waiting().put(claim.id(), wait.get());
      return;
    }
    Optional<Entry> end = settler.end(claim);
    if (end.isEmpty()) {
      pass.left()
          .put(
              claim.id().value(),
              "can only be reverted from "
                  + claim.victim().place()
                  + ", and a command by the user who ran it");
    } else if (mode == Mode.PASSING && blind(claim, end.get()) && !dead(claim, ledger)) {
      pass.left().put(claim.id().value(), "its owner, or who sees the victim, is to say");
    } else {
      settler.record(claim, end.get());
      pass.settled().put(claim.id(), end.get());
    }
  }

  /** Who passes by and cannot see a victim does not speak for those who may. */
  private static boolean blind(Claim claim, Entry end) {
    return !claim.reversible() && end instanceof Entry.Residue;
  }

  private boolean dead(Claim claim, Ledger ledger) {
    return life(claim.run(), ledger) == Owners.Life.DEAD;
  }

  /**
   * From when on this process may settle it; empty when it may not, with the reason in {@code
   * left}.
   */
  private Optional<Instant> ripeAt(Claim claim, Ledger ledger, Mode mode, Pass pass) {
    Instant now = engine.time().instant();
    if (claim.state() == Claim.State.CLAIMED) {
      long read = firstRead.computeIfAbsent(claim.id(), id -> engine.time().nanos());
      Duration passed = Duration.ofNanos(engine.time().nanos() - read);
      return Optional.of(now.plus(claim.entry().lease().total()).minus(passed));
    }
    if (claim.state() == Claim.State.RESIDUE) {
      if (mode == Mode.REVERT && claim.reversible()) {
        return Optional.of(now);
      }
      pass.left().put(claim.id().value(), "residue: " + claim.reason());
      return Optional.empty();
    }
    if (mode == Mode.ALL || life(claim.run(), ledger) == Owners.Life.DEAD) {
      return Optional.of(now);
    }
    Instant endsAt = claim.entry().strike().endsAt();
    Instant ripe = endsAt == null ? now : endsAt.plus(claim.entry().lease().settleTime());
    if (ripe.isAfter(now)) {
      pass.left().put(claim.id().value(), "its run is under way and ends it at " + endsAt);
      return Optional.empty();
    }
    return Optional.of(now);
  }

  private Owners.Life life(String run, Ledger ledger) {
    Ledger.Run known = ledger.runs().get(run);
    if (known == null) {
      return Owners.Life.UNKNOWN;
    }
    return known.ended() != null ? Owners.Life.DEAD : engine.owners().of(known.started().owner());
  }

  private void clean(Ledger.Launched launched, Ledger ledger, Pass pass)
      throws InterruptedException {
    String marker = launched.launch().marker();
    if (life(launched.run(), ledger) != Owners.Life.DEAD) {
      pass.left().put(marker, "its run is under way, or on another host");
      return;
    }
    Optional<SourceType<?>> type = engine.sources().named(launched.launch().source());
    if (type.isEmpty() || !(type.get() instanceof Cleans cleans)) {
      pass.left().put(marker, "no plug-in here cleans " + launched.launch().source());
      return;
    }
    try {
      if (cleans.clean(
          launched.launch(), engine.with(), Deadline.in(Settler.BOUND, engine.time()))) {
        append(launched.run(), new Entry.Cleaned(marker, "by recovery"));
        pass.cleaned().add(marker);
      } else {
        pass.left().put(marker, "can only be cleaned from " + launched.launch().place());
      }
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception | LinkageError | AssertionError e) {
      pass.failed().put(marker, "could not be cleaned: " + engine.words(e));
    }
  }

  /** A run whose process is dead and of which nothing is open any more has ended, too. */
  private void close(Predicate<String> runs) throws IOException {
    Ledger ledger = engine.trail().read();
    for (Ledger.Run run : ledger.running()) {
      boolean holds =
          ledger.open().stream().anyMatch(c -> c.run().equals(run.id()) && !residue(c))
              || ledger.launches().values().stream().anyMatch(l -> l.run().equals(run.id()));
      if (runs.test(run.id()) && !holds && life(run.id(), ledger) == Owners.Life.DEAD) {
        boolean residue = ledger.open().stream().anyMatch(c -> c.run().equals(run.id()));
        append(
            run.id(),
            new Entry.Ended(
                residue ? 6 : 5,
                "its process died; settled by another one",
                Map.of(),
                engine.time().instant()));
      }
    }
  }

  private static boolean residue(Claim claim) {
    return claim.state() == Claim.State.RESIDUE;
  }

  private void append(String run, Entry entry) throws IOException {
    engine
        .trail()
        .commit(
            ledger -> new Trail.Batch(run, "", false, lacks(ledger, run, entry)),
            Deadline.in(Settler.BOUND, engine.time()));
  }

  /** Two may recover side by side; the second has nothing to add. */
  private static List<Entry> lacks(Ledger ledger, String run, Entry entry) {
    boolean there =
        entry instanceof Entry.Cleaned cleaned
            ? !ledger.launches().containsKey(cleaned.marker())
            : ledger.running().stream().noneMatch(r -> r.id().equals(run));
    return there ? List.of() : List.of(entry);
  }
}

package dev.gelada.core.plan;

import dev.gelada.core.trail.Entry;
import dev.gelada.core.trail.Ledger;
import dev.gelada.core.trail.Slot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a trail says of planned runs. The trail alone decides: who asks may have begun a moment ago,
 * and others may do the same work beside it.
 */
public final class Agenda {
  private static final Duration FIRST_PAUSE = Duration.ofMinutes(1);

  /** Refused, ended early, could not be carried out: nothing was touched, and it may pass. */
  private static final Set<Integer> MAY_PASS = Set.of(3, 4, 5);

  private final Set<Slot> used;
  private final boolean halted;
  private final Map<Key, List<Ledger.Run>> tries = new HashMap<>();

  /** As a trail stands. Takes time in proportion to its claims and runs. */
  public Agenda(Ledger ledger) {
    this.used = ledger.used();
    this.halted = ledger.halted() != null;
    for (Ledger.Run run : ledger.runs().values()) {
      if (!run.dry() && !run.started().origin().plan().isEmpty()) {
        tries
            .computeIfAbsent(
                new Key(run.started().origin().name(), run.started().seed()),
                any -> new ArrayList<>())
            .add(run);
      }
    }
  }

  /** The run's seed is its occasion's: drawn from installation, file, date and group. */
  private record Key(String file, long seed) {}

  /** Where that run stands at that moment. */
  public Standing of(PlannedRun run, Instant now) {
    if (used.contains(run.occasion())) {
      return new Standing.Over();
    }
    Standing tried = tried(tries.getOrDefault(new Key(run.file(), run.seed()), List.of()));
    if (tried instanceof Standing.Over) {
      return tried;
    }
    if (tried instanceof Standing.Underway begun) {
      // its process may be gone where nobody here can tell; what is missed it cannot claim any more
      return now.isBefore(run.until().plus(Planner.GRACE))
          ? begun
          : new Standing.Missed("run " + begun.run() + " began it and never came to an end");
    }
    if (!now.isBefore(run.until())) {
      return new Standing.Missed(
          tried instanceof Standing.Again again
              ? again.why()
              : halted ? "everything was halted" : "no runner was there in time");
    }
    if (now.isBefore(run.at()) || halted) {
      return new Standing.Ahead();
    }
    return tried instanceof Standing.Again again && again.at().isAfter(now)
        ? again
        : new Standing.Due();
  }

  /** What a person stopped is not begun again. */
  private static boolean asked(Entry.@Nullable Aborted aborted) {
    return aborted != null && aborted.asked();
  }

  private static Standing tried(List<Ledger.Run> tries) {
    if (tries.isEmpty()) {
      return new Standing.Due();
    }
    for (Ledger.Run run : tries) {
      Entry.Ended ended = run.ended();
      if (ended == null) {
        return new Standing.Underway(run.id());
      }
      if (!MAY_PASS.contains(ended.exit()) || asked(run.aborted())) {
        return new Standing.Over();
      }
    }
    Entry.Ended last = tries.get(tries.size() - 1).ended();
    if (last == null) {
      throw new IllegalStateException("a run that has not ended is under way");
    }
    // 1, 2, 4, 8, 16 minutes: five tries within the grace, and few records
    Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(tries.size() - 1, 10));
    return new Standing.Again(last.at().plus(pause), last.verdict());
  }
}

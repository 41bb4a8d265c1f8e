package dev.gelada.server;

import dev.gelada.core.plan.DayPlan;
import dev.gelada.core.plan.PlannedRun;
import dev.gelada.core.run.Outcome;
import dev.gelada.core.trail.Ledger;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Tells announcements one at a time, and nothing twice in a row. Thread-safe. */
final class Told {
  /** What is wrong while everything is halted. */
  static final String HALT = "halt";

  private final Announcements to;
  private final Map<String, String> troubles = new TreeMap<>();
  private @Nullable Shelf shelf;
  private Announcements.@Nullable Upcoming next;

  Told(Announcements to) {
    this.to = to;
  }

  synchronized void shelf(Shelf now) {
    if (!now.equals(shelf)) {
      shelf = now;
      to.shelf(now);
    }
  }

  /** What the folder held when last looked at. */
  synchronized Shelf shelf() {
    return shelf == null ? Shelf.EMPTY : shelf;
  }

  synchronized void planned(DayPlan plan) {
    to.planned(plan);
  }

  synchronized void missed(List<PlannedRun> runs, Map<PlannedRun, String> why) {
    if (!runs.isEmpty()) {
      to.missed(runs, why);
    }
  }

  synchronized void next(Announcements.Upcoming upcoming) {
    if (!upcoming.equals(next)) {
      next = upcoming;
      to.next(upcoming);
    }
  }

  /** What comes next, as far as is known. */
  synchronized Announcements.@Nullable Upcoming next() {
    return next;
  }

  synchronized void ended(PlannedRun run, Outcome outcome) {
    to.ended(run, outcome);
  }

  /** Something is wrong with {@code what}. */
  synchronized void trouble(String what, String words) {
    if (!words.equals(troubles.put(what, words))) {
      to.trouble(words);
    }
  }

  /** {@code what} is as it should be. */
  synchronized void well(String what, String words) {
    if (troubles.remove(what) != null) {
      to.well(words);
    }
  }

  /** What is wrong now. */
  synchronized Map<String, String> troubles() {
    return new TreeMap<>(troubles);
  }

  /** Whether everything on the trail is halted. */
  void halted(Ledger ledger) {
    if (ledger.halted() != null) {
      trouble(
          HALT,
          "everything is halted: %s. Nothing is struck until `gelada resume --why …`"
              .formatted(ledger.halted().reason()));
    } else {
      well(HALT, "the halt is over");
    }
  }
}

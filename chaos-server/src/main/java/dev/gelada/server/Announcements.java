package dev.gelada.server;

import dev.gelada.core.plan.DayPlan;
import dev.gelada.core.plan.PlannedRun;
import dev.gelada.core.run.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Is told what a runner does, beside what its trail's listeners hear. Called from several threads,
 * one call at a time; may not block.
 */
public interface Announcements {
  /** Tells nobody. */
  Announcements SILENT = new Announcements() {};

  /** What the folder holds now; told when it changed. */
  default void shelf(Shelf shelf) {}

  /** A day's plan is new or another one than before. */
  default void planned(DayPlan plan) {}

  /**
   * These passed by unused, which is on record now.
   *
   * @param runs in order of time
   * @param why the reasons
   */
  default void missed(List<PlannedRun> runs, Map<PlannedRun, String> why) {}

  /** What comes next; told when it changed. */
  default void next(Upcoming upcoming) {}

  /** A run of the plan is over. */
  default void ended(PlannedRun run, Outcome outcome) {}

  /** Something is wrong that may pass; told once until it changes or is over. */
  default void trouble(String words) {}

  /** What was wrong no longer is. */
  default void well(String words) {}

  /**
   * What comes next.
   *
   * @param today how many runs are still to come on their files' present dates
   * @param at when the next one is due; null when there is none today
   * @param text its time in its file's zone: {@code 11:42}
   * @param group whom it was drawn for, or the file's name; empty when there is none
   * @param file the file's name; empty when there is none
   * @param zone the file's zone; empty when there is none
   * @param opens when a window opens next, in words; empty when that is not known or not needed
   */
  record Upcoming(
      int today,
      @Nullable Instant at,
      String text,
      String group,
      String file,
      String zone,
      String opens) {
    /** {@code 3 strikes planned today, next 11:42 cart (Europe/Berlin)}. */
    public String words() {
      if (at == null) {
        return "nothing more planned today"
            + (opens.isEmpty() ? "" : "; the next window opens " + opens);
      }
      return "%d %s planned today, next %s %s (%s)"
          .formatted(today, today == 1 ? "strike" : "strikes", text, group, zone);
    }
  }
}

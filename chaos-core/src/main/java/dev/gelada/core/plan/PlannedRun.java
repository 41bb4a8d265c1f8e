package dev.gelada.core.plan;

import dev.gelada.core.target.GroupId;
import dev.gelada.core.trail.Slot;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One occasion of a plan: a file is to be run once, from a moment on and for a while. Whoever
 * computes it, and however often, gets the same.
 *
 * @param file the name in the file
 * @param group whom it was drawn for; null where the file's own pick chooses: by cron, at a moment,
 *     and for what the run starts itself
 * @param when its name in slots, which outlives an edited window: the date ({@code 2026-11-23}),
 *     date and number where there are several ({@code 2026-11-23#2}), or the instant
 * @param at when it is due
 * @param until from then on it is missed; after {@code at}
 * @param seed all chance of the run
 */
public record PlannedRun(
    String file, @Nullable GroupId group, String when, Instant at, Instant until, long seed) {
  public PlannedRun {
    Objects.requireNonNull(file, "file");
    Objects.requireNonNull(when, "when");
    if (!at.isBefore(until)) {
      throw new IllegalArgumentException("due at " + at + " and missed at " + until);
    }
  }

  /** What one of its steps uses up. */
  public Slot slot(String step) {
    return new Slot(file, group, when, step);
  }

  /** What is used up of it as a whole by whichever step. */
  public Slot occasion() {
    return slot("");
  }

  /** {@code 2026-11-23 of process-set/cart}, for people. */
  public String text() {
    return group == null ? when : when + " of " + group.name();
  }
}

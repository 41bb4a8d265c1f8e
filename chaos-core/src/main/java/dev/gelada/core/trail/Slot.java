package dev.gelada.core.trail;

import dev.gelada.core.target.GroupId;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A planned occasion, consumed by its first claim. Two claims of one slot are impossible; editing a
 * file does not change its slots.
 *
 * @param file the name in the file
 * @param group the group that the occasion was drawn for; null where the file's own pick chooses:
 *     on demand, by cron, at a moment
 * @param when the planned date or cron instant; for an on-demand run its id
 * @param step the step's place in the file: {@code steps[0]}; empty for all of them
 */
public record Slot(String file, @Nullable GroupId group, String when, String step) {
  public Slot {
    Objects.requireNonNull(file, "file");
    Objects.requireNonNull(when, "when");
    Objects.requireNonNull(step, "step");
  }

  /** The occasion as a whole: a run uses all of it with its first claim. */
  public Slot occasion() {
    return new Slot(file, group, when, "");
  }

  /** {@code 2026-11-23 of kill-cart on cart}, for people. */
  public String text() {
    return when + " of " + file + (group == null ? "" : " on " + group.name());
  }
}

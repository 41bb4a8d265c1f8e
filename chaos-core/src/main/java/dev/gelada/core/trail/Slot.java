package dev.gelada.core.trail;

import dev.gelada.core.target.GroupId;
import java.util.Objects;

/**
 * A planned occasion, consumed by its first claim. Two claims of one slot are impossible; editing a
 * file does not change its slots.
 *
 * @param file the name in the file
 * @param group whom
 * @param when the planned date or cron instant; for an on-demand run its id
 * @param step the step's place in the file: {@code steps[0]}
 */
public record Slot(String file, GroupId group, String when, String step) {
  public Slot {
    Objects.requireNonNull(file, "file");
    Objects.requireNonNull(group, "group");
    Objects.requireNonNull(when, "when");
    Objects.requireNonNull(step, "step");
  }
}

package dev.gelada.core.plan;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When a runner that is always on strikes.
 *
 * @param when how the moments come about
 * @param each the target whose groups are drawn; null when there is only one target
 */
public record Schedule(When when, @Nullable String each) {
  /** How the moments come about. */
  public sealed interface When {
    /**
     * By chance, so often on average, each eligible group for itself.
     *
     * @param mean workdays, or a time under a day
     * @param label a label of the group with its own mean; null for none
     */
    record MeanTimeBetween(Span mean, @Nullable String label) implements When {}

    /**
     * By five cron fields, in the file's zone.
     *
     * @param expression as written
     */
    record Cron(String expression) implements When {}

    /**
     * Once each.
     *
     * @param moments in order
     */
    record At(List<Instant> moments) implements When {
      public At {
        moments = List.copyOf(moments);
      }
    }
  }
}

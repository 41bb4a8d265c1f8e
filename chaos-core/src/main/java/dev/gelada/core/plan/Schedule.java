package dev.gelada.core.plan;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
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
    record MeanTimeBetween(Span mean, @Nullable String label) implements When {
      /** The shortest: below it a schedule is a load test. */
      public static final Duration SHORTEST = Duration.ofMinutes(1);

      /**
       * The mean of one group: what its label says, else the file's.
       *
       * @throws IllegalArgumentException if the label cannot be used; the message names it
       */
      public Span in(Map<String, String> labels) {
        String said = label == null ? null : labels.get(label);
        if (said == null) {
          return mean;
        }
        try {
          return checked(Span.ofLabel(said));
        } catch (IllegalArgumentException e) {
          throw new IllegalArgumentException(
              "label %s=%s is no mean time: %s".formatted(label, said, e.getMessage()), e);
        }
      }

      /**
       * The same span.
       *
       * @throws IllegalArgumentException if nothing can be planned by it; the message says why
       */
      public static Span checked(Span mean) {
        if (mean.workdays() == 0 && mean.time().compareTo(Duration.ofDays(1)) >= 0) {
          throw new IllegalArgumentException(
              "a day and more is counted in workdays: write for example 2 workdays");
        }
        if (mean.workdays() == 0 && mean.time().compareTo(SHORTEST) < 0) {
          throw new IllegalArgumentException("the shortest mean is 1m");
        }
        return mean;
      }
    }

    /**
     * By five cron fields, in the file's zone.
     *
     * @param expression as written
     */
    record Cron(String expression) implements When {
      /** In so many years weekdays and leap days come round; no clock is asked for the first. */
      private static final int YEARS = 28;

      /** Whether any of its times ever falls into that window. */
      public boolean everIn(Window window) {
        if (window.always()) {
          return true;
        }
        Calendar calendar = Calendar.of(window, null);
        LocalDate first = LocalDate.EPOCH.plusYears(54);
        return new Crontab(expression)
            .dates(first, first.plusYears(YEARS), window.from(), window.to())
            .anyMatch(calendar::isWorkday);
      }
    }

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

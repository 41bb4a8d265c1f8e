package dev.gelada.core.plan;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * A stretch of time, half-open: {@code from} is part of it and {@code to} is not.
 *
 * @param from when it begins
 * @param to when it is over; after {@code from}
 */
public record Interval(Instant from, Instant to) {
  public Interval {
    Objects.requireNonNull(from, "from");
    Objects.requireNonNull(to, "to");
    if (!from.isBefore(to)) {
      throw new IllegalArgumentException("not an interval: " + from + " to " + to);
    }
  }

  /** Whether that moment is part of it. */
  public boolean contains(Instant moment) {
    return !moment.isBefore(from) && moment.isBefore(to);
  }

  /** Its real length, whatever the clocks on the wall did meanwhile. */
  public Duration length() {
    return Duration.between(from, to);
  }
}

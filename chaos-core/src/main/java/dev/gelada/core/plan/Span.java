package dev.gelada.core.plan;

import java.time.Duration;
import java.util.Objects;

/**
 * A length of time: of the clock, or counted in workdays.
 *
 * @param time of the clock; zero when counted in workdays
 * @param workdays since the close of the window that many workdays back; 0 when it is a time
 */
public record Span(Duration time, int workdays) {
  /** None. */
  public static final Span ZERO = new Span(Duration.ZERO, 0);

  public Span {
    Objects.requireNonNull(time, "time");
    if (time.isNegative() || workdays < 0 || (workdays > 0 && !time.isZero())) {
      throw new IllegalArgumentException("not a span: " + time + ", " + workdays);
    }
  }

  /** Whether it is no time at all. */
  public boolean isZero() {
    return time.isZero() && workdays == 0;
  }
}

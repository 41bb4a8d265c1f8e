package dev.gelada.core.plugin;

import java.time.Duration;
import java.util.Objects;

/**
 * The bound of one call (not the end of the fault), on a clock that neither jumps back nor stops.
 *
 * @param nanos the bound, on {@link Timekeeper#nanos()} of {@code time}
 * @param time the clock that it is measured on
 */
public record Deadline(long nanos, Timekeeper time) {
  public Deadline {
    Objects.requireNonNull(time, "time");
  }

  /** A bound {@code from} now. */
  public static Deadline in(Duration from, Timekeeper time) {
    return new Deadline(time.nanos() + from.toNanos(), time);
  }

  /** What is left; zero when it has passed. */
  public Duration left() {
    return Duration.ofNanos(Math.max(0, nanos - time.nanos()));
  }

  /** Whether nothing is left. */
  public boolean passed() {
    return nanos - time.nanos() <= 0;
  }

  /** This bound or {@code most} from now, whichever is sooner. */
  public Deadline atMost(Duration most) {
    Deadline other = in(most, time);
    return other.nanos - nanos < 0 ? other : this;
  }
}

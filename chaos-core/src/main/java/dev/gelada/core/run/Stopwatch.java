package dev.gelada.core.run;

import dev.gelada.core.attack.Lease;
import dev.gelada.core.plugin.Deadline;
import dev.gelada.core.plugin.Timekeeper;
import java.time.Duration;
import java.time.Instant;

/**
 * A lease from now on: the larger of what the two clocks say has passed, because a suspended
 * machine may stop the one and a person may step the other.
 */
final class Stopwatch {
  private final Timekeeper time;
  private final long nanos;
  private final Instant wall;
  private final Duration lasts;

  Stopwatch(Lease lease, Timekeeper time) {
    this.time = time;
    this.nanos = time.nanos();
    this.wall = time.instant();
    this.lasts = lease.applyWithin();
  }

  /** Whether nothing may begin under it any more. */
  boolean over() {
    return left().isZero();
  }

  /** The bound of a call that must end with it. */
  Deadline deadline() {
    return Deadline.in(left(), time);
  }

  private Duration left() {
    Duration interval = Duration.ofNanos(time.nanos() - nanos);
    Duration byWall = Duration.between(wall, time.instant());
    Duration left = lasts.minus(interval.compareTo(byWall) >= 0 ? interval : byWall);
    return left.isNegative() ? Duration.ZERO : left;
  }
}

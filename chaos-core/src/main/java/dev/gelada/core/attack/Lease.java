package dev.gelada.core.attack;

import java.time.Duration;

/**
 * How long a claim may wait to be applied, and how long a request that was sent may still take
 * effect.
 *
 * @param applyWithin from before the trail was read to the end of {@code apply}
 * @param settleTime delta: after it a request that was sent has taken effect or never will
 */
public record Lease(Duration applyWithin, Duration settleTime) {
  /** For anything behind a network: 20 s and 10 s. */
  public static final Lease REMOTE = new Lease(Duration.ofSeconds(20), Duration.ofSeconds(10));

  /**
   * For a signal to a process of this host: 3 s, and 1 s: five times the longest that a busy
   * machine was seen to take between an attack's last look at the clock and its system call.
   */
  public static final Lease LOCAL = new Lease(Duration.ofSeconds(3), Duration.ofSeconds(1));

  public Lease {
    if (applyWithin.isNegative() || applyWithin.isZero() || settleTime.isNegative()) {
      throw new IllegalArgumentException("a lease has a positive applyWithin: " + applyWithin);
    }
  }

  /**
   * After this long a claim that was read can no longer begin: applyWithin and settleTime together.
   */
  public Duration total() {
    return applyWithin.plus(settleTime);
  }

  /** Each part the larger of both: a file may lengthen a lease and never shortens it. */
  public Lease lengthened(Lease by) {
    return new Lease(max(applyWithin, by.applyWithin), max(settleTime, by.settleTime));
  }

  private static Duration max(Duration a, Duration b) {
    return a.compareTo(b) >= 0 ? a : b;
  }
}

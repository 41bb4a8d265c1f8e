package dev.gelada.core.testing;

import dev.gelada.core.plugin.Timekeeper;
import java.time.Duration;
import java.time.Instant;

/**
 * A clock that stands still until a test moves it; waiting moves it. Wall and interval clock can be
 * moved apart. Thread-safe.
 */
public final class ManualTime implements Timekeeper {
  private Instant now;
  private long nanos;

  public ManualTime(Instant start) {
    now = start;
  }

  /** Tuesday 2026-03-10 10:00 UTC: a workday, within the default window. */
  public static ManualTime onATuesdayMorning() {
    return new ManualTime(Instant.parse("2026-03-10T10:00:00Z"));
  }

  @Override
  public synchronized Instant instant() {
    return now;
  }

  @Override
  public synchronized long nanos() {
    return nanos;
  }

  /** Both clocks go on. */
  public synchronized void advance(Duration by) {
    now = now.plus(by);
    nanos += by.toNanos();
    notifyAll();
  }

  /** The wall clock steps, the interval clock does not notice. */
  public synchronized void step(Duration by) {
    now = now.plus(by);
  }

  @Override
  public void pause(Duration duration) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    advance(duration);
  }
}

package dev.gelada.server;

import dev.gelada.core.plugin.SystemTime;
import dev.gelada.core.plugin.Timekeeper;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** Time that passes as it does, from a moment that a test chooses, and steps when the test says. */
final class SteppedTime implements Timekeeper {
  private final SystemTime real = new SystemTime();
  private final AtomicReference<Duration> ahead;
  private final AtomicLong passed = new AtomicLong();

  SteppedTime(Instant now) {
    ahead = new AtomicReference<>(Duration.between(real.instant(), now));
  }

  /** The wall clock steps; the clock for intervals does not notice. */
  void step(Duration by) {
    ahead.updateAndGet(before -> before.plus(by));
  }

  /** Both clocks go on. */
  void pass(Duration by) {
    step(by);
    passed.addAndGet(by.toNanos());
  }

  /** The wall clock shows that moment now. */
  void show(Instant moment) {
    ahead.set(Duration.between(real.instant(), moment));
  }

  @Override
  public Instant instant() {
    return real.instant().plus(ahead.get());
  }

  @Override
  public long nanos() {
    return real.nanos() + passed.get();
  }

  @Override
  public void pause(Duration duration) throws InterruptedException {
    real.pause(duration);
  }
}

package dev.gelada.junit.scope;

import dev.gelada.core.run.Outcome;
import dev.gelada.core.run.Running;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A fault that stands, or stood. Closing it lets it end and waits until everything is as it was,
 * for 30 s at most. Thread-safe.
 */
public final class ActiveFault implements AutoCloseable {
  private final TestTarget target;
  private final Fault fault;
  private final long seed;
  private final List<String> strikes;
  private final Running run;
  private final boolean lasting;
  private final Clock clock;
  private boolean early;
  private long endedIn = -1;

  /** Nanoseconds. */
  interface Clock {
    long nanos();
  }

  ActiveFault(
      TestTarget target, Fault fault, long seed, List<String> strikes, Running run, Clock clock) {
    this.target = target;
    this.fault = fault;
    this.seed = seed;
    this.strikes = List.copyOf(strikes);
    this.run = run;
    this.lasting = !run.over();
    this.clock = clock;
  }

  /** Where it is. */
  public TestTarget target() {
    return target;
  }

  /** What it is. */
  public Fault fault() {
    return fault;
  }

  /** The seed of its chance. */
  public long seed() {
    return seed;
  }

  /** The id of its strike on the trail. */
  public String strike() {
    return strikes.get(0);
  }

  /** Whether it can end at all; a killed process has been killed. */
  public boolean lasting() {
    return lasting;
  }

  /** What it met so far, or until its end. */
  public Met met() {
    return target.met(strike());
  }

  /** Whether its time came before anybody closed it. */
  public synchronized boolean ranOut() {
    return early || (endedIn < 0 && lasting && run.over());
  }

  /** How long its end took; empty while it stands. */
  public synchronized Optional<Duration> endedIn() {
    return endedIn < 0 ? Optional.empty() : Optional.of(Duration.ofNanos(endedIn));
  }

  /**
   * Ends it. Idempotent; an interrupt does not cut it short and is kept.
   *
   * @throws IllegalStateException if something is left that is not as it was
   */
  @Override
  public void close() {
    synchronized (this) {
      if (endedIn >= 0) {
        return;
      }
      early = lasting && run.over();
      long begun = clock.nanos();
      Outcome outcome = run.end();
      endedIn = clock.nanos() - begun;
      if (outcome.exit() != Outcome.HELD) {
        throw new IllegalStateException(
            "%s on %s did not end well: %s".formatted(fault, target.name(), outcome.verdict()));
      }
    }
  }
}

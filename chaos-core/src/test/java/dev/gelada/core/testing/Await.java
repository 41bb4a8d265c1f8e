package dev.gelada.core.testing;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Waits for conditions in tests of real systems. */
public final class Await {
  private static final long STEP_NANOS = 5_000_000;

  private Await() {}

  /** Returns when the condition holds; fails if it does not within that time. */
  public static void until(String what, Duration within, Condition condition) throws Exception {
    long end = System.nanoTime() + within.toNanos();
    while (!condition.holds()) {
      if (System.nanoTime() - end > 0) {
        throw new AssertionError("not within " + within + ": " + what);
      }
      LockSupport.parkNanos(STEP_NANOS);
    }
  }

  /** Fails if the condition stops holding within that time. */
  public static void throughout(String what, Duration lasts, Condition condition) throws Exception {
    long end = System.nanoTime() + lasts.toNanos();
    while (System.nanoTime() - end < 0) {
      if (!condition.holds()) {
        throw new AssertionError("did not stay so for " + lasts + ": " + what);
      }
      LockSupport.parkNanos(STEP_NANOS);
    }
  }

  /** Something that may come true. */
  public interface Condition {
    boolean holds() throws Exception;
  }
}

package dev.gelada.core.call;

import dev.gelada.core.plugin.Timekeeper;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * How long one call lets faults hold it: at most so long in all, and no longer once it is cut. What
 * a time-out or a cancel would do to the call itself it does to an injected delay. Thread-safe.
 */
public final class Patience {
  /** Long enough for every call that has no limit of its own, short enough to be added up. */
  public static final Duration ENDLESS = Duration.ofDays(365);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Timekeeper time;
  private final long until;
  private final CallFault.Failure failure;
  private boolean cut;

  /**
   * For one call, from now on.
   *
   * @param most how long all its waiting may take
   * @param failure makes what the call throws when that is over, or when it is cut
   */
  public Patience(Timekeeper time, Duration most, CallFault.Failure failure) {
    this.time = time;
    this.until = time.nanos() + most.toNanos();
    this.failure = failure;
  }

  /** Ends the waiting now; the call fails if it waits or will be made to. Idempotent. */
  public void cut() {
    lock.lock();
    try {
      cut = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Something may be over. */
  void look() {
    lock.lock();
    try {
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits.
   *
   * @return whether it was over before that time had passed
   */
  boolean await(BooleanSupplier over, long nanos) throws Throwable {
    long left = nanos;
    lock.lockInterruptibly();
    try {
      while (!over.getAsBoolean() && left > 0) {
        long mine = until - time.nanos();
        if (cut || mine <= 0) {
          throw failure.create();
        }
        long step = Math.min(left, mine);
        left -= step - changed.awaitNanos(step);
      }
      return over.getAsBoolean();
    } finally {
      lock.unlock();
    }
  }
}

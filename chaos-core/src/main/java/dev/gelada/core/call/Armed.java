package dev.gelada.core.call;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A fault at a call point, from its arming until its end. Thread-safe. */
final class Armed {
  /** Decisions that are kept in words. */
  private static final int KEPT = 10_000;

  private final String id;
  private final CallFault fault;
  private final Matching matching;
  private final long seed;
  private final Instant endsAt;
  private final CountDownLatch over = new CountDownLatch(1);
  private final Set<Patience> waiting = ConcurrentHashMap.newKeySet();
  private final StringBuilder decisions = new StringBuilder();
  private long calls;
  private long struck;

  Armed(String id, CallFault fault, Matching matching, long seed, Instant endsAt) {
    this.id = id;
    this.fault = fault;
    this.matching = matching;
    this.seed = seed;
    this.endsAt = endsAt;
  }

  String id() {
    return id;
  }

  CallFault fault() {
    return fault;
  }

  Instant endsAt() {
    return endsAt;
  }

  /** Whether the next call of that operation is struck; 0 if not, else the call's number. */
  long next(String operation) {
    if (!matching.of(operation)) {
      return 0;
    }
    synchronized (decisions) {
      calls++;
      boolean yes = matching.strikes(seed, calls);
      struck += yes ? 1 : 0;
      if (decisions.length() < KEPT) {
        decisions.append(yes ? '1' : '0');
      }
      return yes ? calls : 0;
    }
  }

  CallCount count() {
    synchronized (decisions) {
      return new CallCount(calls, struck, decisions.toString());
    }
  }

  /** Waits for the delay of that call, or the fault's end if that is sooner. */
  void delay(CallFault.Delay delay, long number, @Nullable Patience patience) throws Throwable {
    long nanos = delay.delay().toNanos();
    long jitter = delay.jitter().toNanos();
    if (jitter > 0) {
      nanos += new SplittableRandom(seed ^ number).nextLong(-jitter, jitter + 1);
    }
    await(nanos, patience);
  }

  /**
   * Waits for the fault's end.
   *
   * @return whether it came in time
   */
  boolean hang(Duration most, @Nullable Patience patience) throws Throwable {
    return await(Math.max(0, most.toNanos()), patience);
  }

  private boolean await(long nanos, @Nullable Patience patience) throws Throwable {
    if (patience == null) {
      return over.await(nanos, TimeUnit.NANOSECONDS);
    }
    waiting.add(patience);
    try {
      return patience.await(() -> over.getCount() == 0, nanos);
    } finally {
      waiting.remove(patience);
    }
  }

  void end() {
    over.countDown();
    waiting.forEach(Patience::look);
  }
}

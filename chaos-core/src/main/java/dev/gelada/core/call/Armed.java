package dev.gelada.core.call;

import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

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
  void delay(CallFault.Delay delay, long number) throws InterruptedException {
    long nanos = delay.delay().toNanos();
    long jitter = delay.jitter().toNanos();
    if (jitter > 0) {
      nanos += new SplittableRandom(seed ^ number).nextLong(-jitter, jitter + 1);
    }
    over.await(nanos, TimeUnit.NANOSECONDS);
  }

  /** Waits for the fault's end. */
  void hang(Duration most) throws InterruptedException {
    over.await(Math.max(0, most.toNanos()), TimeUnit.NANOSECONDS);
  }

  void end() {
    over.countDown();
  }
}

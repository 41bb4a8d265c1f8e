package dev.gelada.core.call;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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
  private final CompletableFuture<@Nullable Object> over = new CompletableFuture<>();
  private final Set<Patience> waiting = ConcurrentHashMap.newKeySet();
  private final StringBuilder decisions = new StringBuilder();
  private long calls;
  private long struck;

  /** A call that it strikes. */
  record Struck(Armed armed, long number) {}

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

  /** The delay of that call. */
  Duration varied(CallFault.Delay delay, long number) {
    long jitter = delay.jitter().toNanos();
    return jitter == 0
        ? delay.delay()
        : delay
            .delay()
            .plusNanos(new SplittableRandom(seed ^ number).nextLong(-jitter, jitter + 1));
  }

  /**
   * Waits that long, or until the fault's end if that is sooner.
   *
   * @return whether it was sooner
   */
  boolean await(Duration most, @Nullable Patience patience) throws Throwable {
    long nanos = Math.max(0, most.toNanos());
    if (patience != null) {
      waiting.add(patience);
      try {
        return patience.await(over::isDone, nanos);
      } finally {
        waiting.remove(patience);
      }
    }
    try {
      over.get(nanos, TimeUnit.NANOSECONDS);
      return true;
    } catch (TimeoutException waited) {
      return false;
    } catch (ExecutionException bug) {
      throw new IllegalStateException(bug);
    }
  }

  /** Is complete after that time, or at the fault's end if that is sooner. */
  CompletableFuture<@Nullable Object> after(Duration most) {
    return over.copy().completeOnTimeout(null, Math.max(0, most.toNanos()), TimeUnit.NANOSECONDS);
  }

  void end() {
    over.complete(null);
    waiting.forEach(Patience::look);
  }
}

package dev.gelada.proxy;

import dev.gelada.core.plugin.Timekeeper;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes faults at their deadlines. One thread looks at the clock and nothing else; what ends is
 * ended on others, since a proxy may be busy for seconds. A deadline has come when the wall clock
 * says so or when as much time went by as was left when it was set, whichever is first: a clock
 * that is set back must not keep a fault alive.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what is run says itself what went wrong
final class Endings implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Endings.class);
  private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** As many proxies may be busy at once until others have to wait for them. */
  private static final int HANDS = 64;

  private final Timekeeper time;
  private final ScheduledExecutorService thread;
  private final ThreadPoolExecutor hands;

  Endings(Timekeeper time) {
    this.time = time;
    this.thread =
        Executors.newSingleThreadScheduledExecutor(
            new DefaultThreadFactory("gelada-proxy-deadlines", true));
    this.hands =
        new ThreadPoolExecutor(
            0,
            HANDS,
            10,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            new DefaultThreadFactory("gelada-proxy-endings", true),
            new ThreadPoolExecutor.CallerRunsPolicy());
  }

  /** Whether that moment has passed. */
  boolean passed(Instant moment) {
    return !time.instant().isBefore(moment);
  }

  /** Runs it at that moment unless the answer is cancelled before. */
  Future<?> at(Instant moment, Runnable end) {
    Ending ending = new Ending(moment, time.nanos() + left(moment), end);
    return ending.next();
  }

  /** Runs it once after a while. */
  void in(Duration wait, Runnable task) {
    if (!thread.isShutdown()) {
      thread.schedule(() -> hand(task), wait.toNanos(), TimeUnit.NANOSECONDS);
    }
  }

  private void hand(Runnable task) {
    try {
      hands.execute(() -> run(task));
    } catch (OutOfMemoryError noThread) {
      run(task);
    }
  }

  private static void run(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException mistake) {
      LOG.error("what was to be done at a deadline failed", mistake);
    }
  }

  private long left(Instant moment) {
    Duration left = Duration.between(time.instant(), moment);
    return left.compareTo(Duration.ofDays(365)) > 0
        ? TimeUnit.DAYS.toNanos(365)
        : Math.max(0, left.toNanos());
  }

  @Override
  public void close() {
    thread.shutdownNow();
    hands.shutdownNow();
  }

  private final class Ending implements Runnable {
    private final Instant moment;
    private final long nanos;
    private final Runnable end;
    private final CompletableFuture<Void> over = new CompletableFuture<>();

    Ending(Instant moment, long nanos, Runnable end) {
      this.moment = moment;
      this.nanos = nanos;
      this.end = end;
    }

    @Override
    public void run() {
      if (over.isDone()) {
        return;
      }
      if (passed(moment) || nanos - time.nanos() <= 0) {
        over.complete(null);
        hand(end);
      } else {
        next();
      }
    }

    Future<?> next() {
      long wait = Math.min(LOOK_NANOS, Math.min(left(moment), nanos - time.nanos()));
      if (!thread.isShutdown()) {
        thread.schedule(this, Math.max(0, wait), TimeUnit.NANOSECONDS);
      }
      return over;
    }
  }
}

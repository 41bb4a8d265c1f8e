package dev.gelada.proxy;

import dev.gelada.core.plugin.Timekeeper;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Removes faults at their deadlines, on a thread that nothing else uses. A deadline has come when
 * the wall clock says so or when as much time went by as was left when it was set, whichever is
 * first: a clock that is set back must not keep a fault alive.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what is run says itself what went wrong
final class Endings implements AutoCloseable {
  private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Timekeeper time;
  private final ScheduledExecutorService thread;

  Endings(Timekeeper time) {
    this.time = time;
    this.thread =
        Executors.newSingleThreadScheduledExecutor(
            new DefaultThreadFactory("gelada-proxy-deadlines", true));
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
      thread.schedule(task, wait.toNanos(), TimeUnit.NANOSECONDS);
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
        end.run();
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

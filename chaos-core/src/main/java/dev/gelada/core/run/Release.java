package dev.gelada.core.run;

import dev.gelada.core.plugin.Timekeeper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/**
 * Lets the faults of a run end before their time, as if it had come. Once, for all that wait and
 * all that would. Thread-safe.
 */
final class Release {
  private final List<Future<?>> waiting = new ArrayList<>();
  private boolean released;

  /** Ends all waiting. */
  synchronized void now() {
    released = true;
    waiting.forEach(wait -> wait.cancel(true));
  }

  /** Whether {@link #now} was called. */
  synchronized boolean released() {
    return released;
  }

  /** Waits until the time is over or it is released. */
  void pause(Duration left, Timekeeper time, ExecutorService threads) throws InterruptedException {
    Future<?> wait;
    synchronized (this) {
      if (released) {
        return;
      }
      wait =
          threads.submit(
              () -> {
                time.pause(left);
                return null;
              });
      waiting.add(wait);
    }
    try {
      wait.get();
    } catch (CancellationException early) {
      // released
    } catch (ExecutionException bug) {
      throw new IllegalStateException(bug.getCause());
    } finally {
      wait.cancel(true);
      synchronized (this) {
        waiting.removeIf(Future::isDone);
      }
    }
  }
}

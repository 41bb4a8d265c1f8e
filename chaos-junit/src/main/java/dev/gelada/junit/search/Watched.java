package dev.gelada.junit.search;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A test's body on a thread of its own, so that one that hangs can be left. The thread has the
 * context class loader of the one that waits, but none of its thread locals.
 */
final class Watched {
  private static final Duration GRACE = Duration.ofMillis(500);
  private static final Duration LAST_GRACE = Duration.ofSeconds(2);

  private final Thread thread;
  private final AtomicReference<Throwable> failure = new AtomicReference<>();

  /** What is run. */
  interface Body {
    /** Runs it. */
    void run() throws Throwable;
  }

  private Watched(Body body) {
    this.thread =
        new Thread(
            () -> {
              try {
                body.run();
              } catch (Throwable e) {
                failure.set(e);
              }
            },
            Thread.currentThread().getName() + " (body)");
    thread.setDaemon(true);
  }

  /**
   * Runs a body and returns or throws as it does.
   *
   * @param release lets the faults end that may hold it; idempotent
   * @throws MissingTimeOut if it took too long and could be ended
   * @throws GoesOn if it could not
   */
  static void run(Body body, Duration timeout, Runnable release) throws Throwable {
    new Watched(body).run(timeout, release);
  }

  private void run(Duration timeout, Runnable release) throws Throwable {
    thread.start();
    try {
      thread.join(timeout.toMillis());
    } catch (InterruptedException e) {
      end(release);
      throw e;
    }
    StackTraceElement[] where = thread.getStackTrace();
    if (!thread.isAlive()) {
      Throwable thrown = failure.get();
      if (thrown != null) {
        throw thrown;
      }
      return;
    }
    if (!end(release)) {
      throw new GoesOn(timeout, thread.getStackTrace());
    }
    throw new MissingTimeOut(timeout, where);
  }

  /** Whether it has ended: an interrupt first, then whatever holds it. */
  private boolean end(Runnable release) {
    thread.interrupt();
    boolean ended = joined(GRACE);
    release.run();
    if (!ended) {
      thread.interrupt();
      ended = joined(LAST_GRACE);
    }
    return ended;
  }

  private boolean joined(Duration most) {
    try {
      thread.join(most.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return !thread.isAlive();
  }
}

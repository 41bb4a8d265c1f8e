package dev.gelada.core.trail;

import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells listeners of durable records in the order in which they took their places, though several
 * threads learn at the same time that theirs are durable. Thread-safe.
 */
final class Telling {
  private static final Logger LOG = LoggerFactory.getLogger(Telling.class);

  private final List<TrailListener> listeners;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition ended = lock.newCondition();
  private @Nullable Turn last;
  private @Nullable Thread teller;

  Telling(List<TrailListener> listeners) {
    this.listeners = listeners;
  }

  /** A turn after all that were asked for before; to be closed, told or not. */
  Turn turn() {
    lock.lock();
    try {
      if (teller == Thread.currentThread()) {
        return new Turn(
            null); // a listener that writes: waiting for its own end would last for ever
      }
      Turn turn = new Turn(last);
      last = turn;
      return turn;
    } finally {
      lock.unlock();
    }
  }

  /** One batch's place in the order. */
  final class Turn implements AutoCloseable {
    private @Nullable Turn before;
    private boolean over;

    private Turn(@Nullable Turn before) {
      this.before = before;
    }

    /** Waits for the turns before, then tells; by one thread, once. */
    void tell(List<TrailRecord> records) {
      Thread outer = begin();
      try {
        for (TrailRecord record : records) {
          for (TrailListener listener : listeners) {
            one(listener, record);
          }
        }
      } finally {
        end(outer);
      }
    }

    private void end(@Nullable Thread outer) {
      lock.lock();
      try {
        teller = outer;
      } finally {
        lock.unlock();
      }
    }

    private @Nullable Thread begin() {
      lock.lock();
      try {
        for (skip(); before != null; skip()) {
          ended.awaitUninterruptibly();
        }
        Thread outer = teller;
        teller = Thread.currentThread();
        return outer;
      } finally {
        lock.unlock();
      }
    }

    /** A turn that is over may have ended untold, while one before it is still to come. */
    private void skip() {
      while (before != null && before.over) {
        before = before.before;
      }
    }

    /** Lets the next one have its turn. */
    @Override
    public void close() {
      lock.lock();
      try {
        over = true;
        skip();
        ended.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }

  private static void one(TrailListener listener, TrailRecord record) {
    try {
      listener.recorded(record);
    } catch (RuntimeException | LinkageError | AssertionError bug) {
      LOG.warn("a listener failed on record {}", record.seq(), bug);
    }
  }
}

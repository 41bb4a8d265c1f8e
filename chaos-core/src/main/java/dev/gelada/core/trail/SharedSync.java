package dev.gelada.core.trail;

import java.io.IOException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One sync for all that was written before it began. Whoever finds none under way runs the next
 * one, for itself and for all who wait; nobody is told yes by a sync that began before its bytes
 * were written. Thread-safe; waiting cannot be interrupted.
 */
final class SharedSync {
  private final Sync sync;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition ended = lock.newCondition();
  private long written;
  private long durable;
  private boolean underWay;
  private @Nullable IOException failed;

  /** Makes everything durable that was written before it is called. */
  interface Sync {
    void run() throws IOException;
  }

  SharedSync(Sync sync) {
    this.sync = sync;
  }

  /** To be asked for after the bytes were written, never before; {@link #await} takes it. */
  long wrote() {
    lock.lock();
    try {
      return ++written;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Returns when a sync that began after {@link #wrote} gave that number has ended well.
   *
   * @throws IOException if there will be none, because one failed: the first failure is the last,
   *     since after it the kernel may call bytes clean that never reached the disk
   */
  void await(long number) throws IOException {
    lock.lock();
    try {
      while (durable < number) {
        IOException broken = failed;
        if (broken != null) {
          throw broken;
        }
        if (underWay) {
          ended.awaitUninterruptibly();
        } else {
          forAll();
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /** Runs without the lock, so that others may write and line up for the next one. */
  private void forAll() {
    long upTo = written;
    IOException failure = new IOException("ended by an error of this process");
    underWay = true;
    lock.unlock();
    try {
      sync.run();
      failure = null;
    } catch (IOException reported) {
      failure = reported;
    } finally {
      lock.lock();
      underWay = false;
      if (failure == null) {
        durable = upTo;
      } else {
        failed = failure;
      }
      ended.signalAll();
    }
  }

  /** Why nothing can become durable any more; null while it can. */
  @Nullable IOException failed() {
    lock.lock();
    try {
      return failed;
    } finally {
      lock.unlock();
    }
  }

  /** As if a sync had failed: nothing becomes durable any more. */
  void fail(IOException because) {
    lock.lock();
    try {
      failed = failed == null ? because : failed;
      ended.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits for a sync that is under way, so that its file may be closed. */
  void quiet() {
    lock.lock();
    try {
      while (underWay) {
        ended.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
  }
}

package dev.gelada.k8s.event;

import dev.gelada.core.plugin.Connections;
import dev.gelada.core.trail.TrailListener;
import dev.gelada.core.trail.TrailRecord;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands records to a thread of its own, which writes Events; the run is never held up and never
 * fails for it. What does not fit into the queue is dropped and counted. In a namespace where
 * Events may not be written that is said once, and no more are tried there. Closing waits for the
 * rest, two seconds at most. Thread-safe.
 */
final class Events implements TrailListener, AutoCloseable {
  static final int ROOM = 1_000;

  private static final Logger LOG = LoggerFactory.getLogger(Events.class);
  private static final long FLUSH_MILLIS = 2_000;
  private static final long LOOK_MILLIS = 100;

  private final Supplier<Connections> with;
  private final BlockingQueue<TrailRecord> queue = new LinkedBlockingQueue<>(ROOM);
  private final AtomicLong dropped = new AtomicLong();
  private final Notices notices = new Notices();
  private @Nullable Thread thread;
  private volatile boolean closing;
  private volatile boolean off;

  Events(Supplier<Connections> with) {
    this.with = with;
  }

  @Override
  public void recorded(TrailRecord written) {
    boolean concerns =
        switch (written.type()) {
          case CLAIMED, STRUCK, UNTOUCHED, RELEASED, FAILED, REVERTED, RESIDUE, REFUSED -> true;
          default -> false;
        };
    if (!concerns || off || closing) {
      return;
    }
    if (!queue.offer(written)) {
      dropped.incrementAndGet();
    }
    begin();
  }

  private synchronized void begin() {
    if (thread == null) {
      thread = new Thread(this::tell, "gelada-events");
      thread.setDaemon(true);
      thread.start();
    }
  }

  private void tell() {
    EventWriter writer = new EventWriter(with);
    try {
      while (!off) {
        TrailRecord record = queue.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        if (record != null) {
          one(writer, record);
        } else if (closing) {
          return;
        }
      }
    } catch (InterruptedException late) {
      // closing has waited long enough
    }
  }

  private void one(EventWriter writer, TrailRecord record) throws InterruptedException {
    try {
      for (Notice notice : notices.of(record)) {
        if (!writer.write(notice, record.at())) {
          off = true;
          return;
        }
      }
    } catch (RuntimeException | LinkageError bug) {
      LOG.warn("record {} could not be told as an Event", record.seq(), bug);
    }
    long lost = dropped.getAndSet(0);
    if (lost > 0) {
      LOG.warn("{} records were not told as Events: the API server is too slow for them", lost);
    }
  }

  /** How many records are not told, as far as it is not said yet. */
  long dropped() {
    return dropped.get();
  }

  @Override
  public void close() {
    closing = true;
    Thread telling;
    synchronized (this) {
      telling = thread;
    }
    if (telling == null) {
      return;
    }
    try {
      telling.join(FLUSH_MILLIS);
    } catch (InterruptedException now) {
      Thread.currentThread().interrupt();
    }
    if (telling.isAlive()) {
      telling.interrupt();
      LOG.warn("{} records or so were not told as Events before the end", queue.size() + 1);
    }
  }
}

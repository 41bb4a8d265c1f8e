package dev.gelada.core.trail;

import dev.gelada.core.plugin.Deadline;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The writing half of a trail. Records are chained and get their place one batch at a time; while
 * they become durable the next thread already builds on them, so that one sync serves both. Each
 * batch has its answer only after that. Thread-safe.
 */
final class Sending {
  private final TrailStore store;
  private final Reading reading;
  private final Pauses pauses;
  private final Telling telling;

  /** Fair, so that a halt has its turn among threads that write all the time. */
  private final ReentrantLock placing = new ReentrantLock(true);

  Sending(TrailStore store, Reading reading, Pauses pauses, List<TrailListener> listeners) {
    this.store = store;
    this.reading = reading;
    this.pauses = pauses;
    this.telling = new Telling(listeners);
  }

  /** Makes the records that are to stand behind what was read or written here last. */
  interface Chain {
    /** Null to send nothing. */
    @Nullable List<TrailRecord> on(Reading.Reached reached) throws IOException;
  }

  /** Sends one request; null if there is nothing to send. A failure comes with its answer. */
  @Nullable Sent send(Chain chain) throws IOException {
    placing.lock();
    try {
      Reading.Reached reached = reading.reached();
      List<TrailRecord> records = chain.on(reached);
      return records == null ? null : new Sent(reached.head(), records);
    } finally {
      placing.unlock();
    }
  }

  /**
   * Asks for the answer, and again while it is unsure. True for YES, false for MOVED.
   *
   * @throws TrailStore.UnsureAppend if neither is known by then
   * @throws IOException if certainly nothing was and nothing will be appended
   */
  boolean written(Sent first, boolean urgent, Deadline until) throws IOException {
    TrailStore.UnsureAppend unsure = null;
    Sent sent = first;
    for (int attempt = 0; ; attempt++) {
      try {
        return sent.written();
      } catch (TrailStore.UnsureAppend again) {
        unsure = again;
      } catch (IOException failed) {
        // certain for this request, not for one that went out before
        if (unsure == null) {
          throw failed;
        }
        unsure.addSuppressed(failed);
      }
      if (until.passed() || !(urgent ? pauses.stubborn(attempt) : pauses.brief(attempt))) {
        throw unsure;
      }
      sent = new Sent(first.on, first.records);
    }
  }

  /** One request to the store; what became of it is to be asked for, once. */
  final class Sent {
    private final Head on;
    private final List<TrailRecord> records;
    private TrailStore.@Nullable Placed placed;
    private Telling.@Nullable Turn turn;
    private @Nullable IOException failed;

    private Sent(Head on, List<TrailRecord> records) {
      this.on = on;
      this.records = records;
      placing.lock();
      try {
        TrailStore.Placed now = store.place(on, records);
        placed = now;
        if (now.there()) {
          reading.wrote(on, records);
          turn = telling.turn(); // last, since the turns after it wait for its end
        }
      } catch (IOException later) {
        failed = later;
      } finally {
        placing.unlock();
      }
    }

    Head on() {
      return on;
    }

    List<TrailRecord> records() {
      return records;
    }

    private boolean written() throws IOException {
      try (Telling.Turn mine = turn) {
        if (failed != null) {
          throw failed;
        }
        boolean there =
            Objects.requireNonNull(placed, "or it failed").settled() == TrailStore.Appended.YES;
        if (there && mine != null) {
          mine.tell(records);
        }
        return there;
      }
    }
  }
}

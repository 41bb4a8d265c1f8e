package dev.gelada.core.trail;

import dev.gelada.core.plugin.Deadline;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Archives what a store can no longer carry with every append, and puts a checkpoint in its place.
 * It is never needed for a record to be right, only for one to fit, so whatever goes wrong here is
 * left for the next time. Thread-safe.
 */
final class Rotation {
  private static final Logger LOG = LoggerFactory.getLogger(Rotation.class);
  private static final double DUE = 0.5;
  private static final int ATTEMPTS = 5;
  private static final Duration BOUND = Duration.ofSeconds(10);
  private static final Duration AGAIN = Duration.ofMinutes(1);

  private final Trail.Parts parts;
  private final Reading reading;
  private final Pauses pauses;
  private final Supplier<String> ids;
  private final ReentrantLock turn = new ReentrantLock();
  private @Nullable Deadline notBefore;

  Rotation(Trail.Parts parts, Reading reading, Pauses pauses, Supplier<String> ids) {
    this.parts = parts;
    this.reading = reading;
    this.pauses = pauses;
    this.ids = ids;
  }

  /**
   * Rotates if it is time to. Threads that come meanwhile wait for it, so that it ends; what may
   * not wait does not ask. After a failure it is left alone for a while.
   */
  void ifDue(Deadline until) {
    if (due() && reading.worthSummingUp()) {
      turn.lock();
      try {
        if (notBefore == null || notBefore.passed()) {
          rotated(until, false);
        }
      } finally {
        turn.unlock();
      }
    }
  }

  /** The same for what did not fit: true if there is more room now. */
  boolean made(Deadline until) {
    if (!due()) {
      return false;
    }
    turn.lock();
    try {
      double before = parts.store().fullness();
      rotated(until, true);
      return parts.store().fullness() < before;
    } finally {
      turn.unlock();
    }
  }

  private boolean due() {
    return parts.store().fullness() >= DUE;
  }

  private void rotated(Deadline until, boolean forced) {
    try {
      rotate(until.atMost(BOUND), forced);
      notBefore = null;
    } catch (IOException | IllegalArgumentException later) {
      notBefore = Deadline.in(AGAIN, parts.time());
      LOG.warn("{} could not be rotated: {}", parts.store().uri(), later.getMessage());
    }
  }

  private void rotate(Deadline until, boolean forced) throws IOException {
    for (int attempt = 0; attempt < ATTEMPTS && due() && !until.passed(); attempt++) {
      reading.look(); // somebody else may have done it
      if (due() && (forced || reading.worthSummingUp())) {
        TrailRecord checkpoint = checkpoint();
        Head head = new Head(checkpoint.seq() - 1, checkpoint.prev());
        if (rotated(head, checkpoint, until)) {
          reading.wrote(head, List.of(checkpoint));
          return;
        }
      }
    }
  }

  private TrailRecord checkpoint() throws IOException {
    Instant own = parts.time().instant();
    Instant last = reading.reached().at();
    // a clock that is far ahead must not make anybody forget
    Reading.Sum sum = reading.sum(parts.retention().since(own.isBefore(last) ? own : last));
    Ledger on = sum.ledger();
    Entry entry =
        new Entry.Checkpoint(
            parts.store().archiveName(on.head()), on.head().hash(), sum.summary().text());
    Trail.Batch batch = new Trail.Batch("", "", false, List.of(entry));
    return new Draft(on, batch, parts.actor(), parts.redactor())
        .on(on.head(), own.isBefore(on.at()) ? on.at() : own, ids)
        .get(0);
  }

  /**
   * Asks again while the answer is unsure. Once nobody asks any more it does no harm if it still
   * comes: either nothing was appended meanwhile, or it finds the head moved.
   */
  private boolean rotated(Head head, TrailRecord checkpoint, Deadline until) throws IOException {
    for (int attempt = 0; ; attempt++) {
      try {
        return parts.store().rotate(head, checkpoint) == TrailStore.Appended.YES;
      } catch (TrailStore.UnsureAppend unsure) {
        if (until.passed() || !pauses.brief(attempt)) {
          throw unsure;
        }
      }
    }
  }
}

package dev.gelada.core.trail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The reading half of a trail: each record is checked and folded once. Thread-safe. */
final class Reading {
  private final TrailStore store;
  private final ReentrantLock folding = new ReentrantLock();
  private final Folding fold;

  /** Characters of the last checkpoint, and of what came after it. */
  private long summed;

  private long since;

  Reading(TrailStore store) {
    this.store = store;
    this.fold = new Folding(store.uri());
  }

  /** The fold, if it has come that far. */
  @Nullable Ledger reached(Head head) {
    folding.lock();
    try {
      return fold.head().sequence() >= head.sequence() ? fold.ledger() : null;
    } finally {
      folding.unlock();
    }
  }

  /**
   * How far the fold has come.
   *
   * @param head the last record
   * @param at its time
   * @param weighty the number of the newest record that a judgement may depend on
   */
  record Reached(Head head, Instant at, long weighty) {}

  /** Asks nobody: what was read or written here last. */
  Reached reached() {
    folding.lock();
    try {
      return new Reached(fold.head(), fold.at(), fold.weighty());
    } finally {
      folding.unlock();
    }
  }

  /**
   * What was read.
   *
   * @param ledger the fold
   * @param weighty the number of the newest record that a judgement may depend on
   */
  record Seen(Ledger ledger, long weighty) {}

  /**
   * The fold, and what of it goes into a checkpoint.
   *
   * @param ledger up to the last record
   * @param summary of it
   */
  record Sum(Ledger ledger, Summary summary) {}

  /** What a checkpoint behind the last record would say. */
  Sum sum(Instant since) {
    folding.lock();
    try {
      return new Sum(fold.ledger(), fold.summary(since));
    } finally {
      folding.unlock();
    }
  }

  /** Reads to the head; refuses one lower than, or unlike, one seen before. */
  Seen look() throws IOException {
    folding.lock();
    try {
      Head before = fold.head();
      try (Stream<TrailRecord> news = store.after(before.sequence())) {
        for (Iterator<TrailRecord> each = news.iterator(); each.hasNext(); ) {
          add(each.next());
        }
      } catch (UncheckedIOException failed) {
        throw failed.getCause();
      }
      if (fold.head().equals(before)) {
        stillThere(before);
      }
      return new Seen(fold.ledger(), fold.weighty());
    } finally {
      folding.unlock();
    }
  }

  private void add(TrailRecord record) throws BadTrail {
    fold.add(record);
    if (record.type() == RecordType.CHECKPOINT && !record.dry()) {
      summed = record.line().length();
      since = 0;
    } else {
      since += record.line().length();
    }
  }

  /** Whether a rotation would gain something: not if nearly all is a checkpoint already. */
  boolean worthSummingUp() {
    folding.lock();
    try {
      return since >= summed / 4;
    } finally {
      folding.unlock();
    }
  }

  private void stillThere(Head known) throws IOException {
    Head head = store.head();
    if (head.sequence() < known.sequence()) {
      throw BadTrail.changed(
          store.uri(),
          "ends at record " + head.sequence() + ", but record " + known.sequence() + " was seen");
    }
    if (head.sequence() == known.sequence() && !head.hash().equals(known.hash())) {
      throw BadTrail.changed(
          store.uri(), "record " + known.sequence() + " is not the one that was seen");
    }
    if (head.sequence() == 0) {
      throw BadTrail.none(store.uri());
    }
  }

  /**
   * Folds what this trail wrote itself, unless it was read already. It need not be durable yet: the
   * store shows it to every reader, and who acts on it appends behind it first.
   */
  void wrote(Head on, List<TrailRecord> records) throws BadTrail {
    folding.lock();
    try {
      if (fold.head().equals(on)) {
        for (TrailRecord record : records) {
          add(record);
        }
      }
    } finally {
      folding.unlock();
    }
  }
}

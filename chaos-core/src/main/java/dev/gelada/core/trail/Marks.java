package dev.gelada.core.trail;

import dev.gelada.core.trail.BatchReader.Mark;
import java.util.Map;
import java.util.TreeMap;

/** Where verified batches end in a file, every now and then and the newest. Thread-safe. */
final class Marks {
  private static final int APART = 64;

  private final TreeMap<Long, Mark> sparse = new TreeMap<>();
  private Mark newest = Mark.START;

  Marks() {
    sparse.put(0L, Mark.START);
  }

  synchronized Mark newest() {
    return newest;
  }

  /** The last known one from which all records after {@code sequence} can be read. */
  synchronized Mark before(long sequence) {
    if (newest.head().sequence() <= sequence) {
      return newest;
    }
    Map.Entry<Long, Mark> floor = sparse.floorEntry(Math.max(0, sequence));
    return floor == null ? Mark.START : floor.getValue();
  }

  synchronized void add(Mark mark) {
    if (mark.offset() <= newest.offset()) {
      return;
    }
    newest = mark;
    if (mark.head().sequence() - sparse.lastKey() >= APART) {
      sparse.put(mark.head().sequence(), mark);
    }
  }
}

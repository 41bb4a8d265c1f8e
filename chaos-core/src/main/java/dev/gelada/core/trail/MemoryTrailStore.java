package dev.gelada.core.trail;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Records in this process's memory: for tests, and for targets that die with this JVM. Thread-safe,
 * never unsure. Empty at first: {@link Trail#create} makes it a trail.
 */
public final class MemoryTrailStore implements TrailStore {
  private final List<TrailRecord> records = new ArrayList<>();

  /** One without records. */
  public MemoryTrailStore() {}

  @Override
  public synchronized Head head() {
    return records.isEmpty() ? Head.EMPTY : records.get(records.size() - 1).head();
  }

  @Override
  public synchronized Stream<TrailRecord> after(long sequence) {
    int from = Math.toIntExact(Math.min(sequence, records.size()));
    return List.copyOf(records.subList(from, records.size())).stream();
  }

  @Override
  public synchronized Appended append(Head expected, List<TrailRecord> batch) throws IOException {
    Batches.check(expected, batch);
    if (head().equals(expected)) {
      records.addAll(batch);
      return Appended.YES;
    }
    if (records.size() <= expected.sequence()) {
      throw BadTrail.changed(uri(), "has no record " + (expected.sequence() + 1));
    }
    TrailRecord there = records.get(Math.toIntExact(expected.sequence()));
    return there.hash().equals(batch.get(0).hash()) ? Appended.YES : Appended.MOVED;
  }

  @Override
  public String uri() {
    return "memory:" + Integer.toHexString(System.identityHashCode(this));
  }

  @Override
  public void close() {
    // nothing to give back
  }
}

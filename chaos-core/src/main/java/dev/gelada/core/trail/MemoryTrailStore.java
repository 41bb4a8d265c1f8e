package dev.gelada.core.trail;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Records in this process's memory: for tests, and for targets that die with this JVM. Thread-safe,
 * never unsure. Empty at first: {@link Trail#create} makes it a trail.
 */
public final class MemoryTrailStore implements TrailStore {
  private final int most;
  private final List<TrailRecord> live = new ArrayList<>();
  private final Map<String, List<TrailRecord>> archives = new LinkedHashMap<>();

  /** One without records and without an end. */
  public MemoryTrailStore() {
    this(Integer.MAX_VALUE);
  }

  /**
   * One that is full after so many records, and so is rotated after half as many.
   *
   * @param most at least 4: a checkpoint needs room too
   */
  public MemoryTrailStore(int most) {
    this.most = most;
  }

  @Override
  public synchronized Head head() {
    return live.isEmpty() ? Head.EMPTY : live.get(live.size() - 1).head();
  }

  @Override
  public synchronized Stream<TrailRecord> after(long sequence) {
    return List.copyOf(live.stream().filter(record -> record.seq() > sequence).toList()).stream();
  }

  @Override
  public synchronized Appended append(Head expected, List<TrailRecord> batch) throws IOException {
    Batches.check(expected, batch);
    if (!head().equals(expected)) {
      return there(expected, batch.get(0));
    }
    if (batch.size() > most - live.size()) {
      throw new IOException(uri() + " is full");
    }
    live.addAll(batch);
    return Appended.YES;
  }

  /** Who stands behind it, in an archive too. */
  private Appended there(Head expected, TrailRecord first) throws IOException {
    long sequence = expected.sequence() + 1;
    if (head().sequence() < sequence) {
      throw BadTrail.changed(uri(), "has no record " + sequence);
    }
    return Stream.concat(archives.values().stream().flatMap(List::stream), live.stream())
        .filter(record -> record.seq() == sequence)
        .findFirst()
        .map(record -> record.hash().equals(first.hash()) ? Appended.YES : Appended.MOVED)
        .orElseThrow(() -> new UnsureAppend(uri() + ": record " + sequence + " is pruned"));
  }

  @Override
  public synchronized double fullness() {
    return (double) live.size() / most;
  }

  @Override
  public String archiveName(Head last) {
    return "archive-" + last.sequence();
  }

  @Override
  public synchronized Appended rotate(Head expected, TrailRecord checkpoint) throws IOException {
    Batches.checkpoint(expected, checkpoint, archiveName(expected));
    if (!head().equals(expected)) {
      return there(expected, checkpoint);
    }
    archives.put(archiveName(expected), List.copyOf(live));
    live.clear();
    live.add(checkpoint);
    return Appended.YES;
  }

  @Override
  public synchronized List<Archive> archives() {
    List<Archive> all = new ArrayList<>();
    archives.forEach(
        (name, records) -> all.add(new Archive(name, records.get(records.size() - 1).head())));
    return all;
  }

  @Override
  public synchronized Stream<TrailRecord> archived(Archive archive) throws IOException {
    List<TrailRecord> records = archives.get(archive.name());
    if (records == null) {
      throw new IOException(uri() + " has no archive " + archive.name());
    }
    return records.stream();
  }

  @Override
  public synchronized void forget(Archive archive) {
    archives.remove(archive.name());
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

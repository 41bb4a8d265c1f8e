package dev.gelada.core.trail;

import dev.gelada.core.plugin.Timekeeper;
import dev.gelada.core.trail.BatchReader.Mark;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The reading half of the file store. Takes no lock unless what it meets looks damaged, goes on
 * where it ended, and follows rotations by whichever process. Thread-safe.
 */
final class FileReading implements Closeable {
  static final Duration LOCK_WAIT = Duration.ofSeconds(5);
  static final Duration HEALING = Duration.ofMillis(100);
  static final int ATTEMPTS = 4;

  private final TrailFiles files;
  private final PathLock lock;
  private final Timekeeper time;
  private volatile Segment segment;

  FileReading(TrailFiles files, PathLock lock, Timekeeper time) throws IOException {
    this.files = files;
    this.lock = lock;
    this.time = time;
    this.segment = Segment.open(files.trail());
  }

  /** The file as this store has seen it last; asks nobody. */
  Segment known() {
    return segment;
  }

  /**
   * The file as it is now.
   *
   * @throws BadTrail if it is gone, or another one is there that is no rotation of it
   */
  Segment current() throws IOException {
    Segment known = segment;
    return known.is(attributes().fileKey()) ? known : rotated(known);
  }

  private synchronized Segment rotated(Segment known) throws IOException {
    if (segment == known) {
      // the file may be rotated between any two looks, but it never becomes an earlier one again
      if (known.is(attributes().fileKey())) {
        return known;
      }
      Segment next = known.next();
      segment = next; // before the handle goes: only while it is open is a key nobody else's
      known.close();
    }
    return segment;
  }

  Head head() throws IOException {
    while (true) {
      Segment now = current();
      try (Stream<TrailRecord> rest = after(now, now.marks().newest().head().sequence())) {
        rest.forEach(record -> {});
        return now.marks().newest().head();
      } catch (UncheckedIOException failed) {
        throw failed.getCause();
      } catch (Segment.Stale rotated) {
        // from its successor, then
      }
    }
  }

  Stream<TrailRecord> after(long sequence) throws IOException {
    while (true) {
      try {
        return after(current(), sequence);
      } catch (Segment.Stale rotated) {
        // from its successor, then
      }
    }
  }

  /**
   * The record that stands behind one that was seen, in the file or in an archive.
   *
   * @throws TrailStore.UnsureAppend if it was archived, and its archive removed
   */
  TrailRecord behind(Head seen, FileArchives archives) throws IOException {
    long sequence = seen.sequence() + 1;
    try (Stream<TrailRecord> records = after(seen.sequence())) {
      TrailRecord next =
          records
              .findFirst()
              .orElseThrow(
                  () ->
                      BadTrail.changed(
                          files.trail().toString(),
                          "ends before record " + seen.sequence() + ", which was seen"));
      return next.seq() == sequence
          ? next
          : archives
              .record(sequence)
              .orElseThrow(
                  () ->
                      new TrailStore.UnsureAppend(
                          files.trail() + ": record " + sequence + " is archived and pruned"));
    } catch (UncheckedIOException failed) {
      throw failed.getCause();
    }
  }

  private Stream<TrailRecord> after(Segment now, long sequence) throws IOException {
    Mark newest = now.marks().newest();
    BasicFileAttributes file = attributes();
    if (!now.is(file.fileKey())) {
      throw new Segment.Stale(files.trail());
    }
    if (file.size() < newest.offset()) {
      throw BadTrail.changed(
          files.trail().toString(),
          "is shorter than when record " + newest.head().sequence() + " was read");
    }
    if (file.size() == newest.offset() && sequence >= newest.head().sequence()) {
      return Stream.empty();
    }
    FileRecords records = new FileRecords(sequence, now, files.trail(), this::underLock);
    if (segment != now) {
      records.close(); // its key may belong to another file by now
      throw new Segment.Stale(files.trail());
    }
    return StreamSupport.stream(
            Spliterators.spliteratorUnknownSize(records, Spliterator.ORDERED | Spliterator.NONNULL),
            false)
        .onClose(records::close);
  }

  /**
   * Reading under the lock meets no append, and no repair, half-way. What is still bad is looked at
   * a few times more: a writer that lost the lock may be about to take its record back. Where there
   * is no lock file nobody writes, and reading does not make one.
   */
  private BatchReader underLock(Segment of, Mark from) throws IOException {
    for (int attempt = 1; ; attempt++) {
      try (PathLock.Held held = lock.takeToRead(LOCK_WAIT, time)) {
        if (!held.sure()) {
          throw new PathLock.Lost(files.lock());
        }
        BatchReader reader = of.reader(from);
        try {
          reader.ahead();
          return reader;
        } catch (BadTrail bad) {
          reader.close();
          if (attempt == ATTEMPTS) {
            throw bad;
          }
        }
      } catch (NoSuchFileException nobodyWrites) {
        return of.reader(from);
      }
      Pauses.uninterrupted(time, HEALING);
    }
  }

  private BasicFileAttributes attributes() throws IOException {
    try {
      return Files.readAttributes(files.trail(), BasicFileAttributes.class);
    } catch (NoSuchFileException gone) {
      throw BadTrail.changed(files.trail().toString(), "is gone, and was there before");
    }
  }

  @Override
  public synchronized void close() throws IOException {
    segment.close();
  }
}

package dev.gelada.core.trail;

import dev.gelada.core.trail.BatchReader.Mark;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** A file's records after a number, read as they are asked for; marks what it has verified. */
final class FileRecords implements Iterator<TrailRecord> {
  private final long after;
  private final Marks marks;
  private final Path path;
  private final Segment segment;
  private final Again again;
  private BatchReader reader;
  private Iterator<Line> batch = List.<Line>of().iterator();
  private @Nullable Line next;
  private boolean ended;

  /** A reader that has read its first batch while nobody could write. */
  interface Again {
    BatchReader from(Segment segment, Mark mark) throws IOException;
  }

  /**
   * Begins to read.
   *
   * @throws Segment.Stale if that file was rotated
   */
  FileRecords(long after, Segment segment, Path path, Again again) throws IOException {
    this.after = after;
    this.segment = segment;
    this.marks = segment.marks();
    this.path = path;
    this.again = again;
    this.reader = segment.reader(marks.before(after));
  }

  @Override
  public boolean hasNext() {
    try {
      while (next == null && !ended) {
        if (batch.hasNext()) {
          Line line = batch.next();
          next = line.seq() > after ? line : null;
        } else {
          List<Line> more = nextBatch();
          ended = more == null;
          batch = more == null ? batch : more.iterator();
        }
      }
      return next != null;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private @Nullable List<Line> nextBatch() throws IOException {
    List<Line> found;
    try {
      found = reader.next();
    } catch (BadTrail bad) {
      found = certain(bad);
    }
    if (found != null) {
      marks.add(reader.end());
    }
    return found;
  }

  /**
   * Half of a batch that is just being cut off and half of the one that takes its place look like
   * damage. Under the lock nobody writes, so what is bad there is bad.
   */
  private @Nullable List<Line> certain(BadTrail bad) throws IOException {
    Mark good = reader.end();
    reader.close();
    try {
      reader = again.from(segment, good);
    } catch (Segment.Stale rotated) {
      return null; // all that was good is archived, and goes on elsewhere
    } catch (BadTrail stillBad) {
      throw stillBad;
    } catch (IOException unlocked) {
      throw bad; // no lock to be had, for example by a reader without write access
    }
    return reader.next();
  }

  @Override
  public TrailRecord next() {
    if (!hasNext() || next == null) {
      throw new NoSuchElementException();
    }
    Line line = next;
    next = null;
    try {
      return line.toRecord(path.toString());
    } catch (BadTrail newer) {
      throw new UncheckedIOException(newer);
    }
  }

  void close() {
    try {
      reader.close();
    } catch (IOException leaked) {
      throw new UncheckedIOException(leaked);
    }
  }
}

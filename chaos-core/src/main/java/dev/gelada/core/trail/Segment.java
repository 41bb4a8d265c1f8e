package dev.gelada.core.trail;

import dev.gelada.core.trail.BatchReader.Mark;
import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A trail's file from one rotation to the next. It is told from the next one by its key, which no
 * other file can have while this one is held open. Thread-safe.
 */
final class Segment implements Closeable {
  private static final int ATTEMPTS = 100;

  private final Path path;
  private final RandomAccessFile held;
  private final @Nullable Object key;
  private final Marks marks = new Marks();

  private Segment(Path path, RandomAccessFile held, @Nullable Object key) {
    this.path = path;
    this.held = held;
    this.key = key;
  }

  /** Another file stands in its place: who reads on has to look there. */
  static final class Stale extends IOException {
    private static final long serialVersionUID = 1L;

    Stale(Path path) {
      super(path + " was rotated meanwhile");
    }
  }

  /** The file as it is now. */
  static Segment open(Path path) throws IOException {
    for (int attempt = 1; ; attempt++) {
      Object before = key(path);
      RandomAccessFile held = new RandomAccessFile(path.toFile(), "r");
      try {
        if (Objects.equals(before, key(path))) {
          return new Segment(path, held, before);
        }
      } catch (IOException | RuntimeException gone) {
        held.close();
        throw gone;
      }
      held.close();
      if (attempt == ATTEMPTS) {
        throw new IOException(path + " is replaced all the time");
      }
    }
  }

  /**
   * The file that took its place by a rotation.
   *
   * @throws BadTrail if what is there now does not begin behind all that was read here
   */
  Segment next() throws IOException {
    Segment next = open(path);
    try {
      Head known = marks.newest().head();
      Line first = next.first();
      boolean follows =
          first != null
              && first.type().equals(RecordType.CHECKPOINT.text())
              && (first.seq() > known.sequence() + 1
                  || (first.seq() == known.sequence() + 1 && first.prev().equals(known.hash())));
      if (!follows) {
        throw BadTrail.changed(path.toString(), "was replaced by another file");
      }
      return next;
    } catch (IOException | RuntimeException odd) {
      next.close();
      throw odd;
    }
  }

  private @Nullable Line first() throws IOException {
    try (BatchReader reader = reader(Mark.START)) {
      List<Line> batch = reader.next();
      return batch == null ? null : batch.get(0);
    }
  }

  /**
   * Reads from a mark of this file.
   *
   * @throws Stale if another one stands in its place
   */
  BatchReader reader(Mark from) throws IOException {
    BatchReader reader = new BatchReader(path, from);
    if (is(key(path))) {
      return reader;
    }
    reader.close();
    throw new Stale(path);
  }

  boolean is(@Nullable Object other) {
    return Objects.equals(key, other);
  }

  Marks marks() {
    return marks;
  }

  /** Whether it took the place of another one, as far as it was read. */
  boolean rotated() {
    Mark newest = marks.newest();
    return newest.head().sequence() > newest.lines();
  }

  private static @Nullable Object key(Path path) throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
  }

  @Override
  public void close() throws IOException {
    held.close();
  }
}

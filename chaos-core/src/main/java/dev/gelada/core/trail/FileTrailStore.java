package dev.gelada.core.trail;

import dev.gelada.core.plugin.Timekeeper;
import dev.gelada.core.trail.BatchReader.Mark;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * A trail in one local file, one line a record, shared by any number of threads and processes of
 * one machine. An append costs one write, under the lock of a separate file, and a sync that it
 * shares with those that other threads write meanwhile; reading takes no lock and goes on where it
 * ended. See {@link #create} for the files and their rights.
 *
 * <p>Readers, of other processes too, may see a record between its write and its sync. Only power
 * loss can still take it away, and that ends whoever read it on this machine; whoever appends
 * behind it makes it durable with its own sync. So nobody is told yes on the strength of a record
 * that may be lost.
 *
 * <p>Not promised: that who may write to the file cannot rewrite it (an {@link Anchor} kept
 * elsewhere finds that), and that a disk which lies about its syncs keeps what was appended.
 */
public final class FileTrailStore implements TrailStore {
  private static final Duration LOCK_WAIT = Duration.ofSeconds(5);
  private static final Duration HEALING = Duration.ofMillis(100);
  private static final int ATTEMPTS = 4;
  private static final long OTHERS = -1;

  private final TrailFiles files;
  private final PathLock lock;
  private final Marks marks = new Marks();
  private final Timekeeper time;
  private final @Nullable Object key;
  private final FileAppender appender;
  private volatile boolean closed;

  /** First of each batch whose fate was left open: no later failure makes it certain. */
  private final Set<String> unsure = ConcurrentHashMap.newKeySet();

  private FileTrailStore(Path trail, Timekeeper time, Disk disk) throws IOException {
    this.files = TrailFiles.of(trail);
    this.time = time;
    this.key = attributes().fileKey();
    this.lock = PathLock.share(files.lock());
    this.appender = new FileAppender(files, disk);
  }

  /**
   * An existing trail, or one that {@link #create} made and nobody has opened yet.
   *
   * @throws BadTrail if there is none, or this user may not read it
   * @throws IOException if the file system is shared between machines
   */
  public static FileTrailStore open(Path trail, Timekeeper time) throws IOException {
    return open(trail, time, Disk.REAL);
  }

  static FileTrailStore open(Path trail, Timekeeper time, Disk disk) throws IOException {
    Path real = TrailPlace.readable(trail);
    TrailPlace.refuseShared(real, disk);
    return new FileTrailStore(real, time, disk);
  }

  /**
   * Makes the files of a trail: {@code FILE}, {@code FILE.lock}, {@code FILE.reserve}, in a folder
   * that is made if need be. They belong to their owner; the folder's group shares them if it may
   * write to the folder; others never do. So root and users share a trail in a folder of mode 2770
   * whose group they are in. The first record is written by {@link Trail#create}.
   *
   * @throws BadTrail if something else is there, or nothing can be made there
   * @throws IOException if there are records already, or the file system is shared between machines
   */
  public static FileTrailStore create(Path trail, Timekeeper time) throws IOException {
    return create(trail, time, Disk.REAL);
  }

  static FileTrailStore create(Path trail, Timekeeper time, Disk disk) throws IOException {
    TrailPlace.free(trail);
    try {
      return open(TrailFiles.make(trail, disk), time, disk);
    } catch (BadTrail worded) {
      throw worded;
    } catch (IOException failed) {
      throw TrailPlace.wordless(failed)
          ? TrailPlace.unusable(trail, "cannot be created", failed)
          : failed;
    }
  }

  @Override
  public Head head() throws IOException {
    try (Stream<TrailRecord> rest = after(marks.newest().head().sequence())) {
      rest.forEach(record -> {});
    } catch (UncheckedIOException failed) {
      throw failed.getCause();
    }
    return marks.newest().head();
  }

  @Override
  public Stream<TrailRecord> after(long sequence) throws IOException {
    usable();
    Mark newest = marks.newest();
    long size = attributes().size();
    if (size < newest.offset()) {
      throw BadTrail.changed(
          files.trail().toString(),
          "is shorter than when record " + newest.head().sequence() + " was read");
    }
    if (size == newest.offset() && sequence >= newest.head().sequence()) {
      return Stream.empty();
    }
    FileRecords records = new FileRecords(sequence, marks, files.trail(), this::underLock);
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
  private BatchReader underLock(Mark from) throws IOException {
    for (int attempt = 1; ; attempt++) {
      try (PathLock.Held held = lock.takeToRead(LOCK_WAIT, time)) {
        if (!held.sure()) {
          throw new PathLock.Lost(files.lock());
        }
        BatchReader reader = new BatchReader(files.trail(), from);
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
        return new BatchReader(files.trail(), from);
      }
      Pauses.uninterrupted(time, HEALING);
    }
  }

  @Override
  public Appended append(Head expected, List<TrailRecord> records) throws IOException {
    return place(expected, records).settled();
  }

  /**
   * Writes under the lock; the sync that makes it durable is shared by all threads that wrote
   * through this store before it began, and runs without the lock.
   */
  @Override
  public Placed place(Head expected, List<TrailRecord> records) throws IOException {
    Batches.check(expected, records);
    String id = records.get(0).id();
    try {
      usable();
      return new Waiting(id, placeOnce(expected, records));
    } catch (IOException failed) {
      if (!(failed instanceof UnsureAppend) && unsure.contains(id)) {
        throw new UnsureAppend(String.valueOf(failed.getMessage()), failed);
      }
      throw failed;
    }
  }

  /** What was written, or found written, and is not known to be durable. */
  private final class Waiting implements Placed {
    private final String id;
    private final long written;

    Waiting(String id, long written) {
      this.id = id;
      this.written = written;
    }

    @Override
    public boolean there() {
      return written != OTHERS;
    }

    @Override
    public Appended settled() throws UnsureAppend {
      try {
        if (there()) {
          appender.durable(written);
        }
      } catch (UnsureAppend open) {
        unsure.add(id);
        throw open;
      }
      unsure.remove(id);
      return there() ? Appended.YES : Appended.MOVED;
    }
  }

  /** The number by which the sync is waited for, or {@link #OTHERS}. */
  private long placeOnce(Head expected, List<TrailRecord> records) throws IOException {
    for (int attempt = 1; ; attempt++) {
      try (PathLock.Held held = lock.take(LOCK_WAIT, time)) {
        Mark end = appender.repaired(marks, sizeOfSameFile());
        if (!end.head().equals(expected)) {
          return there(expected, records.get(0));
        }
        marks.add(appender.append(end, records, held));
        return appender.wrote();
      } catch (UnsureAppend open) {
        unsure.add(records.get(0).id());
        if (attempt == ATTEMPTS || appender.broken()) {
          throw open;
        } // else: under a lock of its own the next attempt sees what became of this one
      } catch (BadTrail | PathLock.Lost passing) {
        if (attempt == ATTEMPTS) {
          throw passing;
        }
        Pauses.uninterrupted(time, HEALING);
      }
    }
  }

  /** Who stands at h+1: a batch is all there or not at all, so its first record tells. */
  private long there(Head expected, TrailRecord first) throws IOException {
    try (Stream<TrailRecord> next = after(expected.sequence())) {
      TrailRecord record =
          next.findFirst()
              .orElseThrow(
                  () ->
                      BadTrail.changed(
                          files.trail().toString(),
                          "ends before record " + expected.sequence() + ", which was seen"));
      if (!record.hash().equals(first.hash())) {
        return OTHERS;
      }
      appender.open();
      return appender.wrote(); // whoever wrote it may have died before its sync
    } catch (UncheckedIOException failed) {
      throw failed.getCause();
    }
  }

  private long sizeOfSameFile() throws IOException {
    BasicFileAttributes now = attributes();
    if (!Objects.equals(key, now.fileKey())) {
      throw BadTrail.changed(files.trail().toString(), "was replaced by another file");
    }
    return now.size();
  }

  private BasicFileAttributes attributes() throws IOException {
    try {
      return Files.readAttributes(files.trail(), BasicFileAttributes.class);
    } catch (NoSuchFileException gone) {
      throw BadTrail.changed(files.trail().toString(), "is gone, and was there before");
    }
  }

  private void usable() throws IOException {
    if (closed) {
      throw new IOException(files.trail() + ": this store is closed");
    }
    appender.usable();
  }

  @Override
  public String uri() {
    return files.trail().toString();
  }

  @Override
  public void close() throws IOException {
    if (!closed) {
      closed = true;
      try {
        appender.close();
      } finally {
        lock.close();
      }
    }
  }
}

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
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * A trail in one local file, one line a record, shared by any number of threads and processes of
 * one machine. An append costs one write and one sync, under the lock of a separate file; reading
 * takes no lock and goes on where it ended. See {@link #create} for the files and their rights.
 *
 * <p>Not promised: that the file cannot be rewritten by who may write to it (an {@link Anchor} kept
 * elsewhere finds that), and that a disk which lies about its syncs keeps what was appended.
 */
public final class FileTrailStore implements TrailStore {
  private static final Duration LOCK_WAIT = Duration.ofSeconds(5);
  private static final Duration HEALING = Duration.ofMillis(100);
  private static final int ATTEMPTS = 4;

  private final TrailFiles files;
  private final PathLock lock;
  private final Marks marks = new Marks();
  private final Timekeeper time;
  private final @Nullable Object key;
  private final FileAppender appender;
  private volatile boolean closed;

  /** First of a batch whose fate was left open: no later failure makes it certain. */
  private volatile String unsure = "";

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
    refuseShared(real, disk);
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
      return make(trail, time, disk);
    } catch (BadTrail worded) {
      throw worded;
    } catch (IOException failed) {
      throw TrailPlace.wordless(failed)
          ? TrailPlace.unusable(trail, "cannot be created", failed)
          : failed;
    }
  }

  private static FileTrailStore make(Path trail, Timekeeper time, Disk disk) throws IOException {
    Path name = Objects.requireNonNull(trail.getFileName(), "a trail needs a file name");
    Path folder = Objects.requireNonNull(trail.toAbsolutePath().getParent(), "no folder");
    boolean fresh = TrailFiles.createFolder(folder);
    folder = folder.toRealPath();
    Path real = folder.resolve(name);
    refuseShared(folder, disk);
    if (!TrailFiles.create(real) && begun(TrailPlace.readable(real))) {
      throw new IOException(trail + " is a trail already; use it, or name another place");
    }
    TrailFiles files = TrailFiles.of(real);
    TrailFiles.create(files.lock());
    new Reserve(files.reserve(), disk).restore();
    disk.forceFolder(folder);
    if (fresh && folder.getParent() != null) {
      disk.forceFolder(folder.getParent());
    }
    return open(real, time, disk);
  }

  /** Whether there are records; the beginning of a first one that a crash cut off is none. */
  private static boolean begun(Path trail) throws IOException {
    try (BatchReader reader = new BatchReader(trail, Mark.START)) {
      return reader.next() != null;
    }
  }

  private static void refuseShared(Path path, Disk disk) throws IOException {
    String refusal = FileSystems.refusal(disk.kind(path)).orElse("");
    if (!refusal.isEmpty()) {
      throw new IOException(
          path
              + ": "
              + refusal
              + ", and neither locks nor syncs can be trusted there. Keep the trail on a local disk");
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
    Batches.check(expected, records);
    try {
      usable();
      return appendOnce(expected, records);
    } catch (UnsureAppend open) {
      throw open;
    } catch (IOException failed) {
      if (unsure.equals(records.get(0).id())) {
        throw new UnsureAppend(String.valueOf(failed.getMessage()), failed);
      }
      throw failed;
    }
  }

  private Appended appendOnce(Head expected, List<TrailRecord> records) throws IOException {
    for (int attempt = 1; ; attempt++) {
      try (PathLock.Held held = lock.take(LOCK_WAIT, time)) {
        sameFile();
        Mark end = appender.repaired(marks);
        if (!end.head().equals(expected)) {
          return there(expected, records.get(0));
        }
        marks.add(appender.append(end, records, held));
        return Appended.YES;
      } catch (UnsureAppend open) {
        unsure = records.get(0).id();
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
  private Appended there(Head expected, TrailRecord first) throws IOException {
    try (Stream<TrailRecord> next = after(expected.sequence())) {
      TrailRecord record =
          next.findFirst()
              .orElseThrow(
                  () ->
                      BadTrail.changed(
                          files.trail().toString(),
                          "ends before record " + expected.sequence() + ", which was seen"));
      if (!record.hash().equals(first.hash())) {
        return Appended.MOVED;
      }
      appender.force(); // whoever wrote it may have died before its sync
      return Appended.YES;
    } catch (UncheckedIOException failed) {
      throw failed.getCause();
    }
  }

  private void sameFile() throws IOException {
    if (!Objects.equals(key, attributes().fileKey())) {
      throw BadTrail.changed(files.trail().toString(), "was replaced by another file");
    }
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

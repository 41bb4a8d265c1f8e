package dev.gelada.core.trail;

import dev.gelada.core.plugin.Timekeeper;
import dev.gelada.core.trail.BatchReader.Mark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

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
  /** Reading all of it, as every command does first, takes a second or two by then. */
  private static final long ROTATED_ABOVE = 32L << 20;

  private static final long OTHERS = -1;

  private final TrailFiles files;
  private final PathLock lock;
  private final Disk disk;
  private final long rotatedAbove;
  private final FileReading reading;
  private final FileAppender appender;
  private final FileTurns turns;
  private final FileArchives archives;
  private volatile boolean closed;

  private FileTrailStore(Path trail, Timekeeper time, Disk disk, long rotatedAbove)
      throws IOException {
    this.files = TrailFiles.of(trail);
    this.disk = disk;
    this.rotatedAbove = rotatedAbove;
    this.archives = new FileArchives(trail);
    this.lock = PathLock.share(files.lock());
    try {
      this.reading = new FileReading(files, lock, time);
    } catch (IOException | RuntimeException gone) {
      lock.close();
      throw gone;
    }
    this.appender = new FileAppender(files, disk);
    this.turns = new FileTurns(lock, time, appender);
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
    return open(trail, time, disk, ROTATED_ABOVE);
  }

  static FileTrailStore open(Path trail, Timekeeper time, Disk disk, long rotatedAbove)
      throws IOException {
    Path real = TrailPlace.readable(trail);
    TrailPlace.refuseShared(real, disk);
    return new FileTrailStore(real, time, disk, rotatedAbove);
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
    usable();
    return reading.head();
  }

  @Override
  public Stream<TrailRecord> after(long sequence) throws IOException {
    usable();
    return reading.after(sequence);
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
      if (!(failed instanceof UnsureAppend) && turns.isUnsure(id)) {
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
        turns.unsure(id);
        throw open;
      }
      turns.sure(id);
      return there() ? Appended.YES : Appended.MOVED;
    }
  }

  /** The number by which the sync is waited for, or {@link #OTHERS}. */
  private long placeOnce(Head expected, List<TrailRecord> records) throws IOException {
    return turns.take(
        records.get(0),
        held -> {
          Segment segment = reading.current();
          Mark end = appender.repaired(segment.marks(), Files.size(files.trail()));
          if (!end.head().equals(expected)) {
            return there(segment, expected, records.get(0));
          }
          segment.marks().add(appender.append(segment, end, records, held));
          return appender.wrote();
        });
  }

  /** Who stands at h+1: a batch is all there or not at all, so its first record tells. */
  private long there(Segment segment, Head expected, TrailRecord first) throws IOException {
    TrailRecord next = reading.behind(expected, archives);
    if (!next.hash().equals(first.hash())) {
      return OTHERS;
    }
    appender.open(segment);
    return appender.wrote(); // whoever wrote it may have died before its sync
  }

  @Override
  public double fullness() {
    return reading.known().marks().newest().offset() / (2.0 * rotatedAbove);
  }

  @Override
  public String archiveName(Head last) {
    return archives.name(last);
  }

  /**
   * Copies the file to an archive beside it, makes both durable, then puts a new file that begins
   * with the checkpoint in its place, all under the lock. Other handles and processes notice.
   */
  @Override
  public Appended rotate(Head expected, TrailRecord checkpoint) throws IOException {
    Batches.checkpoint(expected, checkpoint, archiveName(expected));
    usable();
    FileRotation rotation = new FileRotation(files, disk);
    long number =
        turns.take(
            checkpoint,
            held -> {
              Segment segment = reading.current();
              Mark end = appender.repaired(segment.marks(), Files.size(files.trail()));
              if (!end.head().equals(expected)) {
                return there(segment, expected, checkpoint);
              }
              rotation.run(end, checkpoint, appender.open(segment), held);
              return rotated();
            });
    return new Waiting(checkpoint.id(), number).settled();
  }

  /** Nobody may write to a file whose name is not durable. */
  private long rotated() throws IOException {
    try {
      Segment segment = reading.current();
      appender.repaired(segment.marks(), Files.size(files.trail()));
      appender.open(segment);
      return appender.wrote();
    } catch (IOException unknown) {
      appender.fail(unknown);
      throw new UnsureAppend(
          files.trail()
              + ": was rotated, and it is not known whether that is on the disk ("
              + unknown.getMessage()
              + "). Check it, then start again",
          unknown);
    }
  }

  @Override
  public List<Archive> archives() throws IOException {
    return archives.all();
  }

  @Override
  public Stream<TrailRecord> archived(Archive archive) throws IOException {
    return archives.records(archive.name());
  }

  @Override
  public void forget(Archive archive) throws IOException {
    Files.deleteIfExists(archives.file(archive.name()));
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
        reading.close();
      } finally {
        lock.close();
      }
    }
  }
}

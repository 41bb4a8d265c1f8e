package dev.gelada.core.trail;

import dev.gelada.core.trail.BatchReader.Mark;
import dev.gelada.core.trail.TrailStore.UnsureAppend;
import java.io.Closeable;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The writing half of the file store. Everything here happens under the trail's lock, but for the
 * syncs: those are shared by all who wrote.
 */
final class FileAppender implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(FileAppender.class);

  private final TrailFiles files;
  private final Disk disk;
  private final Reserve reserve;
  private final SharedSync syncs = new SharedSync(this::sync);
  private volatile @Nullable Open open;

  /** Held while a file is synced or closed. */
  private final ReentrantLock syncing = new ReentrantLock();

  private record Open(Segment segment, FileOutputStream file) {}

  /** What was written last and is not known to stand where it should. */
  private byte @Nullable [] written;

  FileAppender(TrailFiles files, Disk disk) {
    this.files = files;
    this.disk = disk;
    this.reserve = new Reserve(files.reserve(), disk);
  }

  /**
   * After a failed sync the kernel may have dropped the bytes and calls them clean: syncing again
   * would say yes to what is not there, and reading shows what may be gone tomorrow.
   */
  void usable() throws IOException {
    IOException failed = syncs.failed();
    if (failed != null) {
      throw new IOException(
          files.trail()
              + ": a sync failed earlier ("
              + failed.getMessage()
              + "), so this store is closed. Check the disk, then start again",
          failed);
    }
  }

  boolean broken() {
    return syncs.failed() != null;
  }

  /** What will never be certain any more: {@link #usable} says so from now on. */
  void fail(IOException because) {
    syncs.fail(because);
  }

  /**
   * Reads to the end, and sets aside what a crash left behind the last complete batch.
   *
   * @param size of the file, asked for under the lock
   */
  Mark repaired(Marks marks, long size) throws IOException {
    Mark end = marks.newest();
    if (size == end.offset()) {
      return end;
    }
    try (BatchReader reader = new BatchReader(files.trail(), end)) {
      try {
        while (reader.next() != null) {
          marks.add(reader.end());
        }
      } catch (BadTrail bad) {
        takeBack(reader.end(), bad);
      }
      end = reader.end();
    }
    long torn = Files.size(files.trail()) - end.offset();
    if (torn > 0) {
      Path kept = files.torn();
      setAside(kept, Disk.read(files.trail(), end.offset(), Math.toIntExact(torn)));
      disk.truncate(files.trail(), end.offset());
      LOG.warn(
          "{}: {} bytes of an append that was cut off after record {} are kept in {}",
          files.trail(),
          torn,
          end.head().sequence(),
          kept);
    }
    return end;
  }

  /**
   * Our own batch, written without the lock after somebody else's had taken its place: it never
   * counted, and nobody could read on behind it.
   */
  private void takeBack(Mark end, BadTrail bad) throws IOException {
    byte[] stray = written;
    long rest = Files.size(files.trail()) - end.offset();
    if (stray == null
        || rest != stray.length
        || !Arrays.equals(Disk.read(files.trail(), end.offset(), stray.length), stray)) {
      throw bad;
    }
    LOG.warn(
        "{}: the lock had been lost; a record that came too late is taken back", files.trail());
    disk.truncate(files.trail(), end.offset());
  }

  private void setAside(Path kept, byte[] bytes) throws IOException {
    TrailFiles.create(kept);
    for (boolean written = false; !written; ) {
      try (FileOutputStream to = disk.append(kept)) {
        disk.write(to, bytes);
        disk.force(to);
        written = true;
      } catch (IOException full) {
        disk.truncate(kept, 0);
        // a torn tail must not be what keeps a halt from being written
        if (!reserve.free(bytes.length)) {
          Files.deleteIfExists(kept);
          throw full(full, bytes.length);
        }
      }
    }
  }

  /**
   * Writes a batch where it belongs. It is not durable before {@link #durable} says so; whoever
   * appends behind it meanwhile makes it durable with the next sync of the same file.
   *
   * @return the new end
   * @throws PathLock.Lost if the lock had gone before anything was written
   * @throws IOException if nothing is there, as on a full disk
   */
  Mark append(Segment segment, Mark end, List<TrailRecord> records, PathLock.Held held)
      throws IOException {
    byte[] bytes = Batches.bytes(records);
    FileOutputStream to = open(segment);
    if (!held.sure()) {
      throw new PathLock.Lost(files.lock());
    }
    boolean urgent = records.stream().anyMatch(record -> record.type().urgent());
    written = bytes;
    while (!write(to, end, bytes, urgent)) {
      // again, with a part of the reserve
    }
    if (!held.sure()) {
      throw new UnsureAppend(
          files.trail()
              + ": the lock was lost while record "
              + records.get(0).seq()
              + " was written");
    }
    placed(end, bytes);
    written = null;
    reserve.restore();
    return new Mark(
        end.offset() + bytes.length,
        records.get(records.size() - 1).head(),
        end.lines() + records.size());
  }

  private boolean write(FileOutputStream to, Mark end, byte[] bytes, boolean urgent)
      throws IOException {
    try {
      disk.write(to, bytes);
      return true;
    } catch (IOException failed) {
      try {
        disk.truncate(files.trail(), end.offset());
      } catch (IOException stuck) {
        failed.addSuppressed(stuck);
        if (Files.size(files.trail()) >= end.offset() + bytes.length) {
          throw new UnsureAppend(files.trail() + ": " + failed.getMessage(), failed);
        }
      }
      if (urgent && reserve.free(bytes.length)) {
        return false;
      }
      throw full(failed, bytes.length);
    }
  }

  private IOException full(IOException failed, int length) throws IOException {
    return TrailPlace.full(files.trail(), failed, disk.usable(files.trail()) < length);
  }

  /** What {@link #durable} wants to hear, by whoever wrote or found what was written. */
  long wrote() {
    return syncs.wrote();
  }

  /**
   * Waits, without the lock, for a sync that began after {@link #wrote}.
   *
   * @throws UnsureAppend if it failed; then this store is of no use any more
   */
  void durable(long number) throws UnsureAppend {
    try {
      syncs.await(number);
    } catch (IOException failed) {
      throw new UnsureAppend(
          files.trail()
              + ": the sync failed ("
              + failed.getMessage()
              + "), so it is not known what is on the disk. Check it, then start again",
          failed);
    }
  }

  private void sync() throws IOException {
    syncing.lock();
    try {
      Open now = open;
      if (now == null) {
        throw new IOException("the file is not open");
      }
      disk.force(now.file());
    } finally {
      syncing.unlock();
    }
  }

  /**
   * Our bytes must stand where the batch before ended. They do not if somebody without the lock
   * wrote at the same time: then ours go, if nothing follows them, and the caller asks again. The
   * file only ever grows behind its end, so if it grew by our bytes and no more, they are there.
   */
  private void placed(Mark end, byte[] bytes) throws IOException {
    if (Files.size(files.trail()) == end.offset() + bytes.length
        || Arrays.equals(Disk.read(files.trail(), end.offset(), bytes.length), bytes)) {
      return;
    }
    long last = Files.size(files.trail()) - bytes.length;
    if (last > end.offset() && Arrays.equals(Disk.read(files.trail(), last, bytes.length), bytes)) {
      disk.truncate(files.trail(), last);
    }
    throw new UnsureAppend(files.trail() + ": somebody wrote at the same time without the lock");
  }

  /**
   * Opens the file that is to be written and synced, if that has not been done. Whoever rotated it
   * may have died before its name was durable, and all that is written to it hangs on that. What
   * was written to the one before is durable: it was made so before it was rotated.
   */
  FileOutputStream open(Segment segment) throws IOException {
    Open before = open;
    if (before != null && before.segment() == segment) {
      return before.file();
    }
    if (segment.rotated()) {
      disk.forceFolder(Objects.requireNonNull(files.trail().getParent(), "no folder"));
    }
    FileOutputStream to = disk.append(files.trail());
    syncing.lock();
    try {
      open = new Open(segment, to);
      if (before != null) {
        before.file().close();
      }
    } finally {
      syncing.unlock();
    }
    return to;
  }

  @Override
  public void close() throws IOException {
    syncs.quiet();
    Open last = open;
    if (last != null) {
      last.file().close();
    }
  }
}

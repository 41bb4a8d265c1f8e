package dev.gelada.core.trail;

import dev.gelada.core.plugin.Deadline;
import dev.gelada.core.plugin.Timekeeper;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lock of one trail file: one handle for the whole JVM, since closing a second one would drop
 * the lock, with a mutex for the threads of this JVM in front. Waiting is bounded and cannot be
 * interrupted: settlements must be written while a run is being ended.
 */
final class PathLock implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(PathLock.class);
  private static final Map<Path, PathLock> ALL = new HashMap<>();
  private static final Duration POLL = Duration.ofMillis(1);

  private final Path file;
  private final Semaphore mutex = new Semaphore(1, true);
  private int users;
  private @Nullable FileChannel channel;
  private @Nullable Object key;
  private long inode;

  /** Of the channel; null where only {@link LockTable} can tell. */
  private @Nullable HandleInfo info;

  /** Whether the kernel's list shows our locks; null until it was tried. */
  private @Nullable Boolean listed;

  private PathLock(Path file) {
    this.file = file;
  }

  /** The JVM's one lock of that file; to be closed by each who got it. */
  static PathLock share(Path file) {
    synchronized (ALL) {
      PathLock lock = ALL.computeIfAbsent(file, PathLock::new);
      lock.users++;
      return lock;
    }
  }

  /** The lock was not ours any more when it mattered; nothing had been written. */
  static final class Lost extends IOException {
    private static final long serialVersionUID = 1L;

    Lost(Path file) {
      super(
          file
              + ": the lock was dropped by something else in this process that opened and closed the lock file, or the file was replaced; nothing was written. Nothing but Gelada may touch it");
    }
  }

  /** The lock while it is held. */
  final class Held implements Closeable {
    private final FileLock lock;

    private Held(FileLock lock) {
      this.lock = lock;
    }

    /** Whether the kernel still counts it as ours; true where the kernel does not say. */
    boolean sure() {
      return Boolean.FALSE.equals(listed) || (ours() && sameFile());
    }

    @Override
    public void close() {
      free(lock);
      mutex.release();
    }
  }

  /**
   * Takes it.
   *
   * @throws IOException if others hold it for longer than {@code most}
   */
  Held take(Duration most, Timekeeper time) throws IOException {
    return take(most, time, true);
  }

  /**
   * The same for one who only reads, and so makes no files.
   *
   * @throws NoSuchFileException if there is no lock file, so that nobody can hold it
   */
  Held takeToRead(Duration most, Timekeeper time) throws IOException {
    return take(most, time, false);
  }

  private Held take(Duration most, Timekeeper time, boolean make) throws IOException {
    if (!enter(most)) {
      throw tooLong("another thread", most);
    }
    Deadline until = Deadline.in(most, time);
    boolean taken = false;
    try {
      for (int unlisted = 0; ; ) {
        FileLock lock = tryLock(make);
        if (lock == null) {
          if (until.passed()) {
            throw tooLong("process " + LockTable.holders(inode), most);
          }
          Pauses.uninterrupted(time, POLL);
        } else if (isListed(unlisted)) {
          taken = true;
          return new Held(lock);
        } else {
          free(lock);
          unlisted++;
        }
      }
    } finally {
      if (!taken) {
        mutex.release();
      }
    }
  }

  private boolean enter(Duration most) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return mutex.tryAcquire(most.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException later) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private IOException tooLong(String holder, Duration most) {
    return new IOException(
        "%s has been held by %s for more than %d s; nothing was written. Let it finish, or end it: its lock goes with it"
            .formatted(file, holder, most.toSeconds()));
  }

  /** Not listed the first times may mean that it was dropped at once; always: that it never is. */
  private boolean isListed(int attempt) {
    if (listed != null) {
      return true;
    }
    if (ours()) {
      listed = true;
    } else if (LockTable.ours(inode)) {
      forgetInfo(); // this system says it there only
      listed = true;
    } else if (attempt >= 2) {
      listed = false;
      LOG.info("{}: this system does not list file locks, so a dropped one is seen late", file);
    }
    return listed != null;
  }

  private boolean ours() {
    HandleInfo own = info;
    return own != null ? own.locks(inode) : LockTable.ours(inode);
  }

  private void forgetInfo() {
    HandleInfo old = info;
    info = null;
    try {
      if (old != null) {
        old.close();
      }
    } catch (IOException leaked) {
      LOG.debug("not closed", leaked);
    }
  }

  private @Nullable FileLock tryLock(boolean make) throws IOException {
    for (int attempt = 0; ; attempt++) {
      try {
        return open(make).tryLock();
      } catch (OverlappingFileLockException otherLoader) {
        return null;
      } catch (ClosedChannelException interrupted) {
        channel = null;
        if (attempt == 2) {
          throw interrupted;
        }
      }
    }
  }

  private FileChannel open(boolean make) throws IOException {
    FileChannel open = channel;
    if (open != null && open.isOpen() && sameFile()) {
      return open;
    }
    if (open != null) {
      open.close();
    }
    if (make) {
      TrailFiles.create(file); // somebody may have deleted it
    }
    forgetInfo();
    Set<Path> others = HandleInfo.handles(file);
    open = FileChannel.open(file, StandardOpenOption.WRITE);
    channel = open;
    info = HandleInfo.since(others, file);
    key = keyOf(file);
    inode = LockTable.inode(file);
    return open;
  }

  private boolean sameFile() {
    try {
      return Objects.equals(key, keyOf(file));
    } catch (IOException gone) {
      return false;
    }
  }

  private static @Nullable Object keyOf(Path file) throws IOException {
    return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
  }

  private static void free(FileLock lock) {
    try {
      lock.release();
    } catch (IOException gone) {
      LOG.debug("the lock had gone already", gone);
    }
  }

  /** Gives back one use; the last one closes the handle. */
  @Override
  public void close() throws IOException {
    synchronized (ALL) {
      users--;
      if (users == 0) {
        ALL.remove(file);
        mutex.acquireUninterruptibly(); // an append may still be under way
        forgetInfo();
        FileChannel open = channel;
        if (open != null) {
          open.close();
        }
      }
    }
  }
}

package dev.gelada.core.trail;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the kernel says of one open handle of this process (Linux, proc(5): {@code
 * /proc/self/fdinfo}), its locks among it. Unlike {@link LockTable} it is not the list of the whole
 * machine, reading which makes every taking of a lock slower. Not thread-safe.
 */
final class HandleInfo implements Closeable {
  private static final Path HANDLES = Path.of("/proc/self/fd");
  private static final Path INFOS = Path.of("/proc/self/fdinfo");

  private final RandomAccessFile info;
  private final byte[] bytes = new byte[1 << 12];

  private HandleInfo(RandomAccessFile info) {
    this.info = info;
  }

  /** The numbers of this process's handles of a file, by its real path; empty elsewhere. */
  static Set<Path> handles(Path file) {
    Set<Path> numbers = new HashSet<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(HANDLES)) {
      for (Path handle : all) {
        if (isOf(file, handle)) {
          numbers.add(handle.getFileName());
        }
      }
    } catch (IOException | RuntimeException elsewhere) {
      return Set.of();
    }
    return numbers;
  }

  private static boolean isOf(Path file, Path handle) {
    try {
      return Files.readSymbolicLink(handle).equals(file);
    } catch (IOException closedMeanwhile) {
      return false;
    }
  }

  /** The one handle that was opened since; null if that cannot be told. */
  static @Nullable HandleInfo since(Set<Path> before, Path file) {
    Set<Path> opened = new HashSet<>(handles(file));
    opened.removeAll(before);
    if (opened.size() != 1) {
      return null;
    }
    try {
      Path number = opened.iterator().next();
      return new HandleInfo(new RandomAccessFile(INFOS.resolve(number).toFile(), "r"));
    } catch (IOException hidden) {
      return null;
    }
  }

  /** Whether that handle holds a lock on the file of that number. */
  boolean locks(long inode) {
    try {
      info.seek(0); // from its start it is read as it is now
      int length = Math.max(0, info.read(bytes));
      String text = new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
      int lock = text.indexOf("\nlock:"); // lock:   1: POSIX  ADVISORY  WRITE 11490 fe:00:42 0 EOF
      return lock >= 0
          && text.indexOf("POSIX", lock) >= 0
          && text.indexOf(":" + inode + " ", lock) >= 0;
    } catch (IOException gone) {
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    info.close();
  }
}

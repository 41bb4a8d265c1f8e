package dev.gelada.core.trail;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The kernel's own list of file locks (Linux, proc(5): {@code /proc/locks}). The only way to learn
 * that a lock went: in Java, closing any other handle of a locked file drops the lock of the whole
 * process, and {@code FileLock.isValid} goes on saying true.
 */
final class LockTable {
  private static final Path LOCKS = Path.of("/proc/locks");
  private static final long SELF = ProcessHandle.current().pid();

  /** Kept open: each append asks twice, and from its start the list is read as it is then. */
  private static @Nullable RandomAccessFile open;

  private static byte[] bytes = new byte[1 << 13];

  private LockTable() {}

  /** The file as the table names it; -1 where there is no such number. */
  static long inode(Path file) {
    try {
      return ((Number) Files.getAttribute(file, "unix:ino")).longValue();
    } catch (IOException | RuntimeException elsewhere) {
      return -1;
    }
  }

  /** The processes that hold a POSIX write lock on the file, as far as the kernel shows them. */
  static Set<Long> holders(long inode) {
    try {
      return holders(inode, Files.readString(LOCKS));
    } catch (IOException | NumberFormatException elsewhere) {
      return Set.of(); // no Linux, or a container that hides it: nothing is known
    }
  }

  private static Set<Long> holders(long inode, String table) {
    Set<Long> pids = new HashSet<>();
    // without the device: btrfs and overlay list another one than stat shows
    String file = ":" + inode + " ";
    for (int at = table.indexOf(file); at >= 0; at = table.indexOf(file, at + 1)) {
      // 1: POSIX  ADVISORY  WRITE 11490 fe:00:9986052 0 EOF; a waiter has "->" after the number
      int start = table.lastIndexOf('\n', at) + 1;
      String[] words = table.substring(start, at).split(" +");
      if (words.length == 6 && words[1].equals("POSIX") && words[3].equals("WRITE")) {
        pids.add(Long.parseLong(words[4]));
      }
    }
    return pids;
  }

  /** Whether this process is one. */
  static synchronized boolean ours(long inode) {
    RandomAccessFile table = open;
    try {
      if (table == null) {
        table = new RandomAccessFile(LOCKS.toFile(), "r");
        open = table;
      }
      table.seek(0);
      int filled = 0;
      for (int got = 0; got >= 0; got = table.read(bytes, filled, bytes.length - filled)) {
        filled += got;
        String text = new String(bytes, 0, filled, StandardCharsets.ISO_8859_1);
        if (got > 0 && holders(inode, text).contains(SELF)) {
          return true;
        }
        if (filled == bytes.length) {
          bytes = Arrays.copyOf(bytes, 2 * filled);
        }
      }
    } catch (IOException | NumberFormatException elsewhere) {
      open = closed(table);
    }
    return false;
  }

  private static @Nullable RandomAccessFile closed(@Nullable RandomAccessFile table) {
    try {
      if (table != null) {
        table.close();
      }
    } catch (IOException leaked) {
      // it is opened anew all the same
    }
    return null;
  }
}

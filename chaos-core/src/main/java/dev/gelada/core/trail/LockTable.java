package dev.gelada.core.trail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/**
 * The kernel's own list of file locks (Linux, proc(5): {@code /proc/locks}). The only way to learn
 * that a lock went: in Java, closing any other handle of a locked file drops the lock of the whole
 * process, and {@code FileLock.isValid} goes on saying true.
 */
final class LockTable {
  private static final Path LOCKS = Path.of("/proc/locks");

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
    Set<Long> pids = new HashSet<>();
    // without the device: btrfs and overlay list another one than stat shows
    String file = ":" + inode + " ";
    try {
      String table = Files.readString(LOCKS);
      for (int at = table.indexOf(file); at >= 0; at = table.indexOf(file, at + 1)) {
        // 1: POSIX  ADVISORY  WRITE 11490 fe:00:9986052 0 EOF; a waiter has "->" after the number
        int start = table.lastIndexOf('\n', at) + 1;
        String[] words = table.substring(start, at).split(" +");
        if (words.length == 6 && words[1].equals("POSIX") && words[3].equals("WRITE")) {
          pids.add(Long.parseLong(words[4]));
        }
      }
    } catch (IOException | NumberFormatException elsewhere) {
      return Set.of(); // no Linux, or a container that hides it: nothing is known
    }
    return pids;
  }

  /** Whether this process is one. */
  static boolean ours(long inode) {
    return holders(inode).contains(ProcessHandle.current().pid());
  }
}

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

  /** The processes that hold a POSIX write lock on the file, as far as the kernel shows them. */
  static Set<Long> holders(Path file) {
    Set<Long> pids = new HashSet<>();
    try {
      // without the device: btrfs and overlay list another one than stat shows
      String end = ":" + Files.getAttribute(file, "unix:ino");
      for (String line : Files.readAllLines(LOCKS)) {
        // 1: POSIX  ADVISORY  WRITE 11490 fe:00:9986052 0 EOF; a waiter has "->" after the number
        String[] words = line.trim().split("\\s+");
        if (words.length > 5
            && words[1].equals("POSIX")
            && words[3].equals("WRITE")
            && words[5].endsWith(end)) {
          pids.add(Long.parseLong(words[4]));
        }
      }
    } catch (IOException | RuntimeException elsewhere) {
      return Set.of(); // no Linux, or a container that hides it: nothing is known
    }
    return pids;
  }

  /** Whether this process is one. */
  static boolean ours(Path file) {
    return holders(file).contains(ProcessHandle.current().pid());
  }
}

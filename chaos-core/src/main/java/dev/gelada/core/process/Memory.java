package dev.gelada.core.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How much memory is to be had: what the host says is available (proc(5), meminfo), and in a
 * control group with a limit what is left there, cgroups(7) of both versions. As {@code kubectl
 * top} does, file pages that were not used lately do not count as taken.
 */
final class Memory {
  private static final Path GROUPS = Path.of("sys/fs/cgroup");

  private final Path root;

  /** Below which {@code proc} and {@code sys} are. */
  Memory(Path root) {
    this.root = root;
  }

  /** Bytes. */
  long left() throws IOException {
    Path meminfo = root.resolve("proc/meminfo");
    long left =
        value(Files.readString(meminfo, StandardCharsets.ISO_8859_1), "MemAvailable:")
            .map(Memory::bytes)
            .orElseThrow(() -> new IOException(meminfo + " does not say what is available"));
    for (String line : Files.readAllLines(root.resolve("proc/self/cgroup"))) {
      String[] parts = line.split(":", 3); // number:controllers:path
      if (parts.length == 3 && parts[0].equals("0")) {
        left = Math.min(left, left(root.resolve(GROUPS), parts[2], Version.TWO));
      } else if (parts.length == 3 && parts[1].equals("memory")) {
        left = Math.min(left, left(root.resolve(GROUPS).resolve("memory"), parts[2], Version.ONE));
      }
    }
    return Math.max(0, left);
  }

  /** {@code 1024 kB}. */
  static long bytes(String kilobytes) {
    return Long.parseLong(kilobytes.strip().split(" ", 2)[0]) * 1024;
  }

  /**
   * What is left below that mount: the least of a group and those above it. In a container the path
   * may be one that only the host sees; then the mount's own root is the group.
   */
  private static long left(Path mount, String path, Version version) throws IOException {
    long left = Long.MAX_VALUE;
    Path own = mount.resolve(path.substring(1)).normalize();
    Path at = own.startsWith(mount) ? own : mount;
    while (at != null && at.startsWith(mount)) {
      left = Math.min(left, left(at, version));
      at = at.getParent();
    }
    return left;
  }

  private static long left(Path group, Version version) throws IOException {
    String limit = read(group.resolve(version.limit));
    String usage = read(group.resolve(version.usage));
    if (limit == null || usage == null || limit.equals("max")) {
      return Long
          .MAX_VALUE; // the topmost group, one without the controller, or one without a limit
    }
    String stat = read(group.resolve("memory.stat"));
    long idle = stat == null ? 0 : value(stat, version.idle).map(Long::parseLong).orElse(0L);
    return Long.parseLong(limit) - Math.max(0, Long.parseLong(usage) - idle);
  }

  private static Optional<String> value(String text, String name) {
    return text.lines()
        .filter(line -> line.startsWith(name))
        .map(line -> line.substring(name.length()).strip())
        .findFirst();
  }

  private static @Nullable String read(Path file) throws IOException {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1).strip();
    } catch (NoSuchFileException none) {
      return null;
    }
  }

  /** How each version calls it. */
  private enum Version {
    ONE("memory.limit_in_bytes", "memory.usage_in_bytes", "total_inactive_file "),
    TWO("memory.max", "memory.current", "inactive_file ");

    private final String limit;
    private final String usage;
    private final String idle;

    Version(String limit, String usage, String idle) {
      this.limit = limit;
      this.usage = usage;
      this.idle = idle;
    }
  }
}

package dev.gelada.core.process;

import dev.gelada.core.process.OsProcess.Marks;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Reads Linux's process table, proc(5). Never keeps anything. */
final class ProcFs {
  /** USER_HZ: what the kernel counts in towards programs, 100 on every platform that Java knows. */
  private static final int TICKS_PER_SECOND = 100;

  /** The kernel takes no more arguments and environment than a few MiB. */
  private static final int LONGEST = 8 * 1024 * 1024;

  private final Path root;
  private final InstantSource time;

  ProcFs(Path root, InstantSource time) {
    this.root = root;
    this.time = time;
  }

  /** Whether this system has one. */
  boolean there() {
    return Files.isReadable(root.resolve("self/stat")) && Files.isReadable(root.resolve("uptime"));
  }

  /**
   * Every live process, by pid. One that vanishes meanwhile is left out; one whose environment may
   * not be read says nothing to us.
   */
  List<OsProcess> all() throws IOException {
    Instant boot = boot();
    List<OsProcess> all = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(root, "[1-9]*")) {
      for (Path entry : entries) {
        String name = entry.getFileName().toString();
        if (name.chars().allMatch(c -> c >= '0' && c <= '9')) {
          stat(Long.parseLong(name), true).ifPresent(stat -> all.add(stat.with(marks(stat), boot)));
        }
      }
    } catch (DirectoryIteratorException failed) {
      throw failed.getCause();
    }
    all.sort(Comparator.comparingLong(OsProcess::pid));
    return all;
  }

  /**
   * A live process by pid; a zombie is none.
   *
   * @throws IOException if it cannot be told whether there is one
   */
  Optional<OsProcess> find(long pid) throws IOException {
    Optional<Stat> stat = stat(pid, false);
    return stat.isEmpty()
        ? Optional.empty()
        : Optional.of(stat.get().with(marks(stat.get()), boot()));
  }

  /** The same by {@code pid@start}; a look-alike is none. */
  Optional<OsProcess> find(String id) throws IOException {
    return find(pid(id)).filter(process -> process.id().equals(id));
  }

  /** Hundredths of a second since boot, time in a suspend included. */
  long uptime() throws IOException {
    String text = Files.readString(root.resolve("uptime"), StandardCharsets.ISO_8859_1);
    return Long.parseLong(text.substring(0, text.indexOf(' ')).replace(".", ""));
  }

  /** One line of {@code /proc/PID/status}, without its name. */
  Optional<String> status(long pid, String name) throws IOException {
    Optional<byte[]> bytes = read(pid, "status");
    return bytes.isEmpty()
        ? Optional.empty()
        : new String(bytes.get(), StandardCharsets.ISO_8859_1)
            .lines()
            .filter(line -> line.startsWith(name + ":"))
            .map(line -> line.substring(name.length() + 1).strip())
            .findFirst();
  }

  /** The number before the {@code @}. */
  static long pid(String id) {
    int at = id.indexOf('@');
    if (at < 1) {
      throw new IllegalArgumentException("a process is named pid@start, not '" + id + "'");
    }
    return Long.parseLong(id.substring(0, at));
  }

  private Optional<Stat> stat(long pid, boolean skipHidden) throws IOException {
    try {
      // Latin-1 reads any bytes; a name cut off within a UTF-8 character must not look like an end
      return read(pid, "stat")
          .map(bytes -> Stat.parse(pid, new String(bytes, StandardCharsets.ISO_8859_1)))
          .filter(stat -> stat.state != 'Z' && stat.state != 'X');
    } catch (IOException hidden) {
      if (skipHidden) {
        return Optional.empty();
      }
      throw hidden;
    }
  }

  private Marks marks(Stat stat) {
    try {
      return read(stat.pid, "environ").map(Variables::parse).orElse(Marks.NONE);
    } catch (IOException notAllowed) {
      return Marks.NONE;
    }
  }

  private Optional<byte[]> read(long pid, String file) throws IOException {
    Path folder = root.resolve(Long.toString(pid));
    try (InputStream in = Files.newInputStream(folder.resolve(file))) {
      return Optional.of(in.readNBytes(LONGEST));
    } catch (IOException failed) {
      if (Files.exists(folder)) {
        throw new IOException("cannot read " + folder.resolve(file), failed);
      }
      // mounted with hidepid, /proc leaves other users' processes out; every table has a pid 1
      if (failed instanceof NoSuchFileException && !Files.exists(root.resolve("1"))) {
        throw new IOException("this user may not see every process (hidepid)", failed);
      }
      return Optional.empty();
    }
  }

  /** When the system was started, by today's wall clock. */
  private Instant boot() throws IOException {
    return time.instant().minusMillis(uptime() * 10);
  }

  private record Stat(long pid, String command, char state, long parent, long session, long ticks) {
    /** The name in parentheses may hold anything, so count from the last one. */
    static Stat parse(long pid, String line) {
      int end = line.lastIndexOf(')');
      String[] rest = line.substring(end + 2).split(" ");
      return new Stat(
          pid,
          line.substring(line.indexOf('(') + 1, end).replaceAll("\\p{Cntrl}", "?"),
          rest[0].charAt(0),
          Long.parseLong(rest[1]),
          Long.parseLong(rest[3]),
          Long.parseLong(rest[19]));
    }

    OsProcess with(Marks marks, Instant boot) {
      Instant startedAt = boot.plusMillis(ticks * 1000 / TICKS_PER_SECOND);
      return new OsProcess(
          pid + "@" + ticks, pid, parent, session, state, command, startedAt, marks);
    }
  }
}

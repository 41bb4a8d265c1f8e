package dev.gelada.cli.crash;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** This machine's processes as the kernel tells them, read without Gelada's own code. */
public final class ProcessTable {
  private static final Path PROC = Path.of("/proc");

  private ProcessTable() {}

  /** {@code T} for a stopped one; {@code Z} and blank for one that has ended. */
  public static char state(long pid) {
    try {
      String stat = Files.readString(PROC.resolve(pid + "/stat"));
      return stat.charAt(stat.lastIndexOf(')') + 2);
    } catch (IOException gone) {
      return ' ';
    }
  }

  /** When it was started, in the kernel's ticks since boot: with the pid its identity. */
  public static long startOf(long pid) throws IOException {
    String stat = Files.readString(PROC.resolve(pid + "/stat"));
    return Long.parseLong(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[19]);
  }

  /** Pids of live processes with such a variable ({@code NAME=value}) in their environment. */
  public static List<Long> with(Predicate<String> variable) throws IOException {
    try (Stream<Path> entries = Files.list(PROC)) {
      return entries
          .map(entry -> entry.getFileName().toString())
          .filter(name -> name.chars().allMatch(Character::isDigit))
          .map(Long::valueOf)
          .filter(pid -> "ZX ".indexOf(state(pid)) < 0)
          .filter(pid -> environment(pid).anyMatch(variable))
          .toList();
    }
  }

  private static Stream<String> environment(long pid) {
    try {
      return Stream.of(
          new String(
                  Files.readAllBytes(PROC.resolve(pid + "/environ")), StandardCharsets.ISO_8859_1)
              .split("\0"));
    } catch (IOException goneOrAnothers) {
      return Stream.empty();
    }
  }
}

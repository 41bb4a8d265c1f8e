package dev.gelada.core.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes entries as proc(5) describes them. */
final class FakeTable {
  private FakeTable() {}

  static void add(
      Path root,
      long pid,
      long parent,
      long session,
      String command,
      char state,
      long ticks,
      String environ)
      throws IOException {
    Path folder = Files.createDirectories(root.resolve(Long.toString(pid)));
    String stat =
        "%d (%s) %c %d %d %d 0 -1 4194304 1 2 3 4 5 6 7 8 20 0 1 0 %d 9 9 9 9\n"
            .formatted(pid, command, state, parent, pid, session, ticks);
    Files.write(folder.resolve("stat"), stat.getBytes(StandardCharsets.ISO_8859_1));
    Files.writeString(folder.resolve("environ"), environ);
    Files.writeString(
        folder.resolve("status"),
        "Name:\tx\nUid:\t1000\t1000\t1000\t1000\nCapEff:\t0000000000000000\n");
  }

  /** The same with another owner. */
  static void owner(Path root, long pid, int user, String capabilities) throws IOException {
    Files.writeString(
        root.resolve(pid + "/status"),
        "Uid:\t%d\t%d\t%d\t%d\nCapEff:\t%s\n".formatted(user, user, user, user, capabilities));
  }
}

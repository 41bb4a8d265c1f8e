package dev.gelada.proxy.attack;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The files of one proxy process, for its user alone.
 *
 * @param folder where they are
 * @param key what their names begin with
 */
record Home(Path folder, String key) {
  /** The only way in: makes a key that is a file name. */
  static Home of(Path folder, String name) {
    return new Home(folder, name.replaceAll("[^A-Za-z0-9._-]", "-"));
  }

  /** What the process reads at its start. */
  Path config() {
    return folder.resolve(key + ".config.json");
  }

  /** What the process writes once it serves: who it is and where its control API is. */
  Path state() {
    return folder.resolve(key + ".json");
  }

  /** What it prints. */
  Path log() {
    return folder.resolve(key + ".log");
  }

  /** Makes the folder and writes the configuration, whole or not at all. */
  void prepare(List<Map<String, Object>> proxies) throws IOException {
    Files.createDirectories(folder);
    boolean posix = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
    if (posix) {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    }
    Path draft = Files.createTempFile(folder, key, ".new");
    Files.writeString(draft, JsonMapper.shared().writeValueAsString(proxies));
    try {
      Files.move(draft, config(), StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException plain) {
      Files.move(draft, config(), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** What the process wrote, if it did; not whether that process still runs. */
  Optional<JsonNode> written() throws IOException {
    if (!Files.exists(state())) {
      return Optional.empty();
    }
    try {
      return Optional.ofNullable(JsonMapper.shared().readTree(Files.readString(state())));
    } catch (JacksonException half) {
      return Optional.empty(); // it is being written
    }
  }

  /** The end of what it printed, in words. */
  String lastWords() {
    try {
      List<String> lines = Files.readAllLines(log(), StandardCharsets.UTF_8);
      String last =
          lines.stream().filter(line -> !line.isBlank()).reduce("", (before, line) -> line);
      return last.isEmpty()
          ? "It printed nothing."
          : "Its last words: %s (all of them: %s)".formatted(last.strip(), log());
    } catch (IOException unread) {
      return "What it printed cannot be read: " + log();
    }
  }

  /** Removes what a process that has ended left, but for its log. */
  void clear() throws IOException {
    Files.deleteIfExists(config());
    Files.deleteIfExists(state());
  }
}

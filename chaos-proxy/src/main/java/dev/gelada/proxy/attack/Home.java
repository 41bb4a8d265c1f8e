package dev.gelada.proxy.attack;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where the processes of one declared proxy keep their files, for their user alone. Each start has
 * files of its own, so of two at once neither writes over what the other one says.
 *
 * @param folder where they are
 * @param key what their names begin with
 */
record Home(Path folder, String key) {
  private static final String STATE = ".state.json";

  /** One start of a process. */
  record Start(Path folder, Path config, Path state, Path log) {
    /** Why it did not come to serve, in its own words; empty if it has not said so. */
    Optional<String> failure() throws IOException {
      return read(state)
          .map(written -> written.path("error").asString(""))
          .filter(error -> !error.isBlank());
    }

    /** Removes what only those read who started it. */
    void forget() throws IOException {
      Files.deleteIfExists(config);
      if (failure().isPresent()) {
        Files.deleteIfExists(state);
      }
      if (Files.exists(log) && Files.size(log) == 0) {
        Files.delete(log);
      }
    }
  }

  /** Makes a file name of the key. */
  static Home of(Path folder, String name) {
    return new Home(folder, name.replaceAll("[^A-Za-z0-9.-]", "-") + "_");
  }

  /** Makes the files of another start. */
  Start prepare(List<Map<String, Object>> proxies) throws IOException {
    Files.createDirectories(folder);
    if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    }
    Path config = Files.createTempFile(folder, key, ".config.json");
    String name = config.getFileName().toString().replace(".config.json", "");
    Files.writeString(config, JsonMapper.shared().writeValueAsString(proxies));
    return new Start(folder, config, folder.resolve(name + STATE), folder.resolve(name + ".log"));
  }

  /** What processes wrote that came to serve; not whether they still do. */
  List<JsonNode> written() throws IOException {
    List<JsonNode> written = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, key + "*" + STATE)) {
        for (Path file : files) {
          read(file).ifPresent(written::add);
        }
      }
    }
    return written;
  }

  private static Optional<JsonNode> read(Path state) throws IOException {
    try {
      return Files.exists(state)
          ? Optional.ofNullable(JsonMapper.shared().readTree(Files.readString(state)))
          : Optional.empty();
    } catch (JacksonException | java.nio.file.NoSuchFileException gone) {
      return Optional.empty();
    }
  }
}

package dev.gelada.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gelada.core.config.Catalogs;
import dev.gelada.core.config.ReferencePages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The pages in docs/reference are what the plug-ins of all modules say of themselves. */
class ReferenceTest {
  private static final Path FOLDER = Path.of("..", "docs", "reference");

  @Test
  void the_reference_is_up_to_date() throws IOException {
    Map<String, String> pages =
        new TreeMap<>(ReferencePages.pages(Catalogs.load(ReferenceTest.class.getClassLoader())));
    if (Boolean.getBoolean("gelada.write")) {
      Files.createDirectories(FOLDER);
      for (Map.Entry<String, String> page : pages.entrySet()) {
        Files.writeString(FOLDER.resolve(page.getKey()), page.getValue());
      }
    }

    assertThat(written())
        .as("docs/reference is stale; CONTRIBUTING.md says how to write it again")
        .isEqualTo(pages);
  }

  private static Map<String, String> written() throws IOException {
    Map<String, String> written = new TreeMap<>();
    try (Stream<Path> files = Files.list(FOLDER)) {
      for (Path file : files.toList()) {
        written.put(file.getFileName().toString(), Files.readString(file));
      }
    }
    return written;
  }
}

package dev.gelada.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoCommandTest {
  @TempDir Path folder;

  @Test
  void says_why_it_cannot_write_and_not_the_path_again() throws IOException {
    Path taken = Files.createFile(folder.resolve("gelada-demo"));

    IOException failure =
        catchThrowableOfType(IOException.class, () -> Files.createDirectories(taken));

    assertThat(DemoCommand.reason(failure)).contains("is no folder");
    assertThat(DemoCommand.reason(new AccessDeniedException("/x"))).isEqualTo("permission denied");
    assertThat(DemoCommand.reason(new FileSystemException("/x", null, "Read-only file system")))
        .isEqualTo("Read-only file system");
  }
}

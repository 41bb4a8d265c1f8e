package dev.gelada.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginJarsTest {
  @TempDir Path folder;

  @Test
  void names_what_is_no_jar_and_passes_over_jars_and_folders() throws IOException {
    Path jar = folder.resolve("good.jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      out.putNextEntry(new JarEntry("word"));
    }
    Path broken = Files.writeString(folder.resolve("broken.jar"), "half a download");

    assertThat(PluginJars.unreadable(path(jar, folder, folder.resolve("missing.jar")))).isEmpty();
    assertThat(PluginJars.unreadable(path(jar, broken)))
        .singleElement()
        .asString()
        .contains("GELADA_PLUGINS", broken.toString());
  }

  private static String path(Path... entries) {
    return String.join(
        File.pathSeparator, java.util.Arrays.stream(entries).map(Path::toString).toList());
  }
}

package dev.gelada.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipFile;

/** The JVM passes over a jar that it cannot open without a word; whoever named one is told. */
final class PluginJars {
  private PluginJars() {}

  /** A line for each file of a class path that is no jar, or cannot be read. */
  static List<String> unreadable(String classPath) {
    List<String> lines = new ArrayList<>();
    for (String entry : classPath.split(File.pathSeparator)) {
      if (!entry.isEmpty() && Files.isRegularFile(Path.of(entry))) {
        try {
          new ZipFile(entry).close();
        } catch (IOException unopened) {
          lines.add(
              "gelada: GELADA_PLUGINS leads to %s, which cannot be opened as a jar: %s. Build or copy it again, or leave it out."
                  .formatted(entry, reason(unopened, entry)));
        }
      }
    }
    return lines;
  }

  private static String reason(IOException failure, String entry) {
    String message = String.valueOf(failure.getMessage());
    return message.equals(entry) ? failure.getClass().getSimpleName() : message;
  }
}

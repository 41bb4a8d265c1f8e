package dev.gelada.junit.scope;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files of tests. */
final class Found {
  private Found() {}

  /** A resource beside a class, one of the class path, or a file, in that order. */
  static byte[] bytes(String name, Class<?> beside) {
    try (InputStream near = beside.getResourceAsStream(name);
        InputStream far = beside.getClassLoader().getResourceAsStream(name)) {
      if (near != null) {
        return near.readAllBytes();
      }
      if (far != null) {
        return far.readAllBytes();
      }
      Path file = Path.of(name);
      if (Files.isRegularFile(file)) {
        return Files.readAllBytes(file);
      }
    } catch (IOException e) {
      throw new FaultRefused(name + " cannot be read: " + e.getMessage());
    }
    throw new FaultRefused(
        "there is no %s beside %s, on the class path or in %s."
            .formatted(name, beside.getSimpleName(), Path.of("").toAbsolutePath()));
  }
}

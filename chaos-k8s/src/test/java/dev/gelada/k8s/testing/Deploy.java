package dev.gelada.k8s.testing;

import java.nio.file.Path;

/** Where {@code deploy/} is. */
public final class Deploy {
  private Deploy() {}

  /** The folder itself. */
  public static Path folder() {
    return Path.of("").toAbsolutePath().resolveSibling("deploy");
  }
}

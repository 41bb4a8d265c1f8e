package dev.gelada.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints. */
final class Version implements IVersionProvider {
  /** This Gelada's version, as it stands in trails. */
  static String number() {
    Properties built = new Properties();
    try (InputStream in = Version.class.getResourceAsStream("version.properties")) {
      if (in != null) {
        built.load(in);
      }
    } catch (IOException unreadable) {
      throw new UncheckedIOException("reading version.properties of the jar", unreadable);
    }
    return built.getProperty("version", "unknown");
  }

  @Override
  public String[] getVersion() {
    return new String[] {
      "gelada " + number(),
      "Java %s (%s), %s %s"
          .formatted(
              Runtime.version(),
              System.getProperty("java.vendor"),
              System.getProperty("os.name"),
              System.getProperty("os.arch"))
    };
  }
}

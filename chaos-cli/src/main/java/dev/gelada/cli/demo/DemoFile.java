package dev.gelada.cli.demo;

import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The demo's experiment as a file like anybody's: demo.yaml of the jar, with this machine's class
 * path and two free ports put in, so that {@code gelada run} takes it too.
 *
 * @param path where it lies
 * @param text what is run, even if another demo writes the file anew meanwhile
 * @param port where the customers tell how they are served
 */
record DemoFile(Path path, String text, int port) {
  /** Below the ports that {@code launch} chooses from, so that both do not meet. */
  private static final int FIRST_PORT = 18_000;

  private static final int PORTS = 2_000;

  /** Writes it into a folder, in place of an earlier one. */
  static DemoFile write(Path folder) throws IOException {
    int port = freePort(-1);
    String text =
        resource()
            .replace("${GELADA_DEMO_PORT}", Integer.toString(port))
            .replace("${GELADA_DEMO_STOCK}", Integer.toString(freePort(port)))
            .replace("${GELADA_DEMO_CLASSES}", quoted(classes().toString()));
    Path path = folder.resolve("demo.yaml");
    Path draft = Files.createTempFile(folder, ".demo", ".yaml");
    try {
      Files.writeString(draft, text);
      Files.move(draft, path, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(draft);
    }
    return new DemoFile(path, text, port);
  }

  /** As it stands in the jar, with its variables. */
  static String resource() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            DemoFile.class.getResourceAsStream("demo.yaml"), "demo.yaml is not in the jar")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** The jar, or the folder of classes, that shop and customers are in. */
  static Path classes() throws IOException {
    try {
      return Path.of(Shop.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IOException("the place of this program cannot be found out", e);
    }
  }

  /** For a place between double quotes. */
  private static String quoted(String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"").replace("${", "$${");
  }

  private static int freePort(int taken) throws IOException {
    int start = ThreadLocalRandom.current().nextInt(PORTS); // demos side by side seldom meet
    for (int i = 0; i < PORTS; i++) {
      int port = FIRST_PORT + (start + i) % PORTS;
      try (ServerSocket socket = new ServerSocket()) {
        socket.bind(Loopback.address(port));
        if (port != taken) {
          return port;
        }
      } catch (IOException inUse) {
        // the next one
      }
    }
    throw new IOException(
        "no port from %d to %d is free".formatted(FIRST_PORT, FIRST_PORT + PORTS - 1));
  }
}

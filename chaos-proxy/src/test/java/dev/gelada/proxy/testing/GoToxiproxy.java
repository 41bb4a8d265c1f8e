package dev.gelada.proxy.testing;

import dev.gelada.core.testing.Await;
import dev.gelada.core.testing.RealSystem;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Toxiproxy 2.12.0 itself, the reference that ours is held against: its server as a process that
 * ends with the test, or after ten minutes whatever happens, and its command line.
 */
public final class GoToxiproxy implements AutoCloseable {
  private static final String NAME = "GELADA_TOXIPROXY";
  private static final String HOW =
      "Toxiproxy 2.12.0 is needed: go install"
          + " github.com/Shopify/toxiproxy/v2/cmd/server@v2.12.0 and …/cmd/cli@v2.12.0, both into"
          + " ~/.cache/gelada/toxiproxy-2.12.0 or a folder that "
          + NAME
          + " names";
  private static final String LONGEST_SECONDS = "600";
  private static final Duration UP_WITHIN = Duration.ofSeconds(20);

  private final Process process;
  private final int port;

  private GoToxiproxy(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** What a run of the command line left behind. */
  public record Run(int exit, String out) {}

  /** Starts a server on a free port; skips the test where there is none. */
  public static GoToxiproxy start(String... options) throws Exception {
    Path server = binary("server");
    int port = freePort();
    List<String> command =
        new ArrayList<>(List.of("timeout", "-k", "5", LONGEST_SECONDS, server.toString()));
    command.addAll(List.of("-host", "127.0.0.1", "-port", String.valueOf(port)));
    command.addAll(List.of(options));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    GoToxiproxy started = new GoToxiproxy(process, port);
    try {
      Await.until("Toxiproxy listens", UP_WITHIN, () -> !process.isAlive() || listens(port));
      if (!process.isAlive()) {
        throw new IOException("Toxiproxy ended with exit code " + process.exitValue());
      }
    } catch (Exception | AssertionError failed) {
      started.close();
      throw failed;
    }
    return started;
  }

  /** Where its API listens, on 127.0.0.1. */
  public int port() {
    return port;
  }

  /** Runs the command line against an API on 127.0.0.1; both its outputs in one. */
  public static Run cli(int port, String... arguments) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                "timeout", "-k", "5", "60", binary("cli").toString(), "-h", "127.0.0.1:" + port));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Run(process.waitFor(), out);
  }

  /** Skips the test where it is not there. */
  private static Path binary(String name) {
    Optional<Path> found =
        Stream.of(System.getProperty(NAME), System.getenv(NAME))
            .filter(Objects::nonNull)
            .map(Path::of)
            .findFirst()
            .or(() -> Optional.of(cache().resolve("gelada").resolve("toxiproxy-2.12.0")))
            .map(folder -> folder.resolve(name))
            .filter(Files::isExecutable);
    RealSystem.needed(found.isPresent(), HOW);
    return found.orElseThrow();
  }

  private static Path cache() {
    String set = System.getenv("XDG_CACHE_HOME");
    return set == null || set.isEmpty()
        ? Path.of(System.getProperty("user.home"), ".cache")
        : Path.of(set);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static boolean listens(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }

  /** Ends the server by its process; {@code timeout} hands the signal on. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
      }
    } catch (InterruptedException hurry) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}

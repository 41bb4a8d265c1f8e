package dev.gelada.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gelada.cli.Terminal.Typed;
import dev.gelada.core.plugin.SystemTime;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The shipped sample that needs nothing set up, whichever of its replicas chance strikes. */
@EnabledOnOs(OS.LINUX)
class OwnProcessesIT {
  private static final Path SAMPLE = Path.of("..", "schedules", "own-processes.yaml");

  @TempDir Path folder;
  private Terminal terminal = Terminal.at(Path.of("."));

  @BeforeEach
  void sit_down() {
    terminal = new Terminal(folder, new SystemTime()).without("GELADA_TRAIL");
  }

  @RepeatedTest(3)
  void always_holds() throws IOException {
    String sample = Files.readString(SAMPLE);
    assertThat(sample).contains("basePort: 18080", "127.0.0.1:18081/", "127.0.0.1:18082/");
    // the sample's own ports may be taken where tests run
    String file = terminal.file("own.yaml", sample.replace("1808", Integer.toString(ports())));

    Typed run = terminal.type("run", file);

    assertThat(run.exit()).as(run.all()).isZero();
    assertThat(run.out()).contains("kill-process", "pause-process", "held (exit 0)");
  }

  /** A number of which the ports that begin with it and end in 0, 1 and 2 are free. */
  private static int ports() {
    return IntStream.range(2500, 3000)
        .filter(tens -> IntStream.range(0, 3).allMatch(last -> free(tens * 10 + last)))
        .findFirst()
        .orElseThrow();
  }

  private static boolean free(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException taken) {
      return false;
    }
  }
}

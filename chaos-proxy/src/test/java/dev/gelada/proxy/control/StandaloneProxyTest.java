package dev.gelada.proxy.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gelada.proxy.Options;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class StandaloneProxyTest {
  @TempDir Path folder;

  @Test
  @Timeout(value = 60, unit = TimeUnit.SECONDS)
  void closing_ends_the_api_and_the_proxies() throws Exception {
    StandaloneProxy standalone =
        start("[{\"name\":\"p\",\"listen\":\"127.0.0.1:0\",\"upstream\":\"127.0.0.1:1\"}]");
    int control = standalone.address().getPort();
    int proxy = standalone.proxies().proxy("p").orElseThrow().address().orElseThrow().getPort();
    connect(control);
    connect(proxy);

    standalone.close();
    standalone.close();

    standalone.await();
    assertThatThrownBy(() -> connect(control)).isInstanceOf(ConnectException.class);
    assertThatThrownBy(() -> connect(proxy)).isInstanceOf(ConnectException.class);
  }

  @Test
  void a_start_that_fails_leaves_nothing_behind() throws Exception {
    int free;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
    }
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String proxies =
          """
          [{"name": "a", "listen": "127.0.0.1:%d", "upstream": "u:1"},
           {"name": "b", "listen": "127.0.0.1:%d", "upstream": "u:1"}]
          """
              .formatted(free, taken.getLocalPort());

      assertThatThrownBy(() -> start(proxies))
          .isInstanceOf(IOException.class)
          .hasMessage(
              "proxy 'b': listen tcp 127.0.0.1:%d: bind: address already in use",
              taken.getLocalPort());
      assertThatThrownBy(() -> connect(free)).isInstanceOf(ConnectException.class);
    }
  }

  @Test
  void proxies_of_a_file_carry_their_faults_from_the_first_connection_on() throws Exception {
    try (StandaloneProxy standalone =
        start(
            """
            [{"name": "p", "listen": "127.0.0.1:0", "upstream": "u:1",
              "faults": [{"type": "refuse", "for": "1h"}]}]
            """)) {
      assertThat(standalone.proxies().proxy("p").orElseThrow().address()).isEmpty();
      assertThat(standalone.proxies().proxy("p").orElseThrow().faults()).hasSize(1);
    }
  }

  private StandaloneProxy start(String config) throws IOException {
    Path file = folder.resolve("proxies.json");
    Files.writeString(file, config);
    return StandaloneProxy.start(
        new StandaloneProxy.Settings(
            ControlOptions.DEFAULT.at(Served.FREE), Options.DEFAULT, file));
  }

  private static void connect(int port) throws IOException {
    new Socket(InetAddress.getLoopbackAddress(), port).close();
  }
}

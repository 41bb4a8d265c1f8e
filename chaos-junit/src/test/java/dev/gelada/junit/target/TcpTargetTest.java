package dev.gelada.junit.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gelada.junit.ChaosExtension;
import dev.gelada.junit.Unused;
import dev.gelada.junit.WithDown;
import dev.gelada.junit.WithLatency;
import dev.gelada.junit.WithReset;
import dev.gelada.junit.scope.ActiveFault;
import dev.gelada.junit.scope.Fault;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(30)
@ExtendWith(ChaosExtension.class)
class TcpTargetTest {
  @RegisterExtension static final TcpTarget ECHO = TcpTarget.named("echo").later();

  private static ServerSocket server;

  @BeforeAll
  static void serve() throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread thread = new Thread(TcpTargetTest::echo, "echo");
    thread.setDaemon(true);
    thread.start();
    int port = ECHO.port();
    ECHO.upstream("127.0.0.1", server.getLocalPort());
    assertThat(ECHO.port()).as("the address was there before the server").isEqualTo(port);
  }

  @AfterAll
  static void close() throws IOException {
    server.close();
  }

  private static void echo() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        Thread thread =
            new Thread(
                () -> {
                  try (client;
                      InputStream in = client.getInputStream()) {
                    in.transferTo(client.getOutputStream());
                  } catch (IOException ended) {
                    // as clients do
                  }
                });
        thread.setDaemon(true);
        thread.start();
      } catch (IOException closed) {
        return;
      }
    }
  }

  private static Socket connect() throws IOException {
    Socket socket = new Socket(ECHO.host(), ECHO.port());
    socket.setSoTimeout(10_000);
    return socket;
  }

  private static long roundTrip(Socket socket) throws IOException {
    long begun = System.nanoTime();
    socket.getOutputStream().write(7);
    assertThat(socket.getInputStream().read()).isEqualTo(7);
    return (System.nanoTime() - begun) / 1_000_000;
  }

  @Test
  @WithLatency(target = "echo", delay = "400ms")
  void a_slow_line_of_an_annotation() throws IOException {
    try (Socket socket = connect()) {
      assertThat(roundTrip(socket)).isGreaterThanOrEqualTo(400);
    }
  }

  @Test
  void a_connection_that_is_open_is_slowed_and_fast_again() throws IOException {
    try (Socket socket = connect()) {
      roundTrip(socket);
      try (ActiveFault slow =
          ECHO.inject(Fault.of("latency").with("delay", Duration.ofMillis(400)))) {
        assertThat(roundTrip(socket)).isGreaterThanOrEqualTo(400);
        assertThat(slow.met().struck()).isEqualTo(1);
      }
      assertThat(roundTrip(socket)).isLessThan(400);
    }
  }

  @Test
  @WithReset(target = "echo")
  void connections_are_reset() throws IOException {
    try (Socket socket = connect()) {
      assertThatThrownBy(() -> roundTrip(socket))
          .isInstanceOfAny(SocketException.class, AssertionError.class);
    }
  }

  @Test
  @WithDown(target = "echo", unused = Unused.ALLOWED)
  void a_server_that_is_not_there_refuses() {
    assertThatThrownBy(TcpTargetTest::connect).isInstanceOf(IOException.class);
  }

  @Test
  void faults_that_met_nothing_know_it() throws IOException {
    try (Socket idle = connect()) {
      roundTrip(idle);
      ActiveFault slow = ECHO.inject(Fault.of("latency").with("delay", Duration.ofMillis(1)));
      assertThat(slow.met().nothing()).isTrue();
      roundTrip(idle);
      slow.close();
      assertThat(slow.met().seen()).isEqualTo(1);
    }
  }

  @Test
  void open_connections_can_be_dropped() throws IOException {
    try (Socket socket = connect()) {
      roundTrip(socket);
      ECHO.dropConnections();
      assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }
    try (Socket socket = connect()) {
      roundTrip(socket);
    }
  }
}

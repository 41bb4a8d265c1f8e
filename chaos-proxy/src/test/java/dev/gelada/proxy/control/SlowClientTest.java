package dev.gelada.proxy.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gelada.proxy.testing.RawHttp;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What one client does or fails to do costs only himself. */
class SlowClientTest {
  private static final Duration LONG = Duration.ofSeconds(60);

  private final List<Socket> sockets = new ArrayList<>();

  @AfterEach
  void closeAll() throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
  }

  @Test
  void half_a_request_delays_nobody() throws Exception {
    try (Served served = Served.start()) {
      for (int i = 0; i < 50; i++) {
        write(connect(served), "POST /proxies HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{");
      }

      long before = System.nanoTime();
      assertThat(served.send("GET", "/version").status()).isEqualTo(200);
      assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(5));
    }
  }

  @Test
  void half_a_request_is_given_up_however_it_trickles() throws Exception {
    try (Served served = Served.start(ControlOptions.DEFAULT, reading(Duration.ofMillis(600)))) {
      Socket socket = connect(served);
      long before = System.nanoTime();
      int sent = 0;
      try {
        while (System.nanoTime() - before < LONG.toNanos()) {
          write(socket, sent++ == 0 ? "GET /version HTTP/1.1\r\nX: " : "x");
          socket.setSoTimeout(50);
          if (ended(socket)) {
            break;
          }
        }
      } catch (SocketException reset) {
        // given up while we wrote
      }

      assertThat(sent).isGreaterThan(1);
      assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(20));
    }
  }

  @Test
  void a_connection_that_is_not_used_is_closed() throws Exception {
    Limits limits = new Limits(LONG, LONG, LONG, Duration.ofMillis(300), 10, 1 << 20);
    try (Served served = Served.start(ControlOptions.DEFAULT, limits)) {
      Socket socket = connect(served);
      write(socket, "GET /version HTTP/1.1\r\nHost: x\r\n\r\n");
      assertThat(RawHttp.readOne(socket.getInputStream()).status()).isEqualTo(200);

      assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void connections_are_bounded() throws Exception {
    Limits limits = new Limits(LONG, LONG, LONG, LONG, 3, 1 << 20);
    try (Served served = Served.start(ControlOptions.DEFAULT, limits)) {
      List<Socket> taken = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        Socket socket = connect(served);
        write(socket, "GET /version HTTP/1.1\r\nHost: x\r\n\r\n");
        assertThat(RawHttp.readOne(socket.getInputStream()).status()).isEqualTo(200);
        taken.add(socket);
      }

      Socket oneTooMany = connect(served);
      assertThat(oneTooMany.getInputStream().read()).isEqualTo(-1);

      taken.get(0).close();
      dev.gelada.core.testing.Await.until(
          "a place is free again",
          Duration.ofSeconds(10),
          () -> {
            try {
              return served.send("GET", "/version").status() == 200;
            } catch (IOException full) {
              return false;
            }
          });
    }
  }

  @Test
  void requests_sent_ahead_are_answered_in_their_order() throws Exception {
    try (Served served = Served.start()) {
      Socket socket = connect(served);
      StringBuilder requests = new StringBuilder();
      for (int i = 0; i < 30; i++) {
        requests.append("GET /proxies/%d HTTP/1.1\r\nHost: x\r\n\r\n".formatted(i));
        requests.append("GET /version HTTP/1.1\r\nHost: x\r\n\r\n");
      }
      write(socket, requests.toString());

      for (int i = 0; i < 30; i++) {
        assertThat(RawHttp.readOne(socket.getInputStream()).status()).isEqualTo(404);
        assertThat(RawHttp.readOne(socket.getInputStream()).status()).isEqualTo(200);
      }
    }
  }

  @Test
  void a_client_that_sends_no_more_is_still_answered() throws Exception {
    try (Served served = Served.start()) {
      Socket socket = connect(served);
      write(socket, "GET /version HTTP/1.1\r\nHost: x\r\n\r\n");
      socket.shutdownOutput();

      assertThat(RawHttp.readOne(socket.getInputStream()).status()).isEqualTo(200);
    }
  }

  @Test
  void what_is_no_http_is_refused() throws Exception {
    try (Served served = Served.start()) {
      for (String nonsense :
          List.of("nonsense\r\n\r\n", "GET\r\n\r\n", "\u0016\u0003\u0001\r\n\r\n")) {
        Socket socket = connect(served);
        write(socket, nonsense);
        String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(answer).startsWith("HTTP/1.1 400 ");
      }
    }
  }

  private static Limits reading(Duration read) {
    return new Limits(read, LONG, LONG, LONG, 10, 1 << 20);
  }

  private static boolean ended(Socket socket) throws IOException {
    try {
      return socket.getInputStream().read() < 0;
    } catch (java.net.SocketTimeoutException notYet) {
      return false;
    }
  }

  private Socket connect(Served served) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), served.port());
    socket.setSoTimeout(30_000);
    sockets.add(socket);
    return socket;
  }

  private static void write(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    socket.getOutputStream().flush();
  }
}

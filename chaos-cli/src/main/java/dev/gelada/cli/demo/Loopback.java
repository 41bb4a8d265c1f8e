package dev.gelada.cli.demo;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The little HTTP that shop and customers speak with each other. */
final class Loopback {
  /** The demo takes a minute; whatever is forgotten of it does not stay for ever. */
  static final Duration LONGEST_LIFE = Duration.ofMinutes(10);

  private Loopback() {}

  /** A port of this machine that nobody outside reaches. */
  static InetSocketAddress address(int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  /** Whether a GET is answered with 200 in time. A connection of its own: no stale ones. */
  static boolean get(int port, String path, Duration within) {
    try {
      HttpURLConnection connection =
          (HttpURLConnection) URI.create("http://127.0.0.1:" + port + path).toURL().openConnection();
      connection.setConnectTimeout((int) within.toMillis());
      connection.setReadTimeout((int) within.toMillis());
      connection.setRequestProperty("Connection", "close");
      try (InputStream body = connection.getInputStream()) {
        body.readAllBytes();
      }
      return connection.getResponseCode() == 200;
    } catch (IOException refusedOrLate) {
      return false;
    }
  }

  static void answer(HttpExchange exchange, int status, String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    try (exchange) {
      exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }

  /** Ends this process after a while, whatever it is doing. */
  static void endAfter(Duration life) {
    Thread end =
        new Thread(
            () -> {
              try {
                TimeUnit.NANOSECONDS.sleep(life.toNanos());
              } catch (InterruptedException now) {
                // nobody interrupts it, and if somebody does, the end has come
              }
              Runtime.getRuntime().halt(0);
            },
            "end");
    end.setDaemon(true);
    end.start();
  }
}

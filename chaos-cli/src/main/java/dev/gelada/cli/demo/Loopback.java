package dev.gelada.cli.demo;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
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

  /** Whether a GET is answered with 200 in time. */
  static boolean get(int port, String path, Duration within) {
    return text(port, path, within).isPresent();
  }

  /** What a GET is answered with; empty if not with 200, or too late. */
  static Optional<String> text(int port, String path, Duration within) {
    try {
      HttpURLConnection connection =
          (HttpURLConnection)
              URI.create("http://127.0.0.1:" + port + path).toURL().openConnection(Proxy.NO_PROXY);
      connection.setConnectTimeout((int) within.toMillis());
      connection.setReadTimeout((int) within.toMillis());
      // one of its own each time: nothing stale is used again when a replica has died
      connection.setRequestProperty("Connection", "close");
      try (InputStream body = connection.getInputStream()) {
        String text = new String(body.readAllBytes(), StandardCharsets.UTF_8);
        return connection.getResponseCode() == 200 ? Optional.of(text) : Optional.empty();
      }
    } catch (IOException refusedOrLate) {
      return Optional.empty();
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

package dev.gelada.core.process;

import dev.gelada.core.plugin.Connections;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Whether a replica serves. */
interface Readiness {
  /** Long for a loopback and short for a look at a group; a paused replica is not even asked. */
  Duration PATIENCE = Duration.ofSeconds(1);

  /** Asks once; never completes exceptionally, and within {@link #PATIENCE}. */
  CompletableFuture<Boolean> ask(Template replica);

  /** How long it may take at the start. */
  Duration within();

  /** Whether it needs a port. */
  default boolean needsPort() {
    return false;
  }

  /**
   * From the settings.
   *
   * @throws IllegalArgumentException if they are not one address
   */
  static Readiness of(Launching.@Nullable Ready ready, Connections with) {
    if (ready == null) {
      return new Always();
    }
    String http = ready.http();
    String tcp = ready.tcp();
    if ((http == null) == (tcp == null)) {
      throw new IllegalArgumentException("ready has one of http and tcp");
    }
    if (ready.within().isNegative() || ready.within().isZero()) {
      throw new IllegalArgumentException("ready.within is longer than nothing");
    }
    Template sample = new Template(0, 1);
    if (http != null) {
      if (!isHttp(sample.fill(http))) {
        throw new IllegalArgumentException("ready.http is like http://127.0.0.1:{port}/health");
      }
      return new Http(http, ready.within(), with);
    }
    if (tcp == null || !Tcp.ADDRESS.matcher(sample.fill(tcp)).matches()) {
      throw new IllegalArgumentException("ready.tcp is like 127.0.0.1:{port}");
    }
    return new Tcp(tcp, ready.within());
  }

  private static boolean isHttp(String text) {
    try {
      URI url = new URI(text);
      return url.getHost() != null
          && ("http".equals(url.getScheme()) || "https".equals(url.getScheme()));
    } catch (URISyntaxException not) {
      return false;
    }
  }

  /** As soon as it runs. */
  record Always() implements Readiness {
    @Override
    public CompletableFuture<Boolean> ask(Template replica) {
      return CompletableFuture.completedFuture(true);
    }

    @Override
    public Duration within() {
      return Duration.ofSeconds(30);
    }
  }

  /**
   * By HTTP.
   *
   * @param url with placeholders
   * @param within at the start
   * @param with knows the client
   */
  record Http(String url, Duration within, Connections with) implements Readiness {
    @Override
    public CompletableFuture<Boolean> ask(Template replica) {
      HttpRequest request = HttpRequest.newBuilder(URI.create(replica.fill(url))).GET().build();
      CompletableFuture<HttpResponse<Void>> answer =
          with.get(HttpClient.class).sendAsync(request, HttpResponse.BodyHandlers.discarding());
      return answer
          .copy()
          .orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
          .handle(
              (response, failed) -> {
                answer.cancel(true); // no connection stays behind after the patience is over
                return failed == null && response.statusCode() / 100 == 2;
              });
    }

    @Override
    public boolean needsPort() {
      return url.contains(Template.PORT);
    }
  }

  /**
   * By TCP.
   *
   * @param address with placeholders
   * @param within at the start
   */
  record Tcp(String address, Duration within) implements Readiness {
    static final Pattern ADDRESS = Pattern.compile("([^:\\s]+|\\[[0-9a-fA-F:]+]):(\\d{1,5})");

    @Override
    public CompletableFuture<Boolean> ask(Template replica) {
      Matcher at = ADDRESS.matcher(replica.fill(address));
      if (!at.matches()) {
        return CompletableFuture.completedFuture(false);
      }
      return CompletableFuture.supplyAsync(
          () -> {
            try (Socket socket = new Socket()) {
              socket.connect(
                  new InetSocketAddress(at.group(1), Integer.parseInt(at.group(2))),
                  (int) PATIENCE.toMillis());
              return true;
            } catch (IOException | IllegalArgumentException refused) {
              return false;
            }
          });
    }

    @Override
    public boolean needsPort() {
      return address.contains(Template.PORT);
    }
  }
}

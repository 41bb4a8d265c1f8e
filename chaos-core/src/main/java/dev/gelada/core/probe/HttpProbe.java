package dev.gelada.core.probe;

import dev.gelada.core.plugin.Connections;
import dev.gelada.core.plugin.Deadline;
import dev.gelada.core.plugin.Default;
import dev.gelada.core.plugin.Doc;
import dev.gelada.core.plugin.Example;
import dev.gelada.core.plugin.Secret;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * {@code http: URL}: a GET that must be answered with a status, in time. Details name host and port
 * only: paths and queries may hold tokens, and so may what a server says.
 */
@Doc("sends GET and checks status, speed and text of the answer; measures milliseconds")
public final class HttpProbe implements ProbeType<HttpProbe.Settings> {
  /** Enough for every health page; more is not read. */
  private static final int BODY_BOUND = 64 * 1024;

  /**
   * What the file says.
   *
   * @param url http or https, without user and password
   * @param faster the limit for the whole answer; null for none
   * @param status what counts as right
   * @param contains text in the first 64 KiB of the body; null for any
   * @param headers by name; their values never show
   * @param timeout after which there is no answer
   */
  @Example("{http: \"http://shop.example/health\", faster: 500ms}")
  public record Settings(
      @Doc("http or https; secrets belong into headers") URI url,
      @Doc("how fast the whole answer must be") @Nullable Duration faster,
      @Doc("right statuses: 2xx, 200, 200-299, or several with commas") @Default("2xx")
          String status,
      @Doc("text that the first 64 KiB of the body must contain") @Nullable String contains,
      @Doc("request headers; their values never show") @Default("{}") Map<String, Secret> headers,
      @Doc("no answer after this long is a miss") @Default("5s") Duration timeout) {
    public Settings {
      headers = Map.copyOf(headers);
    }
  }

  @Override
  public String name() {
    return "http";
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  public Probe create(Settings settings, Connections with) {
    return new Get(
        request(settings),
        new Speed(settings.faster(), settings.timeout()),
        StatusRange.parse(settings.status()),
        settings.contains(),
        with);
  }

  private static HttpRequest request(Settings settings) {
    URI url = settings.url();
    // the messages leave the URL out: what is wrong with it may be the secret in it
    if (url.getHost() == null
        || !("http".equalsIgnoreCase(url.getScheme())
            || "https".equalsIgnoreCase(url.getScheme()))) {
      throw new IllegalArgumentException(
          "the URL of an http probe is http://… or https://… with a host");
    }
    if (url.getRawUserInfo() != null) {
      throw new IllegalArgumentException(
          "the URL of an http probe has no user and password; use headers: {Authorization: …}");
    }
    HttpRequest.Builder request = HttpRequest.newBuilder(url).GET();
    settings
        .headers()
        .forEach(
            (name, value) -> {
              try {
                request.setHeader(name, value.value());
              } catch (IllegalArgumentException bad) {
                // no cause: its message holds the value
                throw new IllegalArgumentException(
                    "header '"
                        + name
                        + "' cannot be sent: its name is reserved or its value is not text");
              }
            });
    return request.build();
  }

  private record Get(
      HttpRequest request,
      Speed speed,
      StatusRange right,
      @Nullable String contains,
      Connections with)
      implements Probe {
    @Override
    public Measure measure(Deadline deadline) throws InterruptedException {
      if (deadline.passed()) {
        return Speed.unknown("no time was left to measure");
      }
      HttpClient client;
      try {
        client = with.get(HttpClient.class);
      } catch (Connections.Unreachable unreachable) {
        return Speed.unknown("no HTTP client: " + unreachable.getMessage());
      }
      long begun = deadline.time().nanos();
      Deadline within = deadline.atMost(speed.timeout());
      CompletableFuture<HttpResponse<byte[]>> answer =
          client.sendAsync(request, info -> new FirstBytes(BODY_BOUND));
      try {
        HttpResponse<byte[]> response = answer.get(within.left().toNanos(), TimeUnit.NANOSECONDS);
        return judge(response, (deadline.time().nanos() - begun) / 1e6);
      } catch (TimeoutException late) {
        return speed.late((deadline.time().nanos() - begun) / 1e6);
      } catch (ExecutionException failed) {
        return failure(failed.getCause() == null ? failed : failed.getCause());
      } finally {
        answer.cancel(true); // closes the connection if the answer is still under way
      }
    }

    private Measure judge(HttpResponse<byte[]> response, double millis) {
      String status = server() + " answered " + response.statusCode();
      if (!right.has(response.statusCode())) {
        return Speed.wrong(millis, status);
      }
      if (contains != null
          && !new String(response.body(), StandardCharsets.UTF_8).contains(contains)) {
        return Speed.wrong(millis, status + " without the text");
      }
      return speed.right(millis, status);
    }

    private Measure failure(Throwable cause) {
      for (Throwable t = cause; t != null; t = t.getCause()) {
        if (t instanceof UnresolvedAddressException) {
          return Speed.unknown(server() + " has no address: its name cannot be resolved");
        }
      }
      if (cause instanceof ConnectException) {
        return Speed.none(server() + " accepts no connection");
      }
      if (cause instanceof SSLException) {
        return Speed.none("no secure connection to " + server());
      }
      // only the kind of failure: a message may quote what the server sent
      return Speed.none(server() + " broke off: " + cause.getClass().getSimpleName());
    }

    private String server() {
      URI url = request.uri();
      return url.getPort() < 0 ? url.getHost() : url.getHost() + ":" + url.getPort();
    }
  }
}

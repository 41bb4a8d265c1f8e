package dev.gelada.core.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.gelada.core.plugin.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpProbeIT {
  private static final String CANARY = "canary-6f1b2c";

  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch answer = new CountDownLatch(1);
  private final List<String> authorizations = new CopyOnWriteArrayList<>();
  private ExecutorService threads = Executors.newCachedThreadPool();
  private HttpServer server;

  HttpProbeIT() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  }

  @BeforeEach
  void serve() {
    server.setExecutor(threads);
    server.createContext(
        "/",
        exchange -> {
          String authorization = exchange.getRequestHeaders().getFirst("Authorization");
          authorizations.add(authorization == null ? "" : authorization);
          byte[] body = ("all is well " + CANARY).getBytes(StandardCharsets.UTF_8);
          int status = Integer.parseInt(exchange.getRequestURI().getPath().substring(1));
          exchange.getResponseHeaders().add("Location", "/200");
          exchange.sendResponseHeaders(status, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.createContext(
        "/slow",
        exchange -> {
          asked.countDown();
          await(answer);
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.createContext(
        "/stalled-body",
        exchange -> {
          exchange.sendResponseHeaders(200, 1000);
          exchange.getResponseBody().write(1);
          exchange.getResponseBody().flush();
          await(answer);
          exchange.close();
        });
    server.createContext(
        "/endless",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          byte[] junk = new byte[8192];
          try {
            while (answer.getCount() > 0) {
              exchange.getResponseBody().write(junk);
            }
          } catch (IOException closed) {
            exchange.close();
          }
        });
    server.start();
  }

  @AfterEach
  void stop() {
    answer.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  @Test
  void holds_and_measures_milliseconds() throws Exception {
    Measure measure = probe("/200", null, null).measure(ProbeTesting.within(10_000));

    assertThat(measure.verdict()).isEqualTo(Measure.Verdict.HOLDS);
    assertThat(measure.unit()).isEqualTo("ms");
    assertThat(measure.value()).isBetween(0.0, 10_000.0);
    assertThat(measure.detail()).startsWith("127.0.0.1:" + port() + " answered 200 in ");
  }

  @Test
  void another_status_breaks_it_and_a_redirect_is_not_followed() throws Exception {
    assertThat(probe("/503", null, null).measure(ProbeTesting.within(10_000)).detail())
        .contains("answered 503");
    assertThat(probe("/302", null, null).measure(ProbeTesting.within(10_000)).verdict())
        .isEqualTo(Measure.Verdict.BROKEN);
    assertThat(authorizations).hasSize(2);
  }

  @Test
  void the_text_must_be_there() throws Exception {
    assertThat(probe("/200", null, "is well").measure(ProbeTesting.within(10_000)).verdict())
        .isEqualTo(Measure.Verdict.HOLDS);
    assertThat(probe("/200", null, "is ill").measure(ProbeTesting.within(10_000)).verdict())
        .isEqualTo(Measure.Verdict.BROKEN);
  }

  @Test
  void an_answer_that_is_too_slow_breaks_it() throws Exception {
    Measure measure = probe("/200", Duration.ofNanos(1), null).measure(ProbeTesting.within(10_000));

    assertThat(measure.verdict()).isEqualTo(Measure.Verdict.BROKEN);
    assertThat(measure.value()).isPositive();
  }

  @Test
  void no_answer_before_the_timeout_breaks_it() throws Exception {
    Probe probe = probe("/slow", Duration.ofMillis(50), null, Duration.ofMillis(150));

    assertThat(probe.measure(ProbeTesting.within(10_000)).verdict())
        .isEqualTo(Measure.Verdict.BROKEN);
  }

  @Test
  void a_body_that_stalls_counts_as_no_answer() throws Exception {
    Probe probe = probe("/stalled-body", null, null, Duration.ofMillis(300));

    assertThat(probe.measure(ProbeTesting.within(10_000)).verdict())
        .isEqualTo(Measure.Verdict.BROKEN);
  }

  @Test
  void a_body_without_end_is_not_read_to_the_end() throws Exception {
    assertThat(probe("/endless", null, null).measure(ProbeTesting.within(10_000)).verdict())
        .isEqualTo(Measure.Verdict.HOLDS);
  }

  @Test
  void a_caller_without_time_leaves_it_unknown() throws Exception {
    Measure measure = probe("/slow", null, null).measure(ProbeTesting.within(100));

    assertThat(measure.verdict()).isEqualTo(Measure.Verdict.UNKNOWN);
    assertThat(measure.detail()).contains("cut short");
  }

  @Test
  void nobody_listening_breaks_it() throws Exception {
    int free;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
    }
    Probe probe = create(URI.create("http://127.0.0.1:" + free + "/"), Map.of());

    Measure measure = probe.measure(ProbeTesting.within(10_000));
    assertThat(measure.verdict()).isEqualTo(Measure.Verdict.BROKEN);
    assertThat(measure.value()).isNaN();
  }

  @Test
  void a_name_without_address_leaves_it_unknown() throws Exception {
    Measure measure =
        create(URI.create("http://no-such-host.invalid/"), Map.of())
            .measure(ProbeTesting.within(20_000));

    assertThat(measure.verdict()).isEqualTo(Measure.Verdict.UNKNOWN);
  }

  @Test
  void interruption_ends_it() throws Exception {
    assertThat(ProbeTesting.interrupted(probe("/slow", null, null), () -> await(asked)))
        .isInstanceOf(InterruptedException.class);
  }

  @Test
  void headers_are_sent_and_no_secret_shows() throws Exception {
    URI url = URI.create("http://127.0.0.1:" + port() + "/500?token=" + CANARY);
    Probe probe = create(url, Map.of("Authorization", new Secret("Bearer " + CANARY)));

    Measure measure = probe.measure(ProbeTesting.within(10_000));

    assertThat(authorizations).containsExactly("Bearer " + CANARY);
    assertThat(measure.detail()).contains("answered 500").doesNotContain(CANARY);
  }

  @Test
  void settings_that_cannot_work_are_refused_without_showing_secrets() {
    assertThatThrownBy(() -> create(URI.create("http://me:" + CANARY + "@host/"), Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("headers")
        .hasMessageNotContaining(CANARY);
    assertThatThrownBy(() -> create(URI.create("ftp://host/" + CANARY), Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining(CANARY);
    assertThatThrownBy(
            () -> create(URI.create("http://h/"), Map.of("X-Key", new Secret(CANARY + "\r\nX: y"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("X-Key")
        .hasMessageNotContaining(CANARY)
        .hasNoCause();
    assertThatThrownBy(() -> probe("/200", Duration.ofSeconds(9), null))
        .hasMessage(
            "faster (9000 ms) is longer than timeout (5000 ms), so it would never be measured");
    assertThatThrownBy(() -> StatusRange.parse("2x")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void statuses_are_read_as_classes_ranges_and_lists() {
    StatusRange range = StatusRange.parse("2xx, 404,500-502");

    assertThat(List.of(200, 299, 404, 500, 502)).allMatch(range::has);
    assertThat(List.of(199, 300, 403, 503)).noneMatch(range::has);
  }

  private Probe probe(String path, @Nullable Duration faster, @Nullable String contains) {
    return probe(path, faster, contains, Duration.ofSeconds(5));
  }

  private Probe probe(
      String path, @Nullable Duration faster, @Nullable String contains, Duration timeout) {
    return new HttpProbe()
        .create(
            new HttpProbe.Settings(
                URI.create("http://127.0.0.1:" + port() + path),
                faster,
                "2xx",
                contains,
                Map.of(),
                timeout),
            ProbeTesting.CONNECTIONS);
  }

  private static Probe create(URI url, Map<String, Secret> headers) {
    return new HttpProbe()
        .create(
            new HttpProbe.Settings(url, null, "2xx", null, headers, Duration.ofSeconds(5)),
            ProbeTesting.CONNECTIONS);
  }

  private int port() {
    return server.getAddress().getPort();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await(20, TimeUnit.SECONDS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}

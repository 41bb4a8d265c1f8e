package dev.gelada.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.gelada.core.testing.Await;
import dev.gelada.proxy.fault.Attributes;
import dev.gelada.proxy.fault.Direction;
import dev.gelada.proxy.fault.FaultType;
import dev.gelada.proxy.fault.FaultTypes;
import dev.gelada.proxy.testing.Leaks;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Each fault once on real sockets: what the two ends of a connection see of it. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FaultsIT {
  private static final int PATIENCE = 20_000;

  /** So short a wait for bytes that are not to come that the tests stay quick. */
  private static final int A_WHILE = 300;

  private final Proxies proxies = Proxies.start(Options.DEFAULT.withSeed(3));
  private ServerSocket listener;
  private Proxy proxy;
  private Socket client;
  private Socket server;

  @BeforeEach
  void connect() throws IOException {
    listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    listener.setSoTimeout(PATIENCE);
    proxy =
        proxies.create(
            new ProxySpec(
                "p", "127.0.0.1:0", "127.0.0.1:" + listener.getLocalPort(), true, List.of()));
    client = newClient();
    server = accepted();
  }

  @AfterEach
  void end() throws IOException {
    proxies.close();
    client.close();
    server.close();
    listener.close();
  }

  @BeforeAll
  static void watch() {
    Leaks.watch();
  }

  @AfterAll
  static void nothing_leaked() {
    assertThat(Leaks.found()).isEmpty();
  }

  private Socket newClient() throws IOException {
    Socket socket = new Socket();
    socket.setSoTimeout(PATIENCE);
    socket.connect(proxy.address().orElseThrow(), PATIENCE);
    return socket;
  }

  private Socket accepted() throws IOException {
    Socket socket = listener.accept();
    socket.setSoTimeout(PATIENCE);
    return socket;
  }

  private void add(String type, Direction direction, Map<String, ?> values) throws ProxyTrouble {
    FaultType known = FaultTypes.named(type).orElseThrow();
    proxy.add(new FaultSpec(type, known, direction, 1, Attributes.of(known, values), null, null));
  }

  private void up(String type, Map<String, ?> values) throws ProxyTrouble {
    add(type, Direction.UPSTREAM, values);
  }

  private void down(String type, Map<String, ?> values) throws ProxyTrouble {
    add(type, Direction.DOWNSTREAM, values);
  }

  private long applied(String type) {
    return proxy.fault(type).orElseThrow().applied();
  }

  private static void say(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static String hear(Socket socket, int count) throws IOException {
    return new String(socket.getInputStream().readNBytes(count), StandardCharsets.ISO_8859_1);
  }

  private static String hearAll(Socket socket) throws IOException {
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
  }

  private static void hearsNothing(Socket socket) throws IOException {
    socket.setSoTimeout(A_WHILE);
    assertThatThrownBy(() -> socket.getInputStream().read())
        .isInstanceOf(SocketTimeoutException.class);
    socket.setSoTimeout(PATIENCE);
  }

  private static void isReset(Socket socket) {
    assertThatThrownBy(() -> socket.getInputStream().read())
        .isInstanceOf(SocketException.class)
        .hasMessageContaining("Connection reset");
  }

  private static long millisSince(long start) {
    return Duration.ofNanos(System.nanoTime() - start).toMillis();
  }

  @Test
  void latency_delays_one_direction() throws Exception {
    down("latency", Map.of("latency", 200));
    long start = System.nanoTime();

    say(client, "ping");
    assertThat(hear(server, 4)).isEqualTo("ping");
    say(server, "pong");
    assertThat(hear(client, 4)).isEqualTo("pong");

    assertThat(millisSince(start)).isBetween(200L, 3_000L);
    assertThat(applied("latency")).isEqualTo(1);
  }

  @Test
  void latency_removed_lets_go_of_what_it_holds() throws Exception {
    down("latency", Map.of("latency", 60_000));
    say(server, "pong");
    server.shutdownOutput();
    Await.until("held", Duration.ofSeconds(20), () -> applied("latency") == 1);

    proxy.remove("latency");

    assertThat(hearAll(client)).isEqualTo("pong");
  }

  @Test
  void bandwidth_lets_so_many_bytes_through_in_a_second() throws Exception {
    down("bandwidth", Map.of("rate", 1_000));
    long start = System.nanoTime();

    say(server, "x".repeat(500_000));
    assertThat(hear(client, 500_000)).hasSize(500_000);

    assertThat(millisSince(start)).isBetween(495L, 3_000L);
  }

  @Test
  void bandwidth_of_nothing_stalls_and_removal_loses_nothing() throws Exception {
    down("bandwidth", Map.of("rate", 0));
    say(server, "pong");
    hearsNothing(client);

    proxy.remove("bandwidth");

    assertThat(hear(client, 4)).isEqualTo("pong");
  }

  @Test
  void slow_close_delays_the_end_alone() throws Exception {
    down("slow_close", Map.of("delay", 400));
    say(server, "bye");
    server.shutdownOutput();
    long start = System.nanoTime();

    assertThat(hear(client, 3)).isEqualTo("bye");
    assertThat(client.getInputStream().read()).isEqualTo(-1);
    assertThat(millisSince(start)).isBetween(350L, 3_000L);

    say(client, "still here");
    assertThat(hear(server, 10)).isEqualTo("still here");
  }

  @Test
  void timeout_loses_bytes_and_closes_both_ends() throws Exception {
    long start = System.nanoTime();
    down("timeout", Map.of("timeout", 300));
    say(server, "lost");

    assertThat(hearAll(client)).isEmpty();
    assertThat(millisSince(start)).isBetween(300L, 3_000L);
    assertThat(hearAll(server)).isEmpty();
    assertThat(applied("timeout")).isEqualTo(2);
  }

  @Test
  void timeout_removed_closes_too() throws Exception {
    down("timeout", Map.of());
    say(server, "lost");
    Await.until("lost", Duration.ofSeconds(20), () -> applied("timeout") == 1);

    proxy.remove("timeout");

    assertThat(hearAll(client)).isEmpty();
  }

  @Test
  void reset_peer_resets_a_live_connection_after_its_next_bytes() throws Exception {
    down("reset_peer", Map.of("timeout", 200));
    hearsNothing(client);
    long start = System.nanoTime();
    say(server, "boom");

    isReset(client);
    isReset(server);
    assertThat(millisSince(start)).isGreaterThanOrEqualTo(199);
  }

  @Test
  void reset_resets_what_is_silent_and_what_is_new() throws Exception {
    down("reset", Map.of("after", 100));

    isReset(client);
    isReset(server);
    try (Socket another = newClient()) {
      isReset(another);
    }
    Await.until("gone", Duration.ofSeconds(20), () -> proxy.counters().open() == 0);
  }

  @Test
  void slicer_makes_many_reads_of_one_write() throws Exception {
    client.setTcpNoDelay(true);
    down("slicer", Map.of("average_size", 100, "delay", 10_000));
    say(server, "x".repeat(1_000));
    byte[] buffer = new byte[1_000];
    int reads = 0;

    for (int sum = 0; sum < buffer.length; reads++) {
      sum += client.getInputStream().read(buffer, sum, buffer.length - sum);
    }

    assertThat(reads).isGreaterThan(4);
  }

  @Test
  void limit_data_delivers_its_bytes_through_a_delay_and_closes() throws Exception {
    down("limit_data", Map.of("bytes", 5));
    down("latency", Map.of("latency", 100));

    say(server, "too much");

    assertThat(hearAll(client)).isEqualTo("too m");
    assertThat(hearAll(server)).isEmpty();
    Await.until("closed", Duration.ofSeconds(20), () -> proxy.counters().open() == 0);
  }

  @Test
  void nothing_follows_the_last_bytes_of_a_limit_that_is_removed() throws Exception {
    up("limit_data", Map.of("bytes", 5));
    up("slow_close", Map.of("delay", 60_000));
    say(client, "too much");
    assertThat(hear(server, 5)).isEqualTo("too m");

    proxy.remove("limit_data");
    say(client, "more");
    Await.until(
        "all read", Duration.ofSeconds(20), () -> proxy.counters().upstreamReceived() == 12);
    proxy.remove("slow_close");

    assertThat(hearAll(server)).isEmpty();
  }

  @Test
  void noop_is_as_if_it_were_not_there() throws Exception {
    down("noop", Map.of());
    say(server, "pong");
    server.shutdownOutput();

    assertThat(hearAll(client)).isEqualTo("pong");
    assertThat(applied("noop")).isZero();
  }

  @Test
  void down_closes_and_refuses_until_it_is_removed() throws Exception {
    InetSocketAddress address = proxy.address().orElseThrow();
    down("down", Map.of());

    assertThat(hearAll(client)).isEmpty();
    assertThat(hearAll(server)).isEmpty();
    assertThatThrownBy(() -> new Socket(address.getAddress(), address.getPort()).close())
        .isInstanceOf(ConnectException.class);

    proxy.remove("down");
    assertThat(proxy.address()).contains(address);
    newClient().close();
  }

  @Test
  void refuse_refuses_and_lets_live() throws Exception {
    InetSocketAddress address = proxy.address().orElseThrow();
    down("refuse", Map.of());

    assertThatThrownBy(() -> new Socket(address.getAddress(), address.getPort()).close())
        .isInstanceOf(ConnectException.class);
    say(client, "ping");
    assertThat(hear(server, 4)).isEqualTo("ping");
  }

  @Test
  void connect_delay_keeps_new_ones_waiting_without_loss() throws Exception {
    down("connect_delay", Map.of("delay", 400));
    long start = System.nanoTime();
    try (Socket another = newClient()) {
      assertThat(millisSince(start)).isLessThan(350);
      say(another, "ping");
      try (Socket reached = accepted()) {
        assertThat(millisSince(start)).isBetween(399L, 3_000L);
        assertThat(hear(reached, 4)).isEqualTo("ping");
      }
    }
    say(client, "ping");
    assertThat(hear(server, 4)).isEqualTo("ping");
  }

  @Test
  void limit_connections_resets_those_beyond_and_lets_live() throws Exception {
    down("limit_connections", Map.of("max", 2));
    try (Socket second = newClient();
        Socket reached = accepted();
        Socket third = newClient()) {
      isReset(third);
      say(second, "ping");
      assertThat(hear(reached, 4)).isEqualTo("ping");
      say(client, "ping");
      assertThat(hear(server, 4)).isEqualTo("ping");
    }
    Await.until("one is gone", Duration.ofSeconds(20), () -> proxy.counters().open() == 1);
    try (Socket fourth = newClient();
        Socket reached = accepted()) {
      say(fourth, "ping");
      assertThat(hear(reached, 4)).isEqualTo("ping");
    }
  }

  @Test
  void black_hole_says_nothing_and_removal_closes_what_lost_bytes() throws Exception {
    try (Socket silent = newClient();
        Socket reached = accepted()) {
      up("black_hole", Map.of());
      say(client, "lost");
      client.shutdownOutput();
      hearsNothing(server);
      try (Socket fresh = newClient()) {
        say(fresh, "lost too");
        hearsNothing(fresh);
        proxy.remove("black_hole");
        assertThat(hearAll(fresh)).isEmpty();
      }
      assertThat(hearAll(client)).isEmpty();
      assertThat(hearAll(server)).isEmpty();
      say(silent, "alive");
      assertThat(hear(reached, 5)).isEqualTo("alive");
    }
    assertThat(listener.getLocalPort()).isPositive();
    Await.until("none is left", Duration.ofSeconds(20), () -> proxy.counters().open() == 0);
  }

  @Test
  void black_hole_removed_connects_new_ones_that_lost_nothing() throws Exception {
    up("black_hole", Map.of());
    try (Socket fresh = newClient()) {
      Await.until("accepted", Duration.ofSeconds(20), () -> proxy.counters().open() == 2);
      proxy.remove("black_hole");
      say(fresh, "hello");
      try (Socket reached = accepted()) {
        assertThat(hear(reached, 5)).isEqualTo("hello");
      }
    }
  }

  @Test
  void corrupt_damages_some_bytes_and_keeps_their_number() throws Exception {
    up("corrupt", Map.of("rate", 10_000));
    say(client, "x".repeat(50_000));

    String heard = hear(server, 50_000);

    assertThat(heard.chars().filter(c -> c != 'x').count()).isBetween(350L, 650L);
  }

  @Test
  void respond_answers_http_in_the_servers_place() throws Exception {
    HttpServer http =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    http.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    http.start();
    try {
      proxy.change(null, "127.0.0.1:" + http.getAddress().getPort(), null);
      HttpClient browser = HttpClient.newHttpClient();
      assertThat(get(browser).statusCode()).isEqualTo(200);

      up("respond", Map.of("status", 503, "retry_after", 9));
      // the first comes on a connection that is open
      for (int i = 0; i < 3; i++) {
        HttpResponse<String> answer = get(browser);
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).contains("9");
        assertThat(answer.body()).isEmpty();
      }
      HttpRequest large =
          HttpRequest.newBuilder(uri())
              .POST(HttpRequest.BodyPublishers.ofString("x".repeat(200_000)))
              .build();
      assertThat(browser.send(large, HttpResponse.BodyHandlers.ofString()).statusCode())
          .isEqualTo(503);

      proxy.remove("respond");
      assertThat(get(browser).statusCode()).isEqualTo(200);
    } finally {
      http.stop(0);
    }
  }

  private HttpResponse<String> get(HttpClient browser) throws Exception {
    return browser.send(
        HttpRequest.newBuilder(uri()).timeout(Duration.ofSeconds(20)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private URI uri() {
    return URI.create("http://127.0.0.1:" + proxy.address().orElseThrow().getPort() + "/");
  }
}

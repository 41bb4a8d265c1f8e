package dev.gelada.proxy.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.gelada.core.attack.Effect;
import dev.gelada.core.attack.Undo;
import dev.gelada.core.attack.Undone;
import dev.gelada.core.plugin.Connector.Ambient;
import dev.gelada.core.plugin.Deadline;
import dev.gelada.core.plugin.Refusal;
import dev.gelada.core.plugin.Secret;
import dev.gelada.core.plugin.SystemTime;
import dev.gelada.core.target.Place;
import dev.gelada.proxy.fault.Direction;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What clients make of answers; a server that says whatever a test tells it to. */
@Timeout(60)
class ControlPointTest {
  private static final FaultId FAULT = new FaultId("db", "u1", "gelada-s1", "latency");
  private static final FaultOrder ORDER =
      FaultOrder.of("latency", Direction.DOWNSTREAM)
          .with("latency", Duration.ofMillis(200))
          .until(Instant.parse("2026-03-01T10:00:00Z"), 7);

  private final Map<String, Say> says = new ConcurrentHashMap<>();
  private final List<String> heard = new CopyOnWriteArrayList<>();
  private final CountDownLatch release = new CountDownLatch(1);
  private HttpServer server;

  private record Say(int status, String body, boolean late) {}

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String call = exchange.getRequestMethod() + " " + exchange.getRequestURI();
          String token = exchange.getRequestHeaders().getFirst("Authorization");
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          heard.add(call + (token == null ? "" : " " + token) + (body.isEmpty() ? "" : " " + body));
          Say say = says.getOrDefault(call, new Say(404, "404 page not found\n", false));
          if (say.late()) {
            try {
              release.await(30, TimeUnit.SECONDS);
            } catch (InterruptedException over) {
              Thread.currentThread().interrupt();
            }
          }
          byte[] bytes = say.body().getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(say.status(), bytes.length == 0 ? -1 : bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    release.countDown();
    server.stop(0);
  }

  @Test
  void a_server_that_has_our_route_is_ours() throws Exception {
    ControlPoint control = ours();

    assertThat(control).isInstanceOf(ProxyClient.class);
    assertThat(control.expiry()).isEqualTo(Undo.Expiry.TARGET);
    assertThat(control.place().id()).endsWith(":" + port() + "/one");
  }

  @Test
  void a_server_that_lacks_it_and_has_a_version_is_a_toxiproxy() throws Exception {
    ControlPoint control = toxiproxy();

    assertThat(control).isInstanceOf(ToxiproxyClient.class);
    assertThat(control.words()).contains("Toxiproxy 2.12.0");
    assertThat(control.expiry()).isEqualTo(Undo.Expiry.ATTENDED);
  }

  @Test
  void any_other_is_said_to_be_neither() {
    assertThatThrownBy(() -> controls("").at(url(), soon()))
        .hasMessageContaining("neither a gelada proxy nor a Toxiproxy")
        .hasMessageContaining("Correct that URL");
  }

  @Test
  void nobody_listening_is_told_from_a_host_that_is_not_known() throws Exception {
    URI nobody;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nobody = URI.create("http://127.0.0.1:" + free.getLocalPort());
    }
    URI unknown = URI.create("http://no-such-host.invalid:1");

    assertThat(controls("").find(nobody, soon())).isEmpty();
    assertThatThrownBy(() -> controls("").at(nobody, soon()))
        .hasMessageContaining("nothing listens at " + nobody)
        .hasMessageContaining("Start `gelada proxy` there");
    assertThatThrownBy(() -> controls("").find(unknown, soon())).isInstanceOf(IOException.class);
  }

  @Test
  void a_token_goes_along_and_never_into_an_error() throws Exception {
    says.put("GET /gelada/v1", new Say(401, "", false));
    Controls controls = controls("from-the-environment");

    assertThatThrownBy(() -> controls.at(url(), soon()))
        .hasMessageContaining("does not accept the token")
        .hasMessageNotContaining("from-the-environment");
    controls.token(url(), new Secret("from-the-file"));
    assertThatThrownBy(() -> controls.at(url(), soon())).hasMessageNotContaining("from-the-file");
    assertThatThrownBy(() -> controls("").at(url(), soon()))
        .hasMessageContaining("wants a token")
        .hasMessageContaining("GELADA_PROXY_TOKEN");
    assertThat(heard)
        .containsExactly(
            "GET /gelada/v1 Bearer from-the-environment",
            "GET /gelada/v1 Bearer from-the-file",
            "GET /gelada/v1");
  }

  @Test
  void a_proxy_that_does_not_listen_is_not_listening() throws Exception {
    ControlPoint control = ours();
    says.put(
        "GET /gelada/v1/proxies",
        new Say(
            200,
            """
            [{"name":"b","uid":"2","listen":":1","address":null,"upstream":"x:1","enabled":true},
             {"name":"a","uid":"1","listen":":2","address":"0:2","upstream":"x:1","enabled":true}]
            """,
            false));

    assertThat(control.endpoints(soon()))
        .containsExactly(
            new Endpoint("a", "1", ":2", "x:1", true), new Endpoint("b", "2", ":1", "x:1", false));
  }

  @Test
  void a_fault_is_asked_for_with_its_end_and_seed() throws Exception {
    ControlPoint control = ours();
    says.put(put(), new Say(201, "{}", false));

    assertThat(control.set(FAULT, ORDER, soon())).isInstanceOf(Effect.Struck.class);

    assertThat(heard.get(heard.size() - 1))
        .contains("\"type\":\"latency\"", "\"direction\":\"downstream\"", "\"probability\":1.0")
        .contains("\"attributes\":{\"latency\":200}", "\"seed\":7")
        .contains("\"endsAt\":\"2026-03-01T10:00:00Z\"");
  }

  @ParameterizedTest
  @CsvSource({
    "404, no-proxy,      identity",
    "409, other-proxy,   identity",
    "410, ended,         ended",
    "422, past-deadline, lease",
    "400, bad-request,   settings"
  })
  void a_no_means_that_nothing_was_touched(int status, String kind, String rule) throws Exception {
    ControlPoint control = ours();
    says.put(put(), new Say(status, error(status, kind), false));

    Effect effect = control.set(FAULT, ORDER, soon());

    assertThat(effect).isInstanceOf(Effect.Untouched.class);
    assertThat(((Effect.Untouched) effect).why()).extracting(Refusal::rule).isEqualTo(rule);
    assertThat(((Effect.Untouched) effect).why().reason()).contains("in words");
  }

  @ParameterizedTest
  @CsvSource({"409, fault-exists", "500, listen", "503, busy"})
  void what_may_have_happened_is_unknown(int status, String kind) throws Exception {
    ControlPoint control = ours();
    says.put(put(), new Say(status, error(status, kind), false));

    assertThat(control.set(FAULT, ORDER, soon())).isInstanceOf(Effect.Unknown.class);
  }

  @Test
  void no_answer_in_time_is_an_error_and_asked_once() throws Exception {
    ControlPoint control = ours();
    says.put(put(), new Say(201, "{}", true));
    heard.clear();

    assertThatThrownBy(
            () -> control.set(FAULT, ORDER, Deadline.in(Duration.ofMillis(300), new SystemTime())))
        .hasMessageContaining("gave no answer")
        .hasMessageContaining("in time");
    assertThat(heard).hasSize(1);
  }

  @Test
  void an_ended_fault_is_ended_for_good() throws Exception {
    ControlPoint control = ours();
    String delete = put().replace("PUT", "DELETE") + "&for-good=true";
    says.put(delete, new Say(204, "", false));
    assertThat(control.end(FAULT, soon())).isInstanceOf(Undone.Restored.class);

    says.put(delete, new Say(404, error(404, "no-proxy"), false));
    assertThat(control.end(FAULT, soon())).isInstanceOf(Undone.Gone.class);

    says.put(delete, new Say(409, error(409, "other-proxy"), false));
    assertThat(control.end(FAULT, soon())).isInstanceOf(Undone.Gone.class);

    says.put(delete, new Say(500, error(500, "listen"), false));
    assertThatThrownBy(() -> control.end(FAULT, soon())).hasMessageContaining("in words");
  }

  @Test
  void names_are_parts_of_paths_whatever_is_in_them() throws Exception {
    ControlPoint control = ours();
    FaultId odd = new FaultId("a/b c?", "u&1", "gelada-s1", "latency");

    control.end(odd, soon());

    assertThat(heard.get(heard.size() - 1))
        .isEqualTo(
            "DELETE /gelada/v1/proxies/a%2Fb%20c%3F/faults/gelada-s1?uid=u%261&for-good=true");
  }

  @Test
  void a_toxiproxy_that_fails_leaves_it_unknown() throws Exception {
    ControlPoint control = toxiproxy();
    says.put(
        "GET /proxies/db",
        new Say(
            200,
            "{\"name\":\"db\",\"listen\":\"l:1\",\"upstream\":\"x:1\",\"enabled\":true}",
            false));
    FaultId fault =
        new FaultId(
            "db", control.endpoint("db", soon()).orElseThrow().uid(), "gelada-s1", "latency");
    says.put("POST /proxies/db/toxics", new Say(500, error(500, ""), false));
    assertThat(control.set(fault, ORDER, soon())).isInstanceOf(Effect.Unknown.class);

    says.put("POST /proxies/db/toxics", new Say(400, error(400, ""), false));
    assertThat(control.set(fault, ORDER, soon())).isInstanceOf(Effect.Untouched.class);

    FaultId other = new FaultId("db", "another", "gelada-s1", "latency");
    assertThat(control.set(other, ORDER, soon())).isInstanceOf(Effect.Untouched.class);
    assertThat(control.end(other, soon())).isInstanceOf(Undone.Gone.class);
  }

  @Test
  void a_loopback_address_leads_elsewhere_on_another_machine() {
    Place here = Location.place(url(), "one");

    assertThat(Location.elsewhere(here, url())).isFalse();
    assertThat(Location.elsewhere(new Place("proxy", "another:" + port() + "/one"), url()))
        .isTrue();
    assertThat(Location.of("LOCALHOST", 1)).isEqualTo(Location.of("[::1]", 1));
    assertThat(Location.of("db.example", 1)).isEqualTo("db.example:1");
  }

  @Test
  void what_a_server_refuses_is_said_without_places_in_a_body_that_nobody_wrote() throws Exception {
    ours();
    says.put(
        "PUT /gelada/v1/proxies/db/faults/slow",
        new Say(400, "{\"error\":\"1:9 one thing; 1:75 attributes : another 2:3\"}", false));
    ProxyAdmin.Wish wish = new ProxyAdmin.Wish("slow", "latncy", "downstream", null, Map.of(), "");

    assertThatThrownBy(() -> admin().add("db", wish, soon()))
        .isInstanceOfSatisfying(
            ServerRefused.class,
            no -> {
              assertThat(no).hasMessageEndingWith(": one thing; another 2:3.");
              assertThat(no.isMistake()).isTrue();
              assertThat(no.remedy()).contains("--help");
            });
  }

  @Test
  void a_server_that_fails_is_nobodys_mistake() throws Exception {
    ours();
    says.put("POST /proxies", new Say(500, error(500, ""), false));

    assertThatThrownBy(() -> admin().create("db", "l:1", "u:1", soon()))
        .isInstanceOfSatisfying(
            ServerRefused.class,
            no -> {
              assertThat(no.isMistake()).isFalse();
              assertThat(no.remedy()).isEmpty();
            });
  }

  @Test
  void an_attribute_that_a_fault_does_not_know_changes_nothing() throws Exception {
    ours();
    says.put(
        "GET /gelada/v1/proxies/db/faults/slow",
        new Say(200, "{\"type\":\"latency\",\"attributes\":{\"latency\":5,\"jitter\":0}}", false));
    says.put("POST /proxies/db/toxics/slow", new Say(200, "{}", false));

    assertThatThrownBy(() -> admin().update("db", "slow", Map.of("latncy", 9), null, soon()))
        .hasMessageContaining("latency has no attribute 'latncy'; it has latency, jitter");
    assertThat(heard).noneMatch(call -> call.startsWith("POST"));

    admin().update("db", "slow", Map.of("latency", 9), null, soon());
    assertThat(heard).anyMatch(call -> call.startsWith("POST /proxies/db/toxics/slow"));
  }

  private ProxyAdmin admin() throws Exception {
    return ProxyAdmin.at(controls(""), url(), soon());
  }

  private ControlPoint ours() throws Exception {
    says.put("GET /gelada/v1", new Say(200, "{\"id\":\"one\",\"version\":\"1\"}", false));
    return controls("").at(url(), soon());
  }

  private ControlPoint toxiproxy() throws Exception {
    says.put("GET /version", new Say(200, "{\"version\": \"2.12.0\"}\n", false));
    return controls("").at(url(), soon());
  }

  private static String put() {
    return "PUT /gelada/v1/proxies/db/faults/gelada-s1?uid=u1";
  }

  private static String error(int status, String kind) {
    return "{\"error\":\"no, in words\",\"status\":%d,\"kind\":\"%s\"}".formatted(status, kind);
  }

  private Controls controls(String token) {
    return new ControlsConnector()
        .open(
            new Ambient(
                token.isEmpty() ? Map.of() : Map.of(Controls.TOKEN, token),
                new SystemTime(),
                Path.of("unused")));
  }

  private int port() {
    return server.getAddress().getPort();
  }

  private URI url() {
    return URI.create("http://127.0.0.1:" + port());
  }

  private static Deadline soon() {
    return Deadline.in(Duration.ofSeconds(10), new SystemTime());
  }
}

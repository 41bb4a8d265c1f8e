package dev.gelada.proxy.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gelada.proxy.testing.RawHttp;
import dev.gelada.proxy.testing.Server;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class OwnRoutesTest {
  private static final String LATENCY =
      "{\"type\":\"latency\",\"attributes\":{\"latency\":100,\"distribution\":\"pareto\"}}";

  private Server echo;
  private Served served;

  @BeforeEach
  void start() throws Exception {
    echo = Server.echo();
    served = Served.start(ControlOptions.DEFAULT.saying("1.2.3"));
  }

  @AfterEach
  void end() {
    served.close();
    echo.close();
  }

  @Test
  void the_server_says_who_it_is() throws Exception {
    JsonNode about = json(served.send("GET", "/gelada/v1"));

    assertThat(about.get("id").asString()).isEqualTo(served.proxies.id());
    assertThat(about.get("version").asString()).isEqualTo("1.2.3");
    assertThat(about.get("seed").asLong()).isEqualTo(42);
    assertThat(about.get("pid").asLong()).isEqualTo(ProcessHandle.current().pid());
    assertThat(Instant.parse(about.get("startedAt").asString())).isBefore(Instant.now());
  }

  @Test
  void a_proxy_comes_with_its_faults() throws Exception {
    RawHttp.Response made =
        served.send(
            "POST",
            "/gelada/v1/proxies",
            """
            {"name": "p", "listen": "127.0.0.1:0", "upstream": "%s", "faults": [
              {"type": "latency", "attributes": {"latency": 1, "distribution": "normal"}},
              {"name": "cut", "type": "limit_data", "direction": "upstream", "probability": 0.5,
               "attributes": {"bytes": 10}, "for": "1h", "seed": -7}]}
            """
                .formatted(echo.address()));

    assertThat(made.status()).isEqualTo(201);
    JsonNode proxy = json(made);
    assertThat(proxy.get("address").asString()).isEqualTo(proxy.get("listen").asString());
    assertThat(proxy.get("uid").asString()).isNotBlank();
    JsonNode first = proxy.get("faults").get(0);
    assertThat(first.get("name").asString()).isEqualTo("latency_downstream");
    assertThat(first.get("direction").asString()).isEqualTo("downstream");
    assertThat(first.get("probability").asDouble()).isEqualTo(1.0);
    assertThat(first.get("attributes").toString())
        .isEqualTo("{\"latency\":1,\"jitter\":0,\"distribution\":\"normal\"}");
    assertThat(first.get("endsAt").isNull()).isTrue();
    JsonNode second = proxy.get("faults").get(1);
    assertThat(second.get("seed").asLong()).isEqualTo(-7);
    assertThat(second.get("remainingMillis").asLong()).isBetween(3_500_000L, 3_600_000L);
    assertThat(Duration.between(Instant.now(), Instant.parse(second.get("endsAt").asString())))
        .isBetween(Duration.ofMinutes(58), Duration.ofMinutes(60));
  }

  @Test
  void counters_are_live() throws Exception {
    proxy();
    put("slow", "{\"type\":\"latency\",\"attributes\":{\"latency\":50}}");
    try (Socket socket = connect()) {
      socket.getOutputStream().write(new byte[5]);
      socket.getInputStream().readNBytes(5);

      JsonNode proxy = json(served.send("GET", "/gelada/v1/proxies/p"));
      assertThat(proxy.get("counters").toString())
          .isEqualTo(
              "{\"accepted\":1,\"open\":1,\"undialled\":0,\"upstreamReceived\":5,"
                  + "\"upstreamSent\":5,\"downstreamReceived\":5,\"downstreamSent\":5}");
      assertThat(proxy.get("faults").get(0).get("connections").asLong()).isEqualTo(1);
      assertThat(proxy.get("faults").get(0).get("applied").asLong()).isPositive();
    }
  }

  @Test
  void a_proxy_with_a_wrong_fault_is_not_made_at_all() throws Exception {
    RawHttp.Response response =
        served.send(
            "POST",
            "/gelada/v1/proxies",
            """
            {"name": "p", "upstream": 5, "enable": true, "faults": [
              {"type": "latncy"},
              {"type": "latency", "probability": 2, "direction": "sideways", "seed": 1.5,
               "attributes": {"latency": -1, "jiter": 2}}]}
            """);

    assertThat(response.status()).isEqualTo(400);
    JsonNode error = json(response);
    assertThat(error.get("kind").asString()).isEqualTo("bad-request");
    assertThat(error.get("status").asInt()).isEqualTo(400);
    assertThat(error.get("error").asString())
        .contains("1:27 upstream is text, not 5")
        .contains("1:30 enable is not known; there are name, listen, upstream, enabled, faults")
        .contains("2:12 faults[0].type is no fault: 'latncy'; there are ")
        .contains("faults[1].probability is a number from 0 to 1, not 2")
        .contains("faults[1].direction is upstream or downstream, not 'sideways'")
        .contains("faults[1].seed is a whole number of 64 bits, not 1.5")
        .contains("latency of latency is a whole number from 0 to")
        .contains("latency has no attribute 'jiter'; it has latency, jitter, distribution");
    assertThat(served.proxies.all()).isEmpty();
  }

  @Test
  void a_field_that_is_there_twice_is_a_problem() throws Exception {
    proxy();

    RawHttp.Response response = put("f", "{\"type\":\"noop\",\"type\":\"latency\"}");

    assertThat(response.status()).isEqualTo(400);
    assertThat(response.body()).contains("1:16 type is there twice");
  }

  @Test
  void setting_the_same_fault_again_is_no_mistake() throws Exception {
    proxy();
    String ends = Instant.now().plusSeconds(3600).toString();
    String fault = LATENCY.replace("{\"type\"", "{\"endsAt\":\"" + ends + "\",\"type\"");

    assertThat(put("f", fault).status()).isEqualTo(201);
    assertThat(put("f", fault).status()).isEqualTo(200);
    RawHttp.Response other = put("f", fault.replace("100", "200"));

    assertThat(other.status()).isEqualTo(409);
    assertThat(kind(other)).isEqualTo("fault-exists");
    assertThat(json(served.send("GET", "/gelada/v1/proxies/p/faults/f")).get("endsAt").asString())
        .isEqualTo(ends);
  }

  @Test
  void a_fault_for_a_while_keeps_its_first_deadline_when_it_is_set_again() throws Exception {
    proxy();
    String fault = LATENCY.replace("{\"type\"", "{\"for\":\"1h\",\"type\"");

    JsonNode first = json(put("f", fault));
    RawHttp.Response again = put("f", fault);

    assertThat(again.status()).isEqualTo(200);
    assertThat(json(again).get("endsAt")).isEqualTo(first.get("endsAt"));
    assertThat(put("f", LATENCY).status()).isEqualTo(409);
  }

  @Test
  void a_deadline_that_has_passed_sets_nothing() throws Exception {
    proxy();
    String fault = LATENCY.replace("{\"type\"", "{\"endsAt\":\"2020-01-01T00:00:00Z\",\"type\"");

    RawHttp.Response late = put("f", fault);
    RawHttp.Response inOne =
        served.send(
            "POST",
            "/gelada/v1/proxies",
            "{\"name\":\"q\",\"upstream\":\"u:1\",\"faults\":[" + fault + "]}");

    assertThat(late.status()).isEqualTo(422);
    assertThat(kind(late)).isEqualTo("past-deadline");
    assertThat(inOne.status()).isEqualTo(422);
    assertThat(served.proxies.proxy("q")).isEmpty();
    assertThat(served.proxies.proxy("p").orElseThrow().faults()).isEmpty();
  }

  @Test
  void a_fault_that_was_ended_for_good_never_begins_again() throws Exception {
    String uid = proxy();
    String path = "/gelada/v1/proxies/p/faults/f?uid=" + uid;
    put("f", LATENCY);

    assertThat(served.send("DELETE", path + "&for-good=true").status()).isEqualTo(204);
    assertThat(served.send("DELETE", path + "&for-good=true").status()).isEqualTo(204);
    RawHttp.Response late = served.send("PUT", path, LATENCY);

    assertThat(late.status()).isEqualTo(410);
    assertThat(kind(late)).isEqualTo("ended");
    assertThat(served.proxies.proxy("p").orElseThrow().faults()).isEmpty();
  }

  @Test
  void a_fault_can_be_ended_before_it_begins() throws Exception {
    proxy();

    assertThat(served.send("DELETE", "/gelada/v1/proxies/p/faults/f?for-good=true").status())
        .isEqualTo(204);

    assertThat(kind(put("f", LATENCY))).isEqualTo("ended");
  }

  @Test
  void a_fault_that_was_only_removed_may_begin_again() throws Exception {
    proxy();
    put("f", LATENCY);

    assertThat(served.send("DELETE", "/gelada/v1/proxies/p/faults/f").status()).isEqualTo(204);
    assertThat(served.send("DELETE", "/gelada/v1/proxies/p/faults/f").status()).isEqualTo(204);

    assertThat(put("f", LATENCY).status()).isEqualTo(201);
  }

  @Test
  void another_proxy_of_the_same_name_is_left_alone() throws Exception {
    String uid = proxy();
    assertThat(served.send("DELETE", "/gelada/v1/proxies/p?uid=" + uid).status()).isEqualTo(204);
    proxy();
    put("f", LATENCY);
    String path = "/gelada/v1/proxies/p/faults/f?uid=" + uid;

    for (RawHttp.Response response :
        new RawHttp.Response[] {
          served.send("PUT", path, LATENCY),
          served.send("GET", path),
          served.send("DELETE", path),
          served.send("DELETE", path + "&for-good=true"),
          served.send("DELETE", "/gelada/v1/proxies/p?uid=" + uid)
        }) {
      assertThat(response.status()).isEqualTo(409);
      assertThat(kind(response)).isEqualTo("other-proxy");
    }
    assertThat(served.proxies.proxy("p").orElseThrow().faults()).hasSize(1);
  }

  @Test
  void what_is_not_there_is_said_in_json() throws Exception {
    is(404, "no-proxy", served.send("GET", "/gelada/v1/proxies/none"));
    is(404, "no-proxy", served.send("DELETE", "/gelada/v1/proxies/none"));
    is(404, "no-proxy", served.send("PUT", "/gelada/v1/proxies/none/faults/f", LATENCY));
    is(404, "no-proxy", served.send("DELETE", "/gelada/v1/proxies/none/faults/f"));
    is(404, "no-route", served.send("GET", "/gelada/v1/nothing"));
    is(405, "method", served.send("PATCH", "/gelada/v1/proxies"));
    proxy();
    is(404, "no-fault", served.send("GET", "/gelada/v1/proxies/p/faults/none"));
    is(400, "bad-request", served.send("PUT", "/gelada/v1/proxies/p/faults/f", ""));
    is(400, "bad-request", served.send("PUT", "/gelada/v1/proxies/p/faults/f", LATENCY + " x"));
    is(400, "bad-request", served.send("PUT", "/gelada/v1/proxies/p/faults/f", "[]"));
    is(
        409,
        "proxy-exists",
        served.send("POST", "/gelada/v1/proxies", "{\"name\":\"p\",\"upstream\":\"u:1\"}"));
    is(
        500,
        "listen",
        served.send(
            "POST",
            "/gelada/v1/proxies",
            "{\"name\":\"q\",\"listen\":\"127.0.0.1:%d\",\"upstream\":\"u:1\"}"
                .formatted(served.port())));
  }

  @Test
  void toxiproxys_routes_show_a_fault_without_what_it_does_not_know() throws Exception {
    proxy();
    put("f", LATENCY.replace("{\"type\"", "{\"for\":\"1h\",\"type\""));

    assertThat(served.send("GET", "/proxies/p/toxics/f").body())
        .isEqualTo(
            "{\"attributes\":{\"latency\":100,\"jitter\":0},\"name\":\"f\",\"type\":\"latency\","
                + "\"stream\":\"downstream\",\"toxicity\":1}");

    served.send(
        "POST",
        "/proxies/p/toxics/f",
        "{\"attributes\":{\"jitter\":5,\"distribution\":\"normal\"}}");

    JsonNode fault = json(served.send("GET", "/gelada/v1/proxies/p/faults/f"));
    assertThat(fault.get("attributes").toString())
        .isEqualTo("{\"latency\":100,\"jitter\":5,\"distribution\":\"pareto\"}");
    assertThat(fault.get("endsAt").isNull()).isFalse();
  }

  @Test
  void the_kinds_of_fault_are_listed_with_their_attributes() throws Exception {
    JsonNode faults = json(served.send("GET", "/gelada/v1/faults"));

    assertThat(faults.toString())
        .contains("{\"type\":\"latency\",", "\"toxic\":true", "\"unit\":\"ms\"")
        .contains("\"choices\":[\"uniform\",\"normal\",\"pareto\"]")
        .contains("{\"type\":\"black_hole\",");
  }

  /** Makes p and says its uid. */
  private String proxy() throws IOException {
    RawHttp.Response made =
        served.send(
            "POST",
            "/gelada/v1/proxies",
            "{\"name\":\"p\",\"listen\":\"127.0.0.1:0\",\"upstream\":\"%s\"}"
                .formatted(echo.address()));
    assertThat(made.status()).isEqualTo(201);
    return json(made).get("uid").asString();
  }

  private RawHttp.Response put(String name, String fault) throws IOException {
    return served.send("PUT", "/gelada/v1/proxies/p/faults/" + name, fault);
  }

  private Socket connect() throws IOException {
    int port = served.proxies.proxy("p").orElseThrow().address().orElseThrow().getPort();
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(10_000);
    return socket;
  }

  private static void is(int status, String kind, RawHttp.Response response) {
    assertThat(response.status()).as(response.body()).isEqualTo(status);
    assertThat(response.header("Content-Type")).contains("application/json");
    assertThat(kind(response)).isEqualTo(kind);
    assertThat(json(response).get("status").asInt()).isEqualTo(status);
    assertThat(json(response).get("error").asString()).isNotBlank();
  }

  private static String kind(RawHttp.Response response) {
    return json(response).get("kind").asString();
  }

  private static JsonNode json(RawHttp.Response response) {
    return JsonMapper.shared().readTree(response.body());
  }
}

package dev.gelada.proxy.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gelada.proxy.testing.GoToxiproxy;
import dev.gelada.proxy.testing.RawHttp;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Where we answer otherwise than Toxiproxy, and why: all of it that is known. */
class IntendedDifferencesIT {
  private static final String PROXY =
      "POST /proxies {\"name\":\"p\",\"listen\":\"127.0.0.1:0\",\"upstream\":\"u:1\"}";
  private static final String TOXIC =
      "POST /proxies/p/toxics {\"name\":\"t\",\"type\":\"latency\",\"attributes\":{\"latency\":100}}";

  private GoToxiproxy reference;
  private Served ours;
  private Exchanged there;
  private Exchanged here;

  @BeforeEach
  void start() throws Exception {
    reference = GoToxiproxy.start("-proxy-metrics");
    ours = Served.start(ControlOptions.DEFAULT.withMetrics());
    there = new Exchanged(reference.port(), Map.of());
    here = new Exchanged(ours.port(), Map.of());
  }

  @AfterEach
  void end() {
    if (reference != null) {
      reference.close();
    }
    if (ours != null) {
      ours.close();
    }
  }

  /** A slip of its JSON: the logger is an exported field. Nobody reads it. */
  @Test
  void a_proxy_shows_no_logger() throws Exception {
    assertThat(there(PROXY).body()).contains("\"Logger\":{}");
    assertThat(here(PROXY).body()).doesNotContain("Logger");
  }

  /** There a refused request has changed what it names before the mistake. */
  @Test
  void a_refused_change_of_a_toxic_changes_nothing() throws Exception {
    String change = "POST /proxies/p/toxics/t {\"attributes\":{\"latency\":\"x\",\"jitter\":5}}";
    both(PROXY, TOXIC);

    assertThat(there(change).status()).isEqualTo(400);
    assertThat(here(change).status()).isEqualTo(400);

    assertThat(there("GET /proxies/p/toxics/t").body()).contains("\"jitter\":5");
    assertThat(here("GET /proxies/p/toxics/t").body()).contains("\"latency\":100,\"jitter\":0");
  }

  /** A stream has two values; only the default name keeps the letters of the request. */
  @Test
  void a_stream_is_shown_in_lower_case() throws Exception {
    String add = "POST /proxies/p/toxics {\"type\":\"noop\",\"stream\":\"UpStream\"}";
    both(PROXY);

    assertThat(there(add).body()).contains("\"noop_UpStream\"", "\"stream\":\"UpStream\"");
    assertThat(here(add).body()).contains("\"noop_UpStream\"", "\"stream\":\"upstream\"");
  }

  /** There whatever the proxy keeps of an impossible place is judged anew by each change. */
  @Test
  void a_change_that_leaves_the_place_alone_is_not_refused_for_it() throws Exception {
    both(
        "POST /proxies {\"name\":\"p\",\"listen\":\"nonsense\",\"upstream\":\"u:1\",\"enabled\":false}");
    String change = "POST /proxies/p {\"upstream\":\"v:2\"}";

    assertThat(there(change).status()).isEqualTo(500);
    assertThat(here(change).status()).isEqualTo(200);
  }

  /** Java knows no names of services. */
  @Test
  void a_port_is_a_number() throws Exception {
    String create =
        "POST /proxies {\"name\":\"p\",\"listen\":\"127.0.0.1:no-such\",\"upstream\":\"u:1\"}";

    assertThat(there(create).body()).contains("lookup tcp/no-such: unknown port");
    assertThat(here(create).body()).contains("lookup tcp/no-such: unknown port");
    assertThat(here(create.replace("no-such", "http")).body()).contains("unknown port");
  }

  /** There bytes are counted when a connection ends; nothing says what toxics did. */
  @Test
  void metrics_say_more_and_say_it_at_once() throws Exception {
    both(PROXY, TOXIC);

    assertThat(there("GET /metrics").body()).doesNotContain("{direction=");
    assertThat(here("GET /metrics").body())
        .contains("toxiproxy_proxy_received_bytes_total{direction=\"upstream\",listener=")
        .contains("gelada_proxy_fault_applied_total{fault=\"t\",proxy=\"p\",type=\"latency\"} 0");
  }

  /** A superset: what we can do besides is a toxic there as well. */
  @Test
  void faults_of_ours_are_taken_as_toxics() throws Exception {
    String add =
        "POST /proxies/p/toxics {\"type\":\"limit_connections\",\"attributes\":{\"max\":5}}";
    both(PROXY);

    assertThat(there(add).body()).contains("invalid toxic type");
    assertThat(here(add).body()).startsWith("{\"attributes\":{\"max\":5},");
  }

  /** There the whole body is read first, however long. */
  @Test
  void a_body_is_bounded() throws Exception {
    String name = "n".repeat(2 << 20);
    RawHttp.Request request =
        RawHttp.request("POST", "/proxies", "{\"name\":\"" + name + "\",\"upstream\":\"\"}");

    assertThat(there.send(request).status()).isEqualTo(400);
    assertThat(here.send(request).status()).isEqualTo(413);
  }

  private void both(String... lines) throws IOException {
    for (String line : lines) {
      there(line);
      here(line);
    }
  }

  private RawHttp.Response there(String line) throws IOException {
    return there.send(Cases.request(line));
  }

  private RawHttp.Response here(String line) throws IOException {
    return here.send(Cases.request(line));
  }
}

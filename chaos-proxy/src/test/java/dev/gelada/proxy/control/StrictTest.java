package dev.gelada.proxy.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gelada.proxy.testing.RawHttp;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Toxiproxy's routes behind the strict switch. */
class StrictTest {
  private static final String PROXY =
      "{\"name\":\"p\",\"listen\":\"127.0.0.1:0\",\"upstream\":\"u:1\"";

  private Served served;

  @BeforeEach
  void start() throws IOException {
    served = Served.start(ControlOptions.DEFAULT.strictly());
    assertThat(served.send("POST", "/proxies", PROXY + "}").status()).isEqualTo(201);
  }

  @AfterEach
  void end() {
    served.close();
  }

  @Test
  void every_problem_of_a_toxic_is_said_at_once() throws Exception {
    RawHttp.Response response =
        served.send(
            "POST",
            "/proxies/p/toxics",
            "{\"type\":\"latency\",\"toxicity\":7,\"speed\":1,"
                + "\"attributes\":{\"latency\":-5,\"jiter\":1,\"distribution\":\"normal\"}}");

    assertThat(response.status()).isEqualTo(400);
    assertThat(response.body())
        .contains("bad request body: no field 'speed'; there are attributes, name, type")
        .contains("toxicity is a number from 0 to 1, not 7")
        .contains("latency of latency is a whole number from 0 to")
        .contains("latency has no attribute 'jiter'; it has latency, jitter")
        .contains("latency has no attribute 'distribution' here; routes below /gelada/v1 take it");
    assertThat(served.proxies.proxy("p").orElseThrow().faults()).isEmpty();
  }

  @Test
  void a_change_is_checked_as_well_and_changes_nothing_then() throws Exception {
    served.send(
        "POST", "/proxies/p/toxics", "{\"type\":\"latency\",\"attributes\":{\"latency\":5}}");

    RawHttp.Response response =
        served.send(
            "POST",
            "/proxies/p/toxics/latency_downstream",
            "{\"toxicity\":1.5,\"attributes\":{\"latency\":6,\"rate\":1}}");

    assertThat(response.status()).isEqualTo(400);
    assertThat(served.send("GET", "/proxies/p/toxics/latency_downstream").body())
        .contains("\"latency\":5", "\"toxicity\":1}");
  }

  @Test
  void unknown_fields_of_proxies_are_refused() throws Exception {
    String wrong = PROXY.replace("\"p\"", "\"q\"") + ",\"enable\":false}";

    assertThat(served.send("POST", "/proxies", wrong).body()).contains("no field 'enable'");
    assertThat(served.send("POST", "/populate", "[" + wrong + "]").body())
        .contains("no field 'enable'");
    assertThat(served.send("POST", "/proxies/p", "{\"enable\":false}").body())
        .contains("no field 'enable'");
    assertThat(served.proxies.all()).hasSize(1);
  }

  @Test
  void what_clients_send_back_as_they_got_it_passes() throws Exception {
    String shown = served.send("GET", "/proxies/p").body();

    assertThat(served.send("POST", "/proxies/p", shown).status()).isEqualTo(200);
    assertThat(
            served
                .send(
                    "POST",
                    "/proxies/p/toxics",
                    "{\"name\":\"\",\"type\":\"noop\",\"stream\":\"upstream\",\"toxicity\":1,"
                        + "\"attributes\":{}}")
                .status())
        .isEqualTo(200);
    assertThat(
            served
                .send(
                    "POST",
                    "/proxies/p/toxics/noop_upstream",
                    "{\"name\":\"n\",\"type\":\"noop\",\"stream\":\"upstream\",\"toxicity\":0.5}")
                .status())
        .isEqualTo(200);
  }
}

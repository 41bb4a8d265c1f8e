package dev.gelada.proxy.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gelada.core.attack.StrikeId;
import dev.gelada.core.attack.Undo;
import dev.gelada.core.attack.Undone;
import dev.gelada.core.config.Loaded;
import dev.gelada.core.plugin.Deadline;
import dev.gelada.core.plugin.SystemTime;
import dev.gelada.core.run.Outcome;
import dev.gelada.core.target.TargetSource;
import dev.gelada.core.testing.Await;
import dev.gelada.core.trail.Claim;
import dev.gelada.proxy.testing.EchoServer;
import dev.gelada.proxy.testing.GoToxiproxy;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The same files against a Toxiproxy, which knows no deadlines. */
@Timeout(120)
class ToxiproxyAttackIT {
  private static final Duration QUICK = Duration.ofMillis(100);

  @TempDir Path folder = Path.of("unset");
  private final EchoServer upstream = new EchoServer();
  private final HttpClient http = HttpClient.newHttpClient();
  private String listen = "";
  private GoToxiproxy toxiproxy;
  private Runs runs;

  @BeforeEach
  void begin() throws Exception {
    toxiproxy = GoToxiproxy.start();
    listen = "127.0.0.1:" + KeptProxies.freePort();
    post(
        "/proxies",
        "{\"name\":\"echo\",\"listen\":\"%s\",\"upstream\":\"%s\"}"
            .formatted(listen, upstream.address()));
    runs = Runs.inMemory(folder);
  }

  @AfterEach
  void end() throws Exception {
    if (runs != null) {
      runs.close();
    }
    if (toxiproxy != null) {
      toxiproxy.close();
    }
    upstream.close();
  }

  @Test
  void without_leave_of_file_and_policy_nothing_is_done() throws Exception {
    Outcome byFile = run("latency: {delay: 300ms, for: 3s}");
    Outcome byPolicy = run("latency: {delay: 300ms, for: 3s, attended: true}");

    assertThat(byFile.refusals()).extracting("rule").contains("attended");
    assertThat(byPolicy.refusals()).extracting("rule").containsExactly("attended");
    assertThat(get("/proxies/echo")).contains("\"toxics\":[]");
  }

  @Test
  void a_toxic_delays_and_is_taken_back() throws Exception {
    allow();
    try (Line line = new Line(listen)) {
      FutureTask<Outcome> run =
          runs.start(
              Runs.file(source(), "latency: {delay: 300ms, jitter: 1ms, for: 4s, attended: true}"));
      Duration during = line.slow(Duration.ofMillis(299));
      String toxics = get("/proxies/echo");
      Outcome outcome = run.get();

      assertThat(outcome.exit()).as(outcome.verdict()).isEqualTo(Outcome.HELD);
      assertThat(outcome.claims()).extracting(Claim::state).containsExactly(Claim.State.REVERTED);
      assertThat(toxics).contains("gelada-" + outcome.claims().get(0).id(), "\"latency\":300");
      assertThat(get("/proxies/echo")).contains("\"toxics\":[]");
      System.out.printf(
          "Toxiproxy, delay of 300 ms: %d ms during, %d µs after%n",
          during.toMillis(), line.quick(QUICK).toNanos() / 1000);
    }
  }

  @Test
  void down_disables_and_enables_again() throws Exception {
    allow();
    FutureTask<Outcome> run = runs.start(Runs.file(source(), "down: {for: 4s, attended: true}"));

    Await.until(
        "disabled",
        Duration.ofSeconds(30),
        () -> get("/proxies/echo").contains("\"enabled\":false"));
    assertThatThrownBy(() -> new Line(listen)).isInstanceOf(ConnectException.class);
    Outcome outcome = run.get();

    assertThat(outcome.exit()).as(outcome.verdict()).isEqualTo(Outcome.HELD);
    assertThat(get("/proxies/echo")).contains("\"enabled\":true");
    new Line(listen).close();
  }

  @Test
  void one_that_somebody_else_disabled_is_left_disabled() throws Exception {
    allow();
    post("/proxies/echo", "{\"enabled\":false}");

    Outcome outcome = run("down: {for: 3s, attended: true}");

    assertThat(outcome.exit()).isNotEqualTo(Outcome.HELD);
    assertThat(outcome.claims()).noneMatch(Claim::open);
    assertThat(get("/proxies/echo")).contains("\"enabled\":false");
  }

  @Test
  void what_only_our_own_proxy_can_is_refused_with_a_remedy() throws Exception {
    allow();

    Outcome own = run("black-hole: {for: 3s, attended: true}");
    Outcome word = run("latency: {delay: 1s, distribution: pareto, for: 3s, attended: true}");

    for (Outcome refused : List.of(own, word)) {
      assertThat(refused.exit()).isEqualTo(Outcome.REFUSED);
      assertThat(refused.refusals())
          .singleElement()
          .satisfies(
              no -> {
                assertThat(no.rule()).isEqualTo("toxiproxy");
                assertThat(no.remedy()).contains("gelada proxy");
              });
    }
  }

  @Test
  void when_the_server_has_ended_nothing_is_left_to_undo() throws Exception {
    Undo.Recipe recipe =
        new Undo.Recipe(
            LocalProxies.target(endpoints()).id().place(),
            Map.of(
                "control",
                url(),
                "proxy",
                "echo",
                "uid",
                "u",
                "fault",
                "gelada-x",
                "type",
                "latency"),
            Undo.Expiry.ATTENDED);
    toxiproxy.close();

    Undone undone =
        new Latency()
            .revert(
                new StrikeId("x"),
                recipe,
                runs.gelada.connections(),
                Deadline.in(Duration.ofSeconds(5), new SystemTime()));

    assertThat(undone).isInstanceOf(Undone.Gone.class);
  }

  private TargetSource endpoints() {
    return new Endpoints()
        .create(
            new Endpoints.Settings(null, null, null, URI.create(url()), "echo", List.of(), null),
            runs.gelada.connections());
  }

  private Outcome run(String step) throws Exception {
    return runs.run(Runs.file(source(), step));
  }

  private String source() {
    return "{control: \"%s\", name: echo}".formatted(url());
  }

  private String url() {
    return "http://127.0.0.1:" + toxiproxy.port();
  }

  private void allow() throws Exception {
    assertThat(runs.trail.policy("p", "policy: 1\nallow: {attended: true}\n", "a test"))
        .isInstanceOf(Loaded.Ok.class);
  }

  private String get(String path) throws Exception {
    return http.send(
            HttpRequest.newBuilder(URI.create(url() + path)).build(),
            HttpResponse.BodyHandlers.ofString())
        .body();
  }

  private void post(String path, String body) throws Exception {
    HttpResponse<String> answer =
        http.send(
            HttpRequest.newBuilder(URI.create(url() + path))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
  }
}

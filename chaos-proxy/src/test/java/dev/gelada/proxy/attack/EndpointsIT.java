package dev.gelada.proxy.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gelada.core.plugin.Connector.Ambient;
import dev.gelada.core.plugin.Deadline;
import dev.gelada.core.plugin.SystemTime;
import dev.gelada.core.run.Outcome;
import dev.gelada.core.target.Provides;
import dev.gelada.core.target.Target;
import dev.gelada.core.target.TargetSource;
import dev.gelada.core.testing.Await;
import dev.gelada.core.testing.RealConnections;
import dev.gelada.core.trail.Claim;
import dev.gelada.proxy.testing.EchoServer;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Files run against proxies in processes of their own, seen from a live connection. */
@EnabledOnOs(OS.LINUX)
@Timeout(180)
class EndpointsIT {
  /** An echo over loopback takes less than that, also on a busy machine, now and then. */
  private static final Duration QUICK = Duration.ofMillis(100);

  @TempDir Path folder = Path.of("unset");
  private final EchoServer upstream = new EchoServer();
  private String listen = "";
  private Runs runs;

  @BeforeEach
  void begin() throws Exception {
    listen = "127.0.0.1:" + KeptProxies.freePort();
    runs = Runs.inMemory(folder);
  }

  @AfterEach
  void end() throws Exception {
    runs.close();
    KeptProxies.end(folder);
    upstream.close();
  }

  @Test
  void a_declared_proxy_is_started_delays_and_takes_it_back_and_stays() throws Exception {
    String file = Runs.file(kept(), "pause: 1s, latency: {delay: 300ms, for: 4s}");
    FutureTask<Outcome> run = runs.start(file);
    Await.until("started", Duration.ofSeconds(60), () -> !KeptProxies.controls(folder).isEmpty());

    try (Line line = new Line(listen)) {
      line.slow(Duration.ofMillis(300)); // may be the machine alone
      Duration during = line.slow(Duration.ofMillis(300));
      Outcome outcome = run.get();
      Duration after = line.quick(QUICK);

      assertThat(outcome.exit()).as(outcome.verdict()).isEqualTo(Outcome.HELD);
      assertThat(outcome.claims()).extracting(Claim::state).containsExactly(Claim.State.REVERTED);
      assertThat(during).isLessThan(Duration.ofMillis(1500));
      System.out.printf(
          "delay of 300 ms: %d ms during, %d µs after%n",
          during.toMillis(), after.toNanos() / 1000);
      assertThat(runs.notes()).singleElement().asString().contains(listen, "it stays");
      assertThat(KeptProxies.running(folder)).hasSize(1);

      // the next run finds it, and the connection through it is still the same one
      Outcome again = runs.run(Runs.file(kept(), "latency: {delay: 50ms, for: 3s}"));
      assertThat(again.exit()).as(again.verdict()).isEqualTo(Outcome.HELD);
      assertThat(runs.notes()).hasSize(1);
      line.quick(QUICK);
    }
  }

  @Test
  void a_proxy_of_the_run_ends_with_it() throws Exception {
    String own =
        "{listen: \"%s\", upstream: \"%s\", keep: false}".formatted(listen, upstream.address());
    FutureTask<Outcome> run =
        runs.start(Runs.file(own, "pause: 5s, latency: {delay: 300ms, for: 4s}"));

    Line line = connected();
    line.slow(Duration.ofMillis(300));
    Outcome outcome = run.get();

    assertThat(outcome.exit()).as(outcome.verdict()).isEqualTo(Outcome.HELD);
    assertThat(outcome.claims()).extracting(Claim::state).containsExactly(Claim.State.REVERTED);
    assertThat(runs.notes()).isEmpty();
    assertThat(runs.trail.ledger().launches()).isEmpty();
    assertThatThrownBy(() -> new Line(listen)).isInstanceOf(ConnectException.class);
    line.close();
  }

  @Test
  void two_branches_on_one_endpoint_add_up() throws Exception {
    provide();
    try (Line line = new Line(listen)) {
      FutureTask<Outcome> run =
          runs.start(
              Runs.file(
                  kept(),
                  """
                  together: [{latency: {delay: 200ms, for: 5s}}, \
                  {latency: {delay: 300ms, direction: upstream, for: 5s}}]"""
                      .strip()));

      Duration during = line.slow(Duration.ofMillis(500));
      Outcome outcome = run.get();

      assertThat(outcome.exit()).as(outcome.verdict()).isEqualTo(Outcome.HELD);
      assertThat(outcome.claims()).hasSize(2);
      assertThat(during).isLessThan(Duration.ofMillis(1500));
      line.quick(QUICK);
    }
  }

  @Test
  void nothing_else_goes_with_down() throws Exception {
    provide();

    Outcome outcome =
        runs.run(
            Runs.file(
                kept(),
                """
                together: [{down: {for: 5s}}, [{pause: 2s}, {latency: {delay: 300ms, for: 3s}}]]\
                """));

    assertThat(outcome.exit()).as(outcome.verdict()).isEqualTo(Outcome.REFUSED);
    assertThat(outcome.refusals()).extracting("rule").contains("already-struck");
    assertThat(outcome.claims()).noneMatch(Claim::open);
    new Line(listen).close();
  }

  @Test
  void a_proxy_that_runs_already_is_attacked_by_its_name() throws Exception {
    provide();
    String control = KeptProxies.controls(folder).get(0);
    String running = "{control: \"%s\", name: \"%s\"}".formatted(control, upstream.address());

    try (Line line = new Line(listen)) {
      FutureTask<Outcome> run = runs.start(Runs.file(running, "latency: {delay: 250ms, for: 4s}"));
      line.slow(Duration.ofMillis(250));
      Outcome outcome = run.get();

      assertThat(outcome.exit()).as(outcome.verdict()).isEqualTo(Outcome.HELD);
      line.quick(QUICK);
    }
  }

  @Test
  void of_starts_at_the_same_time_one_stays() throws Exception {
    int many = 3;
    ExecutorService threads = Executors.newFixedThreadPool(many);
    List<Future<List<String>>> providing = new ArrayList<>();
    for (int i = 0; i < many; i++) {
      Callable<List<String>> one = this::provide;
      providing.add(threads.submit(one));
    }

    Set<String> processes = new HashSet<>();
    for (Future<List<String>> each : providing) {
      each.get().forEach(words -> processes.add(words.replaceAll(".*(process [0-9]+).*", "$1")));
    }
    threads.shutdown();

    assertThat(processes).hasSize(1);
    assertThat(KeptProxies.running(folder)).hasSize(1);
    new Line(listen).close();
  }

  @Test
  void one_that_stays_has_a_session_of_its_own_and_no_mark_of_ours() throws Exception {
    provide();
    long pid = KeptProxies.running(folder).get(0).pid();

    // proc(5): what follows the name in parentheses begins with state, parent, group, session
    String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
    String session = stat.substring(stat.lastIndexOf(')') + 2).split(" ")[3];
    assertThat(session).isEqualTo(Long.toString(pid));
    assertThat(Files.readString(Path.of("/proc/" + pid + "/environ"))).doesNotContain("GELADA_");
    assertThat(Files.readSymbolicLink(Path.of("/proc/" + pid + "/fd/0"))).hasToString("/dev/null");
    assertThat(Files.getPosixFilePermissions(folder.resolve("proxy")))
        .isEqualTo(PosixFilePermissions.fromString("rwx------"));
  }

  @Test
  void a_proxy_that_was_taken_out_of_its_server_is_made_again() throws Exception {
    provide();
    URI proxy =
        URI.create(
            KeptProxies.controls(folder).get(0)
                + "/gelada/v1/proxies/"
                + upstream.address().replace(":", "%3A"));
    HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(proxy).DELETE().build(), HttpResponse.BodyHandlers.discarding());
    assertThatThrownBy(() -> new Line(listen)).isInstanceOf(ConnectException.class);

    assertThat(provide()).singleElement().asString().contains("again");

    new Line(listen).close();
    assertThat(provide()).isEmpty();
  }

  @Test
  void limits_go_on_counting_when_a_proxy_is_started_again() throws Exception {
    Target before = provided();
    KeptProxies.end(folder);
    Target after = provided();

    assertThat(after.group()).isEqualTo(before.group());
    assertThat(after.id()).isNotEqualTo(before.id());
  }

  @Test
  void the_check_tells_of_a_proxy_that_runs_and_does_not_answer() throws Exception {
    provide();
    try (RealConnections with =
        new RealConnections(new Ambient(Map.of(), new SystemTime(), folder))) {
      assertThat(new Endpoints().missing(with)).isEmpty();
      long pid = KeptProxies.running(folder).get(0).pid();
      signal(pid, "STOP");
      try {
        assertThat(new Endpoints().missing(with))
            .singleElement()
            .satisfies(no -> assertThat(no.reason()).contains("process " + pid, "in time"));
      } finally {
        signal(pid, "CONT");
      }
    }
  }

  @Test
  void a_port_that_somebody_else_has_is_said_at_once() throws Exception {
    listen = upstream.address();

    Outcome outcome = runs.run(Runs.file(kept(), "latency: {delay: 1s, for: 3s}"));

    assertThat(outcome.exit()).isEqualTo(Outcome.FAILED);
    assertThat(outcome.verdict()).contains(listen).containsIgnoringCase("in use");
    assertThat(KeptProxies.running(folder)).isEmpty();
  }

  @Test
  void a_proxy_that_leads_elsewhere_is_left_alone() throws Exception {
    provide();
    String other = "{listen: \"%s\", upstream: \"127.0.0.1:9\"}".formatted(listen);

    Outcome outcome = runs.run(Runs.file(other, "latency: {delay: 1s, for: 3s}"));

    assertThat(outcome.exit()).isEqualTo(Outcome.FAILED);
    assertThat(outcome.verdict()).contains("leads to " + upstream.address());
    assertThat(outcome.claims()).isEmpty();
  }

  private String kept() {
    return "{listen: \"%s\", upstream: \"%s\"}".formatted(listen, upstream.address());
  }

  /** To a proxy of this test. */
  private static void signal(long pid, String name) throws Exception {
    assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start().waitFor())
        .isZero();
  }

  private List<String> provide() throws Exception {
    try (RealConnections with =
        new RealConnections(new Ambient(Map.of(), new SystemTime(), folder))) {
      return ((Provides) endpoint(with))
          .provide(Deadline.in(Duration.ofSeconds(60), new SystemTime()));
    }
  }

  private Target provided() throws Exception {
    provide();
    try (RealConnections with =
        new RealConnections(new Ambient(Map.of(), new SystemTime(), folder))) {
      return LocalProxies.target(endpoint(with));
    }
  }

  private TargetSource endpoint(RealConnections with) {
    return new Endpoints()
        .create(
            new Endpoints.Settings(listen, upstream.address(), null, null, null, List.of(), null),
            with);
  }

  private Line connected() throws Exception {
    Line[] line = new Line[1];
    Await.until(
        "connected",
        Duration.ofSeconds(60),
        () -> {
          try {
            line[0] = new Line(listen);
            return true;
          } catch (ConnectException notYet) {
            return false;
          }
        });
    return line[0];
  }
}

package dev.gelada.cli.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gelada.cli.crash.GeladaProcess;
import dev.gelada.core.Gelada;
import dev.gelada.core.OnTrail;
import dev.gelada.core.plugin.Redactor;
import dev.gelada.core.plugin.SystemTime;
import dev.gelada.core.trail.Trail;
import dev.gelada.core.trail.TrailRecord;
import dev.gelada.core.trail.TrailStore;
import dev.gelada.core.trail.Verify;
import dev.gelada.k8s.testing.BadLine;
import dev.gelada.k8s.testing.ControlPlane;
import dev.gelada.k8s.testing.Requests;
import dev.gelada.k8s.trail.ConfigMapTrailType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * Two real runners on one trail in a ConfigMap, without a Lease, each behind a bad line of its own
 * to an API server that now and then stands still. Both want more pods than the limit allows to
 * both together. What was done to pods is what the API server's audit log says, not Gelada.
 */
final class ClusterRound implements Campaign.Round {
  private static final int RUNNERS = 2;
  private static final int GROUPS = 6;
  private static final int TOTAL = 5;
  private static final double CUTS = 0.01;
  private static final Duration STORM = Duration.ofSeconds(25);
  private static final Duration SETTLED = Duration.ofSeconds(120);

  private static final String WORKLOAD =
      """
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: shop-%1$d, namespace: %2$s, labels: {gelada/enabled: "true"}}
      spec:
        replicas: 2
        selector: {matchLabels: {app: shop-%1$d}}
        template:
          metadata: {labels: {app: shop-%1$d, tier: victim}}
          spec:
            terminationGracePeriodSeconds: 1
            containers: [{name: main, image: "example/shop:1"}]
      """;

  private static final String FILE =
      """
      gelada: 1
      name: rivals
      why: No line is so bad that a limit is exceeded
      targets:
        shops:
          pods: {namespaces: [%s], labels: {tier: victim}}
      limits:
        window: {always: true, zone: %s}
        minHealthy: 1
        maxVictims: unlimited
        perGroup: unlimited
        total: %d per day
      steps:
        - kill-pod: {target: shops}
      """;

  private final ControlPlane plane;

  ClusterRound(ControlPlane plane) {
    this.plane = plane;
  }

  @Override
  public void play(long seed, Path folder, Tally tally) throws Exception {
    Requests asked = Requests.of(plane);
    String namespace = plane.namespace("round-" + seed);
    String home = plane.namespace("home-" + seed); // nothing is touched where Gelada lives
    StringBuilder shops = new StringBuilder();
    for (int i = 0; i < GROUPS; i++) {
      shops.append(WORKLOAD.formatted(i, namespace));
    }
    plane.apply(shops.toString());
    Map<String, String> direct = new HashMap<>(plane.environment());
    direct.put("GELADA_NAMESPACE", home);
    direct.put("HOME", folder.toString());
    Path file =
        Files.writeString(
            folder.resolve("rivals.yaml"), FILE.formatted(namespace, RivalsRound.noon(), TOTAL));
    try (Gelada gelada = ClusterRunner.gelada(direct, folder)) {
      String uri = begun(gelada, "k8s:" + home + "/gelada-trail");
      storm(seed, folder, new Errand(home, uri, file), tally);
      Account account = settled(gelada, uri, folder);
      hold(account, evicted(asked, namespace), tally);
    } finally {
      plane.kubectl("delete", "namespace", namespace, home, "--wait=false");
    }
  }

  private record Errand(String home, String uri, Path file) {}

  private static String begun(Gelada gelada, String uri) throws IOException {
    TrailStore store = new ConfigMapTrailType().create(uri, gelada.connections());
    SystemTime time = new SystemTime();
    try (Trail trail =
        Trail.create(
            new Trail.Parts(
                store, time, Stage.ACTOR, List.of(), new Redactor(), new SecureRandom()),
            "test")) {
      return trail.uri();
    }
  }

  private void storm(long seed, Path folder, Errand errand, Tally tally) throws Exception {
    Random chance = new Random(seed);
    List<BadLine> lines = new ArrayList<>();
    List<GeladaProcess> runners = new ArrayList<>();
    try {
      for (int i = 0; i < RUNNERS; i++) {
        Path own = Files.createDirectories(folder.resolve("runner-" + i));
        BadLine line = BadLine.to(plane, new Random(seed * RUNNERS + i));
        lines.add(line);
        Map<String, String> environment = new HashMap<>(line.environment(plane, own));
        environment.put("GELADA_NAMESPACE", errand.home());
        line.storm(CUTS);
        runners.add(
            GeladaProcess.start(
                new GeladaProcess.World(own, own, List.of(), environment),
                ClusterRunner.class.getName(),
                List.of(errand.uri(), errand.file().toString(), own.toString())));
      }
      int stops = trouble(chance, lines, runners);
      for (int i = 0; i < RUNNERS; i++) {
        lines.get(i).storm(0);
        Files.createFile(folder.resolve("runner-" + i).resolve(ClusterRunner.END));
      }
      for (GeladaProcess runner : runners) {
        assertThat(runner.exit(SETTLED)).as(runner.output()).isZero();
      }
      tally.add("connections cut", lines.stream().mapToLong(BadLine::cuts).sum());
      tally.add("times the API server stood still", stops);
    } finally {
      runners.forEach(GeladaProcess::close);
      lines.forEach(BadLine::close);
    }
  }

  /** How often the API server stood still meanwhile. */
  private int trouble(Random chance, List<BadLine> lines, List<GeladaProcess> runners)
      throws Exception {
    long begun = System.nanoTime();
    int stops = 0;
    while (System.nanoTime() - begun < STORM.toNanos()) {
      TimeUnit.MILLISECONDS.sleep(500 + chance.nextInt(3000));
      for (GeladaProcess runner : runners) {
        assertThat(runner.alive()).as(runner.output()).isTrue();
      }
      int millis = 100 + chance.nextInt(2500);
      if (chance.nextBoolean()) {
        stops++;
        still(millis);
      } else {
        BadLine line = lines.get(chance.nextInt(lines.size()));
        line.down(true);
        TimeUnit.MILLISECONDS.sleep(millis);
        line.down(false);
      }
    }
    return stops;
  }

  private void still(int millis) throws Exception {
    synchronized (plane) {
      ProcessHandle server = plane.component("kube-apiserver");
      signal("STOP", server);
      try {
        TimeUnit.MILLISECONDS.sleep(millis);
      } finally {
        signal("CONT", server);
      }
    }
  }

  private static void signal(String name, ProcessHandle process) throws Exception {
    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
  }

  /** Settles what the runners left, as anybody may, and reads the trail. */
  private static Account settled(Gelada gelada, String uri, Path folder) throws Exception {
    Path copy = folder.resolve("trail.jsonl");
    long begun = System.nanoTime();
    while (true) {
      try (TrailStore store = new ConfigMapTrailType().open(uri, gelada.connections());
          OnTrail on = ClusterRunner.on(gelada, uri)) {
        on.settle();
        assertThat(Verify.store(store, null).bad()).as("the trail").isNull();
        try (Stream<TrailRecord> records = store.after(0)) {
          Files.write(copy, records.map(TrailRecord::line).toList());
        }
        return Account.of(copy);
      } catch (IOException away) { // rounds beside this one stop the server
        assertThat(System.nanoTime() - begun).as(away.toString()).isLessThan(SETTLED.toNanos());
      }
    }
  }

  private static void hold(Account account, Set<String> evicted, Tally tally) {
    assertThat(account.open()).as("strikes that are not settled").isEmpty();
    assertThat(account.runs()).as("runs without an end").isZero();
    assertThat(account.counted()).as("strikes against total").isLessThanOrEqualTo(TOTAL);
    Set<String> struck = new TreeSet<>();
    Set<String> claimed = new TreeSet<>();
    for (Account.Line line : account.of("claimed")) {
      JsonNode strike = line.data().path("strike");
      String name = strike.path("victim").path("id").path("name").asString();
      claimed.add(name);
      String id = strike.path("id").asString();
      if (Objects.requireNonNull(account.strikes().get(id)).struck()) {
        struck.add(name);
      }
    }
    assertThat(evicted.size()).as("pods evicted against total").isLessThanOrEqualTo(TOTAL);
    assertThat(claimed).as("claims on what was evicted").containsAll(evicted);
    assertThat(struck).as("struck by the trail").isEqualTo(evicted);

    tally.add("strikes", account.counted());
    tally.add("pods evicted", evicted.size());
    tally.add("claims not applied", account.strikes().size() - account.counted());
    tally.add("settled by another", observed(account));
    tally.add("records", account.lines().size());
    tally.add("runs", account.of("started").size());
  }

  private static long observed(Account account) {
    return account.of("failed").size()
        + account.of("struck").stream()
            .filter(line -> line.data().path("observed").asBoolean(false))
            .count();
  }

  /** Names of pods whose eviction the API server has answered with yes. */
  private static Set<String> evicted(Requests asked, String namespace) throws IOException {
    Set<String> names = new TreeSet<>();
    for (Requests.Request request : asked.in(namespace)) {
      if (request.resource().equals("pods/eviction") && request.code() == 201) {
        names.add(namespace + "/" + request.name());
      }
    }
    return names;
  }
}

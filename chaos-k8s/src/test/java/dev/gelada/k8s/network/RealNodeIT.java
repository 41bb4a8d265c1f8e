package dev.gelada.k8s.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gelada.core.attack.Attack;
import dev.gelada.core.attack.AttackType;
import dev.gelada.core.attack.Effect;
import dev.gelada.core.attack.Prepared;
import dev.gelada.core.attack.Strike;
import dev.gelada.core.attack.StrikeId;
import dev.gelada.core.attack.Undo;
import dev.gelada.core.attack.Undone;
import dev.gelada.core.plugin.Connections;
import dev.gelada.core.plugin.Deadline;
import dev.gelada.core.plugin.SystemTime;
import dev.gelada.core.target.GroupId;
import dev.gelada.core.target.Health;
import dev.gelada.core.target.Place;
import dev.gelada.core.target.Target;
import dev.gelada.core.target.TargetId;
import dev.gelada.core.testing.Await;
import dev.gelada.k8s.cluster.Cluster;
import dev.gelada.k8s.cluster.Item;
import dev.gelada.k8s.node.DrainNode;
import dev.gelada.k8s.pod.KillPod;
import dev.gelada.k8s.testing.ControlPlane;
import dev.gelada.k8s.testing.RealNode;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What only a real kubelet shows: containers that die, come back, move, and outlive a runner. */
@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RealNodeIT {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration MINUTE = Duration.ofSeconds(60);
  private static final int RATE = 65_536;

  private final SystemTime time = new SystemTime();
  private final ControlPlane plane;
  private final RealNode node;
  private final Connections with;
  private final String namespace;
  private final Place place;

  RealNodeIT() throws Exception {
    plane = ControlPlane.own();
    node = RealNode.joined(plane);
    with = Pods.connections(plane);
    namespace = plane.namespace("real");
    place = with.get(Cluster.class).place();
  }

  /** A drain asks all that is on the node. */
  @AfterEach
  void clear() {
    plane.kubectl("delete", "deployments,pods", "--all", "-n", namespace, "--timeout=60s");
  }

  @AfterAll
  void close() throws Exception {
    with.close();
    node.close();
    plane.close();
  }

  @Test
  void a_killed_pod_comes_back() throws Exception {
    Shops shops = new Shops(plane, namespace, place);
    deployment("cart", RealNode.SCHEDULING);
    Item victim = pods(shops, "cart").get(0);
    Strike strike =
        strike("kill-pod", Pods.target(place, namespace, victim.name(), victim.uid()), null);

    Effect effect = applied(new KillPod(), new KillPod.Settings(false), strike).effect();
    Instant struck = Instant.now();
    Await.until(
        "two ready again",
        MINUTE,
        () ->
            pods(shops, "cart").stream()
                    .filter(pod -> !pod.uid().equals(victim.uid()) && !pod.terminating())
                    .filter(pod -> pod.condition("Ready").text("/status").equals("True"))
                    .count()
                == 2);

    System.out.printf(
        "kill-pod: two ready again %d ms after the eviction%n",
        Duration.between(struck, Instant.now()).toMillis());
    assertThat(effect).isInstanceOf(Effect.Struck.class);
  }

  @Test
  void a_rate_ends_at_its_deadline_though_its_runner_was_killed(@TempDir Path folder)
      throws Exception {
    String uid = node.pod(namespace, "sender", Line.SENDER);
    Line line =
        new Line(
            plane.kubectl(
                "get", "pod", "-n", namespace, "sender", "-o", "jsonpath={.status.podIP}"));
    String id = newId();
    Instant endsAt = Instant.now().plusSeconds(25);
    File log = folder.resolve("runner.log").toFile();
    Process runner = runner(log, uid, id, endsAt);
    Await.until("struck", MINUTE, () -> Files.readString(log.toPath()).contains("Struck"));

    runner.destroyForcibly().waitFor();
    Instant killed = Instant.now();
    double during = line.rate(SECOND.multipliedBy(2), SECOND.multipliedBy(4));
    Await.until("at full speed", MINUTE, () -> line.rate(Duration.ZERO, SECOND) > RATE * 20.0);
    Instant free = Instant.now().minus(SECOND);

    System.out.printf(
        "pod-rate: runner killed %d ms before the end; %.0f B/s of %d after that; free %d ms after the end%n",
        Duration.between(killed, endsAt).toMillis(),
        during,
        RATE,
        Duration.between(endsAt, free).toMillis());
    assertThat(killed).isBefore(endsAt.minusSeconds(8));
    assertThat(during).isBetween(RATE * 0.7, RATE * 1.1);
    assertThat(free).isBetween(endsAt.minusSeconds(1), endsAt.plusSeconds(4));
  }

  @Test
  void a_drained_nodes_pods_move() throws Exception {
    Shops shops = new Shops(plane, namespace, place);
    deployment("till", PREFERRED);
    assertThat(pods(shops, "till"))
        .allMatch(pod -> pod.text("/spec/nodeName").equals(RealNode.NAME));
    Item real = shops.get("node/" + RealNode.NAME);
    Strike strike =
        strike(
            "drain-node",
            new Target(
                new TargetId(place, "node", RealNode.NAME, real.uid()),
                new GroupId(place, "nodes", "all"),
                "",
                Map.of(),
                null,
                Health.HEALTHY,
                List.of()),
            Instant.now().plusSeconds(120));
    Instant asked = Instant.now();

    DrainNode type = new DrainNode();
    Applied drained = applied(type, new DrainNode.Settings(Duration.ofSeconds(15), false), strike);
    Await.until(
        "moved",
        MINUTE,
        () ->
            pods(shops, "till").stream()
                    .filter(pod -> !pod.text("/spec/nodeName").equals(RealNode.NAME))
                    .filter(pod -> pod.condition("Ready").text("/status").equals("True"))
                    .count()
                == 2);
    Duration moved = Duration.between(asked, Instant.now());
    Undone undone =
        type.revert(
            strike.id(), (Undo.Recipe) drained.intent().undo(), with, Deadline.in(MINUTE, time));

    System.out.printf("drain-node: pods ready elsewhere after %d ms%n", moved.toMillis());
    assertThat(drained.effect()).isInstanceOf(Effect.Struck.class);
    assertThat(undone).isInstanceOf(Undone.Restored.class);
    assertThat(shops.get("node/" + RealNode.NAME).flag("/spec/unschedulable")).isFalse();
  }

  /** Goes to the real node while it may. */
  private static final String PREFERRED =
      """
      tolerations: [{key: gelada.test/node, operator: Exists}], terminationGracePeriodSeconds: 1,
                affinity: {nodeAffinity: {preferredDuringSchedulingIgnoredDuringExecution:
                  [{weight: 100, preference: {matchExpressions: [{key: gelada.test/node, operator: Exists}]}}]}}\
      """;

  private void deployment(String name, String scheduling) {
    plane.apply(
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: %1$s, namespace: %2$s}
        spec:
          replicas: 2
          selector: {matchLabels: {app: %1$s}}
          template:
            metadata: {labels: {app: %1$s}}
            spec: {%3$s,
              containers: [{name: main, image: "%4$s", command: [sh, -c, "exec sleep 3600"]}]}
        """
            .formatted(name, namespace, scheduling, RealNode.IMAGE));
    plane.kubectl("rollout", "status", "-n", namespace, "deployment/" + name, "--timeout=90s");
  }

  private static List<Item> pods(Shops shops, String app) {
    return shops.items("pods", "-l", "app=" + app);
  }

  private Process runner(File log, String uid, String id, Instant endsAt) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            RunnerMain.class.getName(),
            namespace,
            "sender",
            uid,
            id,
            String.valueOf(RATE),
            endsAt.toString());
    builder.environment().putAll(plane.environment());
    builder.environment().put(AgentImage.VARIABLE, RealNode.IMAGE);
    return builder.redirectErrorStream(true).redirectOutput(log).start();
  }

  /** What came of an attack. */
  private record Applied(Prepared.Intent intent, Effect effect) {}

  private <S extends Record> Applied applied(AttackType<S> type, S settings, Strike strike)
      throws Exception {
    Attack attack = type.create(settings, with);
    Prepared prepared = attack.prepare(strike);
    assertThat(prepared).isInstanceOf(Prepared.Intent.class);
    Prepared.Intent intent = (Prepared.Intent) prepared;
    return new Applied(
        intent, attack.apply(strike, intent, Deadline.in(attack.lease().applyWithin(), time)));
  }

  private static Strike strike(String attack, Target victim, @Nullable Instant endsAt) {
    return new Strike(new StrikeId(newId()), attack, victim, endsAt, 1);
  }

  private static String newId() {
    return UUID.randomUUID().toString().replace("-", "").substring(0, 20);
  }
}

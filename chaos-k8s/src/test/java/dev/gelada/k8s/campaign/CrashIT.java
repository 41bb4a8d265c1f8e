package dev.gelada.k8s.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gelada.core.target.Target;
import dev.gelada.core.testing.Await;
import dev.gelada.core.trail.Claim;
import dev.gelada.core.trail.Ledger;
import dev.gelada.core.trail.Verify;
import dev.gelada.k8s.cluster.Cluster;
import dev.gelada.k8s.testing.ControlPlane;
import dev.gelada.k8s.testing.Nodes;
import dev.gelada.k8s.testing.Runs;
import dev.gelada.k8s.testing.Shop;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * A runner with a scaled workload, a cordoned node and a workload cut off is killed with SIGKILL at
 * a random instant. Another process reverts, and everything is as it was.
 */
class CrashIT {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  /** After the start: three claims, three strikes, and the first that is put back. */
  private static final int RECORDS = 7;

  private final ControlPlane plane = ControlPlane.shared();

  @Test
  void a_runner_dies_at_any_instant_and_another_process_puts_everything_back() throws Exception {
    Map<String, Integer> met = new Rounds(6, 100).play("k8s-crash", 3, this::round);

    if (met.values().stream().mapToInt(Integer::intValue).sum() >= 20) {
      assertThat(met).as("the instants are spread over the run").hasSizeGreaterThan(2);
    }
  }

  private String round(long seed, Path folder) throws Exception {
    try (Cluster cluster = plane.admin()) {
      Shop shop = Shop.open(plane, cluster, "crash");
      Nodes nodes = new Nodes(plane, cluster);
      Target node = nodes.ready(shop.namespace());
      try {
        shop.settled("web", 3);
        shop.settled("cart", 2);
        return round(seed, folder, shop, nodes, node.id().name());
      } finally {
        nodes.remove(node.id().name());
        shop.kubectl("delete", "deployment", "--all", "--wait=false");
      }
    }
  }

  private String round(long seed, Path folder, Shop shop, Nodes nodes, String node)
      throws Exception {
    Path trail = folder.resolve("trail.jsonl");
    try (Runs first = Runs.inFile(trail, plane.environment(), folder)) {
      first.allow("attended: true");
    }
    Path file = folder.resolve("file.yaml");
    Files.writeString(file, yaml(shop.namespace(), node));
    kill(runner(trail, folder, file), trail, new SplittableRandom(seed));
    String met;
    try (Runs other = Runs.inFile(trail, plane.environment(), folder)) {
      met = met(other.trail().ledger());
      other.trail().revert();
      Ledger ledger = other.trail().ledger();
      assertThat(ledger.open()).as("strikes that are not settled").isEmpty();
      assertThat(ledger.running()).as("runs without an end").isEmpty();
    }
    assertThat(Verify.file(trail, null).bad()).as("the trail").isNull();
    restored(shop, nodes, node);
    return met;
  }

  private void restored(Shop shop, Nodes nodes, String node) throws Exception {
    assertThat(shop.kubectl("get", "deployment", "web", "-o", "jsonpath={.spec.replicas}"))
        .isEqualTo("3");
    assertThat(nodes.cordoned(node)).as("cordoned").isFalse();
    assertThat(shop.kubectl("get", "deployment", "web", "-o", "jsonpath={.metadata.annotations}"))
        .doesNotContain("gelada/scale-down");
    assertThat(plane.kubectl("get", "node", node, "-o", "jsonpath={.metadata.annotations}"))
        .doesNotContain("gelada/cordon-node");
    Await.until(
        "no policy and no switch is left",
        PATIENCE,
        () ->
            shop.kubectl(
                    "get",
                    "networkpolicy,job",
                    "-l",
                    "app.kubernetes.io/managed-by=gelada",
                    "-o",
                    "name")
                .isEmpty());
    shop.ready("web", 3);
  }

  /** Some die a moment after a certain record, others at any time of the run. */
  private static void kill(Process runner, Path trail, SplittableRandom random) throws Exception {
    try {
      boolean anyTime = random.nextInt(4) == 0;
      int records = anyTime ? 3 : 4 + random.nextInt(RECORDS);
      Await.until("records", PATIENCE, () -> !runner.isAlive() || lines(trail) >= records);
      TimeUnit.MICROSECONDS.sleep(random.nextLong(anyTime ? 15_000_000 : 60_000));
    } finally {
      runner.destroyForcibly().waitFor();
    }
  }

  private static long lines(Path trail) throws IOException {
    return Files.readString(trail).chars().filter(c -> c == '\n').count();
  }

  private static String met(Ledger ledger) {
    if (ledger.claims().isEmpty()) {
      return "before any claim";
    }
    long claimed = count(ledger, Claim.State.CLAIMED);
    long struck = count(ledger, Claim.State.STRUCK);
    return claimed > 0
        ? "claimed, not known to be struck"
        : struck > 0 ? struck + " struck, not reverted" : "all reverted";
  }

  private static long count(Ledger ledger, Claim.State state) {
    return ledger.claims().values().stream().filter(claim -> claim.state() == state).count();
  }

  private Process runner(Path trail, Path folder, Path file) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                RunnerMain.class.getName(),
                trail.toString(),
                folder.toString(),
                file.toString()));
    builder.environment().putAll(plane.environment());
    return builder
        .redirectInput(new File("/dev/null"))
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("runner.log").toFile())
        .start();
  }

  private static String yaml(String namespace, String node) {
    return """
        gelada: 1
        name: crash
        why: The runner dies and everything is put back
        targets:
          web: {workloads: {namespaces: [%1$s], names: [web]}}
          cart: {workloads: {namespaces: [%1$s], names: [cart]}}
          worker: {nodes: {names: [%2$s]}}
        limits:
          window: {always: true, zone: UTC}
          perGroup: unlimited
          minHealthy: 0
          maxVictims: 3
          maxConcurrent: 3
        steps:
          - together:
              - - scale-down: {target: web, to: 1, for: 12s, attended: true}
              - - cordon-node: {target: worker, for: 12s, attended: true}
              - - network-blackhole: {target: cart, for: 12s}
        """
        .formatted(namespace, node);
  }
}

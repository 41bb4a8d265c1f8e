package dev.gelada.k8s.testing;

import dev.gelada.core.target.GroupId;
import dev.gelada.core.target.Health;
import dev.gelada.core.target.Target;
import dev.gelada.core.target.TargetId;
import dev.gelada.core.testing.Await;
import dev.gelada.k8s.cluster.Cluster;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Simulated nodes of a test's own, which no pod comes to that does not ask for them by {@code own:
 * name} and tolerate everything.
 *
 * @param plane where
 * @param cluster the administrator's connection
 */
public record Nodes(ControlPlane plane, Cluster cluster) {
  private static final AtomicInteger NUMBER = new AtomicInteger();
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** A new one that is ready; the pool tells which pods come. */
  public Target ready(String pool) throws Exception {
    String name = "own-%d-%d".formatted(ProcessHandle.current().pid(), NUMBER.incrementAndGet());
    plane.apply(
        """
        apiVersion: v1
        kind: Node
        metadata:
          name: %s
          labels: {pool: %s, type: kwok, kubernetes.io/hostname: %s, gelada/enabled: "true"}
          annotations: {kwok.x-k8s.io/node: fake, node.alpha.kubernetes.io/ttl: "0"}
        spec: {taints: [{key: own, value: "yes", effect: NoSchedule}]}
        status:
          allocatable: {cpu: "32", memory: 256Gi, pods: "110"}
          capacity: {cpu: "32", memory: 256Gi, pods: "110"}
        """
            .formatted(name, pool, name));
    Await.until(
        name + " ready",
        PATIENCE,
        () ->
            plane
                .kubectl(
                    "get",
                    "node",
                    name,
                    "-o",
                    "jsonpath={.status.conditions[?(@.type=='Ready')].status}")
                .equals("True"));
    quiet(name);
    return target(name);
  }

  /** Waits until the controllers have stopped writing to it. */
  public void quiet(String node) throws Exception {
    Await.until(
        node + " at rest",
        PATIENCE,
        () -> {
          String before = version(node);
          Await.throughout("a moment", Duration.ofMillis(500), () -> true);
          return before.equals(version(node));
        });
  }

  private String version(String node) {
    return plane.kubectl("get", "node", node, "-o", "jsonpath={.metadata.resourceVersion}");
  }

  /** One as the source of nodes would describe it. */
  public Target target(String name) throws IOException {
    String uid = plane.kubectl("get", "node", name, "-o", "jsonpath={.metadata.uid}");
    return new Target(
        new TargetId(cluster.place(), "node", name, uid),
        new GroupId(cluster.place(), "nodes", "all"),
        "",
        Map.of(),
        null,
        Health.HEALTHY,
        List.of());
  }

  /** Whether it takes no new pods. */
  public boolean cordoned(String name) {
    return Boolean.TRUE.equals(
        cluster.client().nodes().withName(name).get().getSpec().getUnschedulable());
  }

  /** Deletes them. */
  public void remove(String... names) {
    for (String name : names) {
      plane.kubectl("delete", "node", name, "--ignore-not-found", "--wait=false");
    }
  }
}

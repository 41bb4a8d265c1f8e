package dev.gelada.k8s.testing;

import dev.gelada.core.target.GroupId;
import dev.gelada.core.target.Health;
import dev.gelada.core.target.Target;
import dev.gelada.core.target.TargetId;
import dev.gelada.core.testing.Await;
import dev.gelada.k8s.cluster.Cluster;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A name space with things to attack, and targets as a source would describe them.
 *
 * @param plane where
 * @param cluster the administrator's connection
 * @param namespace its own
 */
public record Shop(ControlPlane plane, Cluster cluster, String namespace) {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** A new one. */
  public static Shop open(ControlPlane plane, Cluster cluster, String prefix) {
    return new Shop(plane, cluster, plane.namespace(prefix));
  }

  /** A Deployment or StatefulSet whose pods carry {@code app: name}; returns when all are ready. */
  public void workload(String kind, String name, int replicas) throws Exception {
    apply(
        """
        apiVersion: apps/v1
        kind: %s
        metadata: {name: %s, labels: {app: %s, gelada/enabled: "true"}}
        spec:
          replicas: %d
          %s
          selector: {matchLabels: {app: %s}}
          template:
            metadata: {labels: {app: %s}}
            spec:
              terminationGracePeriodSeconds: 5
              containers: [{name: main, image: "example/shop:1"}]
        """
            .formatted(kind, name, name, replicas, serviceName(kind, name), name, name));
    ready(name, replicas);
  }

  /** A Deployment whose pods go to the nodes of a pool only; returns when all are ready. */
  public void pooled(String name, int replicas, String pool, String volumes) throws Exception {
    apply(
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: %s, labels: {app: %s, gelada/enabled: "true"}}
        spec:
          replicas: %d
          selector: {matchLabels: {app: %s}}
          template:
            metadata: {labels: {app: %s}}
            spec:
              nodeSelector: {pool: %s}
              tolerations: [{key: own, operator: Exists}]
              containers: [{name: main, image: "example/shop:1"}]
              volumes: %s
        """
            .formatted(name, name, replicas, name, name, pool, volumes));
    ready(name, replicas);
  }

  private static String serviceName(String kind, String name) {
    return kind.equals("StatefulSet") ? "serviceName: " + name : "minReadySeconds: 0";
  }

  /** A Deployment that its controllers have finished with, so that nobody changes it any more. */
  public void settled(String name, int replicas) throws Exception {
    workload("Deployment", name, replicas);
    quiet("deployment", name);
  }

  /** Waits until the controllers have stopped writing to an object. */
  public void quiet(String kind, String name) throws Exception {
    Await.until(
        kind + " " + name + " at rest",
        PATIENCE,
        () -> {
          String before = version(kind, name);
          Await.throughout("a moment", Duration.ofMillis(400), () -> true);
          return before.equals(version(kind, name));
        });
  }

  private String version(String kind, String name) {
    return kubectl("get", kind, name, "-o", "jsonpath={.metadata.resourceVersion}");
  }

  /** A workload as the source of workloads would describe it. */
  public Target workloadTarget(String kind, String name) throws IOException {
    String uid = kubectl("get", kind, name, "-o", "jsonpath={.metadata.uid}");
    String path = namespace + "/" + name;
    return new Target(
        new TargetId(cluster.place(), "workload", kind + "/" + path, uid),
        new GroupId(cluster.place(), kind, path),
        "",
        Map.of(),
        null,
        Health.HEALTHY,
        List.of());
  }

  /** A budget for the pods that carry {@code app: app}; returns when it is computed. */
  public void budget(String name, String app, int minAvailable) throws Exception {
    apply(
        """
        apiVersion: policy/v1
        kind: PodDisruptionBudget
        metadata: {name: %s}
        spec: {minAvailable: %d, selector: {matchLabels: {app: %s}}}
        """
            .formatted(name, minAvailable, app));
    Await.until(
        "budget " + name + " computed",
        PATIENCE,
        () -> !kubectl("get", "pdb", name, "-o", "jsonpath={.status.expectedPods}").isEmpty());
  }

  /** A pod without an owner. */
  public Pod bare(String name) throws Exception {
    apply(
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: %s, labels: {app: %s}}
        spec: {containers: [{name: main, image: "example/shop:1"}]}
        """
            .formatted(name, name));
    return pod(name);
  }

  /** Waits until as many pods of that name are ready, and none is leaving. */
  public void ready(String app, int replicas) throws Exception {
    Await.until(
        replicas + " ready of " + app,
        PATIENCE,
        () -> {
          List<Pod> pods = pods(app);
          return pods.size() == replicas && pods.stream().allMatch(Shop::serves);
        });
  }

  /** The pods that carry {@code app: app}. */
  public List<Pod> pods(String app) {
    return cluster.client().pods().inNamespace(namespace).withLabel("app", app).list().getItems();
  }

  /**
   * Deletes a pod and waits until that very one is gone; kubectl's own wait may miss it where a
   * successor takes its name.
   */
  public void delete(Pod pod) throws Exception {
    String name = pod.getMetadata().getName();
    kubectl("delete", "pod", name, "--wait=false");
    Await.until(
        name + " gone",
        PATIENCE,
        () -> {
          Pod now = cluster.client().pods().inNamespace(namespace).withName(name).get();
          return now == null || !now.getMetadata().getUid().equals(pod.getMetadata().getUid());
        });
  }

  /** The UIDs of the pods that carry {@code app: app}. */
  public List<String> uids(String app) {
    return pods(app).stream().map(pod -> pod.getMetadata().getUid()).toList();
  }

  /** One that is there. */
  public Pod pod(String name) {
    return Objects.requireNonNull(
        cluster.client().pods().inNamespace(namespace).withName(name).get(), name);
  }

  /** Whether the very pod is there and not on its way out. */
  public boolean stays(TargetId id) {
    Pod pod = cluster.client().pods().inNamespace(namespace).withName(local(id)).get();
    return pod != null
        && pod.getMetadata().getUid().equals(id.uid())
        && pod.getMetadata().getDeletionTimestamp() == null;
  }

  /** As the source of pods would describe it. */
  public Target target(Pod pod, String groupKind, String group) throws IOException {
    return target("pod", pod, namespace + "/" + pod.getMetadata().getName(), groupKind, group);
  }

  /** As some source would describe it. */
  public Target target(String kind, HasMetadata object, String name, String groupKind, String group)
      throws IOException {
    return new Target(
        new TargetId(cluster.place(), kind, name, object.getMetadata().getUid()),
        new GroupId(cluster.place(), groupKind, group),
        "",
        Map.of(),
        null,
        Health.HEALTHY,
        List.of());
  }

  /** kubectl in this name space. */
  public String kubectl(String... arguments) {
    String[] all = new String[arguments.length + 2];
    all[0] = "-n";
    all[1] = namespace;
    System.arraycopy(arguments, 0, all, 2, arguments.length);
    return plane.kubectl(all);
  }

  /** {@code kubectl apply} of objects that name this name space or none. */
  public void apply(String yaml) {
    plane.apply(yaml.replace("metadata: {name:", "metadata: {namespace: " + namespace + ", name:"));
  }

  private static boolean serves(Pod pod) {
    return pod.getMetadata().getDeletionTimestamp() == null
        && pod.getStatus().getConditions().stream()
            .anyMatch(c -> c.getType().equals("Ready") && c.getStatus().equals("True"));
  }

  private static String local(TargetId id) {
    return id.name().substring(id.name().indexOf('/') + 1);
  }
}

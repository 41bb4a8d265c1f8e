package dev.gelada.k8s.pod;

import dev.gelada.core.target.TargetId;
import java.util.Map;
import java.util.Optional;

/**
 * Where a workload with a number of replicas lies in the API.
 *
 * @param kind {@code deployment}, {@code statefulset} or {@code replicaset}
 * @param namespace its name space
 * @param name its own name
 */
record WorkloadPath(String kind, String namespace, String name) {
  /** The kind of targets that are workloads. */
  static final String TARGET = "workload";

  /** How each kind is called in paths and rights. */
  static final Map<String, String> PLURALS =
      Map.of(
          "deployment", "deployments", "statefulset", "statefulsets", "replicaset", "replicasets");

  /**
   * From a target's name, {@code kind/namespace/name}.
   *
   * @return empty for a kind without replicas of its own
   */
  static Optional<WorkloadPath> of(TargetId target) {
    return of(target.name());
  }

  /** The same, from the text. */
  static Optional<WorkloadPath> of(String text) {
    String[] parts = text.split("/", 3);
    return parts.length == 3 && PLURALS.containsKey(parts[0])
        ? Optional.of(new WorkloadPath(parts[0], parts[1], parts[2]))
        : Optional.empty();
  }

  /** Of the workload itself. */
  String path() {
    return "/apis/apps/v1/namespaces/%s/%s/%s".formatted(namespace, PLURALS.get(kind), name);
  }

  /** Of the autoscalers beside it. */
  String autoscalers() {
    return "/apis/autoscaling/v2/namespaces/%s/horizontalpodautoscalers".formatted(namespace);
  }

  @Override
  public String toString() {
    return "%s %s/%s".formatted(kind, namespace, name);
  }
}

package dev.gelada.k8s.workload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gelada.core.plugin.Connections;
import dev.gelada.core.target.Group;
import dev.gelada.core.target.Scope;
import dev.gelada.core.target.Target;
import dev.gelada.core.target.TargetSource;
import dev.gelada.core.testing.Await;
import dev.gelada.k8s.cluster.Cluster;
import dev.gelada.k8s.testing.ControlPlane;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Workloads of one test class in a real control plane, and how it looks at them. */
final class Shop implements AutoCloseable {
  static final Scope OPTED_IN = new Scope(Map.of("gelada/enabled", "true"), false);

  final ControlPlane plane = ControlPlane.shared();
  final String namespace;
  final Cluster cluster;

  Shop(String prefix) throws Exception {
    namespace = plane.namespace(prefix);
    cluster = plane.admin();
  }

  /** A Deployment of that many, with more labels on it and on its pods: {@code a: b, c: d}. */
  void deployment(String name, int replicas, String labels, String podLabels) {
    workload("Deployment", name, replicas, labels, podLabels, "");
  }

  void workload(
      String kind, String name, int replicas, String labels, String podLabels, String spec) {
    plane.apply(
        """
        apiVersion: apps/v1
        kind: %s
        metadata: {name: %s, namespace: %s, labels: {%s}}
        spec:
          %s
          %s
          selector: {matchLabels: {app: %s}}
          template:
            metadata: {labels: {app: %s, %s}}
            spec: {containers: [{name: main, image: none}]}
        """
            .formatted(
                kind,
                name,
                namespace,
                labels,
                kind.equals("DaemonSet") ? "" : "replicas: " + replicas,
                spec,
                name,
                name,
                podLabels));
  }

  void ready(String kind, String name) {
    plane.kubectl(
        "rollout",
        "status",
        kind.toLowerCase(java.util.Locale.ROOT) + "/" + name,
        "-n",
        namespace,
        "--timeout=60s");
  }

  String kubectl(String... arguments) {
    List<String> line = new ArrayList<>(List.of(arguments));
    line.add("-n");
    line.add(namespace);
    return plane.kubectl(line.toArray(String[]::new));
  }

  /** For a StatefulSet that kubectl cannot wait for. */
  void ready0(String name, int replicas) throws Exception {
    until(
        name + " is ready",
        () ->
            kubectl("get", "statefulset", name, "-o", "jsonpath={.status.availableReplicas}")
                .equals(String.valueOf(replicas)));
  }

  Connections connections() {
    return only(cluster);
  }

  /** Connections to that cluster only. */
  static Connections only(Cluster cluster) {
    return new Connections() {
      @Override
      public <C> C get(Class<C> type) {
        return type.cast(cluster);
      }

      @Override
      public void close() {}
    };
  }

  /** Names of groups, without the name space. */
  static List<String> names(TargetSource source, Scope scope) throws Exception {
    try (var groups = source.groups(scope)) {
      return groups
          .map(group -> group.id().kind() + " " + group.id().name().replaceFirst(".*/", ""))
          .sorted()
          .toList();
    }
  }

  static Group only(TargetSource source) throws Exception {
    try (var groups = source.groups(Scope.all())) {
      List<Group> found = groups.toList();
      assertThat(found).hasSize(1);
      return found.get(0);
    }
  }

  static List<Target> members(TargetSource source) throws Exception {
    List<Target> all = new ArrayList<>();
    try (var groups = source.groups(Scope.all())) {
      for (Group group : groups.toList()) {
        try (var members = source.members(group.id())) {
          members.forEach(all::add);
        }
      }
    }
    return all;
  }

  static void until(String what, Await.Condition condition) throws Exception {
    Await.until(what, java.time.Duration.ofSeconds(60), condition);
  }

  @Override
  public void close() {
    cluster.close();
  }
}

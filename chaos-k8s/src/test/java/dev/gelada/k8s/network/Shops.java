package dev.gelada.k8s.network;

import dev.gelada.core.target.GroupId;
import dev.gelada.core.target.Health;
import dev.gelada.core.target.Place;
import dev.gelada.core.target.Target;
import dev.gelada.core.target.TargetId;
import dev.gelada.k8s.cluster.Item;
import dev.gelada.k8s.cluster.Selector;
import dev.gelada.k8s.testing.ControlPlane;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Deployments of a simulated cluster, as targets, and which of their pods a policy cuts off. */
record Shops(ControlPlane plane, String namespace, Place place) {
  void deployment(String name, int replicas) {
    plane.apply(
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: %1$s, namespace: %2$s}
        spec:
          replicas: %3$d
          selector: {matchLabels: {app: %1$s}}
          template:
            metadata: {labels: {app: %1$s}}
            spec: {containers: [{name: main, image: none}]}
        """
            .formatted(name, namespace, replicas));
    plane.kubectl("rollout", "status", "-n", namespace, "deployment/" + name, "--timeout=60s");
  }

  Target workload(String name) {
    String uid = get("deployment/" + name).uid();
    return target("workload", "deployment/%s/%s".formatted(namespace, name), name, uid);
  }

  /** One of its pods. */
  Target pod(String deployment) {
    Item pod = items("pods", "-l", "app=" + deployment).get(0);
    return target("pod", namespace + "/" + pod.name(), deployment, pod.uid());
  }

  private Target target(String kind, String name, String deployment, String uid) {
    return new Target(
        new TargetId(place, kind, name, uid),
        new GroupId(place, "deployment", namespace + "/" + deployment),
        "",
        Map.of(),
        null,
        Health.HEALTHY,
        List.of());
  }

  /** Whether a policy of ours selects the pod, or the pods of the workload. */
  boolean cutOff(Target victim) {
    String name = victim.id().name().substring(victim.id().name().lastIndexOf('/') + 1);
    Map<String, String> labels =
        victim.id().kind().equals("pod") ? get("pod/" + name).labels() : Map.of("app", name);
    return items("networkpolicies").stream()
        .filter(policy -> policy.labels().containsKey(Cut.STRIKE))
        .map(policy -> Selector.of(new Item(policy.json().at("/spec/podSelector"))))
        .anyMatch(selector -> selector.in(labels));
  }

  Item get(String object) {
    return read("get", object);
  }

  List<Item> items(String... what) {
    String[] arguments = new String[what.length + 1];
    arguments[0] = "get";
    System.arraycopy(what, 0, arguments, 1, what.length);
    return read(arguments).items("/items");
  }

  private Item read(String... arguments) {
    String[] all = new String[arguments.length + 4];
    System.arraycopy(arguments, 0, all, 0, arguments.length);
    all[arguments.length] = "-n";
    all[arguments.length + 1] = namespace;
    all[arguments.length + 2] = "-o";
    all[arguments.length + 3] = "json";
    return new Item(JsonMapper.shared().readTree(plane.kubectl(all)));
  }
}

package dev.gelada.k8s.workload;

import dev.gelada.core.plugin.Refusal;
import dev.gelada.core.target.Health;
import dev.gelada.k8s.cluster.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What a pod's own spec and status say. */
final class PodState {
  private static final String MIRROR = "kubernetes.io/config.mirror";
  private static final Set<String> CRITICAL =
      Set.of("system-cluster-critical", "system-node-critical");

  private PodState() {}

  /** Whether it ran to its end: it is no member of a replica count any more. */
  static boolean finished(Item pod) {
    String phase = pod.text("/status/phase");
    return phase.equals("Succeeded") || phase.equals("Failed");
  }

  /** Healthy is Ready and staying; unknown is what nobody has heard of for a while. */
  static Health health(Item pod) {
    String ready = pod.condition("Ready").text("/status");
    if (pod.terminating()) {
      return Health.UNHEALTHY;
    } else if (ready.equals("Unknown") || pod.text("/status/phase").equals("Unknown")) {
      return Health.UNKNOWN;
    }
    return ready.equals("True") ? Health.HEALTHY : Health.UNHEALTHY;
  }

  /** What it says against being touched. */
  static List<Refusal> holds(Item pod) {
    List<Refusal> holds = new ArrayList<>();
    String name = pod.fullName();
    if (pod.terminating()) {
      holds.add(
          new Refusal(
              "terminating",
              name + " is being deleted since " + pod.text("/metadata/deletionTimestamp") + ".",
              "Wait for its successor."));
    }
    if (pod.annotations().containsKey(MIRROR)
        || pod.controller().filter(owner -> owner.kind().equals("Node")).isPresent()) {
      holds.add(
          new Refusal(
              "never-touch",
              name + " is a static pod of its node, which no API call ends.",
              "Aim at pods that a workload owns."));
    }
    String priority = pod.text("/spec/priorityClassName");
    if (CRITICAL.contains(priority)) {
      holds.add(
          new Refusal(
              "never-touch",
              "%s has the priority class %s: the cluster itself depends on it."
                  .formatted(name, priority),
              "Aim at other pods."));
    }
    return holds;
  }
}

package dev.gelada.k8s.workload;

import dev.gelada.core.plugin.Refusal;
import dev.gelada.core.target.Health;
import dev.gelada.k8s.cluster.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What a node's own spec and status say. */
final class NodeState {
  /** With more than one in so many closed, somebody is at work on the nodes. */
  static final int ONE_IN = 5;

  private static final Set<String> CONTROL_PLANE =
      Set.of("node-role.kubernetes.io/control-plane", "node-role.kubernetes.io/master");

  private NodeState() {}

  /** Healthy is Ready and open for new pods; unknown is one that does not report. */
  static Health health(Item node) {
    String ready = node.condition("Ready").text("/status");
    if (ready.equals("True")) {
      return node.flag("/spec/unschedulable") || node.terminating()
          ? Health.UNHEALTHY
          : Health.HEALTHY;
    }
    return ready.equals("False") ? Health.UNHEALTHY : Health.UNKNOWN;
  }

  /** What it says against being touched. */
  static List<Refusal> holds(Item node) {
    List<Refusal> holds = new ArrayList<>();
    if (node.labels().keySet().stream().anyMatch(CONTROL_PLANE::contains)) {
      holds.add(
          new Refusal(
              "never-touch",
              node.name() + " runs the control plane.",
              "Aim at nodes that run workloads only."));
    }
    if (node.flag("/spec/unschedulable")) {
      holds.add(
          new Refusal(
              "unschedulable",
              node.name() + " is closed for new pods already: somebody is at work on it.",
              "Wait until it is open again (kubectl uncordon)."));
    }
    if (node.terminating()) {
      holds.add(
          new Refusal("terminating", node.name() + " is being deleted.", "Nothing is to be done."));
    }
    return holds;
  }
}

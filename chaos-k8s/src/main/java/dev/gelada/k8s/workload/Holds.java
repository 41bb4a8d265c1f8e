package dev.gelada.k8s.workload;

import dev.gelada.core.plugin.Refusal;
import dev.gelada.k8s.cluster.Item;
import java.util.ArrayList;
import java.util.List;

/**
 * What the platform says against touching a workload now, read from its own spec and status. Costs
 * no request.
 */
final class Holds {
  static final String UNAVAILABLE = "unavailable";

  /** With fewer, nobody stands in for the one that is struck. */
  private static final int SEVERAL = 2;

  private final String who;
  private final Item item;
  private final List<Refusal> found = new ArrayList<>();

  private Holds(String kind, Item item) {
    this.who = kind + " " + item.fullName();
    this.item = item;
  }

  /** All of them, by the rules for its kind. */
  static List<Refusal> of(String kind, Item item) {
    Holds holds = new Holds(kind, item);
    if (item.terminating()) {
      holds.add("terminating", "%s is being deleted.", "Nothing is to be done.");
    }
    if (kind.equals(OwnerKind.BARE)) {
      return holds.found;
    }
    holds.stale();
    switch (kind) {
      case OwnerKind.DEPLOYMENT -> holds.deployment();
      case OwnerKind.STATEFUL_SET -> holds.statefulSet();
      case OwnerKind.DAEMON_SET -> holds.daemonSet();
      case OwnerKind.JOB -> {} // ends by itself, and has no rollouts
      default -> holds.others();
    }
    holds.several(desired(kind, item));
    return holds.found;
  }

  /** How many pods it wants. */
  static int desired(String kind, Item item) {
    return switch (kind) {
      case OwnerKind.BARE -> 1;
      case OwnerKind.DAEMON_SET -> item.number("/status/desiredNumberScheduled");
      case OwnerKind.JOB -> item.number("/spec/parallelism", 1);
      case OwnerKind.DEPLOYMENT, OwnerKind.STATEFUL_SET, OwnerKind.REPLICA_SET ->
          item.number("/spec/replicas", 1);
      default -> item.number("/spec/replicas", -1);
    };
  }

  private void stale() {
    if (!item.json().at("/status/observedGeneration").isNumber()) {
      return; // some owners do not say
    }
    int seen = item.number("/status/observedGeneration");
    int wanted = item.number("/metadata/generation");
    if (seen < wanted) {
      add(
          "stale",
          "the status of %s is of generation " + seen + " and its spec of " + wanted + ".",
          "Wait until its controller has seen the change.");
    }
  }

  private void deployment() {
    if (item.flag("/spec/paused")) {
      paused("kubectl rollout resume");
    }
    Item progressing = item.condition("Progressing");
    String reason = progressing.text("/reason");
    int desired = item.number("/spec/replicas", 1);
    int updated = item.number("/status/updatedReplicas");
    int all = item.number("/status/replicas");
    if (progressing.text("/status").equals("False")) {
      rollout("of %s failed: " + reason + ", " + progressing.text("/message"));
    } else if (updated < desired) {
      rollout("of %s is under way: " + updated + " of " + desired + " are updated.");
    } else if (all > updated) {
      rollout("of %s is under way: " + (all - updated) + " of " + all + " are of an old revision.");
    } else if (!reason.isEmpty()
        && !reason.equals("NewReplicaSetAvailable")
        && !item.flag("/spec/paused")) {
      rollout("of %s is not complete: " + reason + ".");
    }
    available(item.number("/status/availableReplicas"), desired);
  }

  private void statefulSet() {
    int desired = item.number("/spec/replicas", 1);
    String current = item.text("/status/currentRevision");
    String update = item.text("/status/updateRevision");
    if (!current.equals(update)) {
      rollout(
          "of %s is under way: %d of %d are at revision %s."
              .formatted("%s", item.number("/status/updatedReplicas"), desired, update));
    }
    available(
        item.number("/status/availableReplicas", item.number("/status/readyReplicas")), desired);
  }

  private void daemonSet() {
    int desired = item.number("/status/desiredNumberScheduled");
    int updated = item.number("/status/updatedNumberScheduled");
    if (updated < desired) {
      rollout("of %s is under way: " + updated + " of " + desired + " are updated.");
    }
    available(item.number("/status/numberAvailable"), desired);
  }

  /** ReplicaSets, and owners that look like Deployments, as Rollouts do. */
  private void others() {
    if (item.flag("/spec/paused") || item.has("/status/pauseConditions/0")) {
      paused("its controller's own tool");
    }
    int desired = item.number("/spec/replicas", -1);
    int all = item.number("/status/replicas");
    int updated = item.number("/status/updatedReplicas", all);
    if (desired >= 0 && (updated < desired || all > updated)) {
      rollout("of %s is under way: " + updated + " of " + desired + " are updated.");
    }
    if (desired >= 0) {
      available(
          item.number("/status/availableReplicas", item.number("/status/readyReplicas")), desired);
    }
  }

  private void paused(String how) {
    add(
        "paused",
        "%s is paused: somebody is at work on it.",
        "Wait until it is resumed (" + how + ").");
  }

  private void rollout(String what) {
    add("rollout", "the rollout " + what, "Wait until it is complete (kubectl rollout status).");
  }

  private void available(int available, int desired) {
    if (available < desired) {
      add(
          UNAVAILABLE,
          available + " of " + desired + " pods of %s are available.",
          "Wait until all are.");
    }
  }

  private void several(int desired) {
    if (desired >= 0 && desired < SEVERAL) {
      add(
          "singleton",
          "%s wants " + desired + " of it, so nobody stands in for the one that is struck.",
          "Scale it to " + SEVERAL + " or more.");
    }
  }

  private void add(String rule, String reason, String remedy) {
    String said = reason.replace("%s", who);
    found.add(new Refusal(rule, said.endsWith(".") ? said : said + ".", remedy));
  }
}

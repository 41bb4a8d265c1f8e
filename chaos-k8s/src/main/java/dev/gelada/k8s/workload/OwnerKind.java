package dev.gelada.k8s.workload;

import dev.gelada.k8s.cluster.ResourceType;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The kinds of groups that pods come in, and where the API server lists them. */
final class OwnerKind {
  /** A pod that nothing controls: its own group. */
  static final String BARE = "pod";

  static final String DEPLOYMENT = "deployment";
  static final String STATEFUL_SET = "statefulset";
  static final String DAEMON_SET = "daemonset";
  static final String REPLICA_SET = "replicaset";
  static final String JOB = "job";
  static final String ROLLOUT = "rollout";

  /** Kinds of which all may be listed; others are found through the pods that they control. */
  private static final Map<String, ResourceType> LISTED =
      Map.of(
          DEPLOYMENT, ResourceType.DEPLOYMENT,
          STATEFUL_SET, ResourceType.STATEFUL_SET,
          DAEMON_SET, ResourceType.DAEMON_SET,
          REPLICA_SET, ResourceType.REPLICA_SET,
          JOB, ResourceType.JOB);

  private OwnerKind() {}

  /** Where all of that kind are listed; empty where they are found through their pods. */
  static Optional<ResourceType> listed(String kind) {
    return Optional.ofNullable(LISTED.get(kind));
  }

  /** The kind of a group, of the kind in a reference. */
  static String of(String kind) {
    return kind.toLowerCase(Locale.ROOT);
  }

  /** Whether its pods are controlled by ReplicaSets of its own. */
  static boolean hasReplicaSets(String kind) {
    return !kind.equals(STATEFUL_SET)
        && !kind.equals(DAEMON_SET)
        && !kind.equals(REPLICA_SET)
        && !kind.equals(JOB);
  }
}

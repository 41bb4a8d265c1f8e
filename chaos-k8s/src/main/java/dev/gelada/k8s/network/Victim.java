package dev.gelada.k8s.network;

import dev.gelada.core.target.TargetId;
import dev.gelada.k8s.cluster.Item;
import dev.gelada.k8s.cluster.ResourceType;
import java.util.Map;
import java.util.Optional;

/**
 * A pod or a workload as a target names it.
 *
 * @param type where it is read
 * @param namespace its name space
 * @param name its name, which a successor may bear
 * @param uid its identity
 */
record Victim(ResourceType type, String namespace, String name, String uid) {
  private static final Map<String, ResourceType> TYPES =
      Map.of(
          "pod", ResourceType.POD,
          "deployment", ResourceType.DEPLOYMENT,
          "statefulset", ResourceType.STATEFUL_SET,
          "daemonset", ResourceType.DAEMON_SET,
          "replicaset", ResourceType.REPLICA_SET);

  /** Empty for a kind whose pods are not found by a selector. */
  static Optional<Victim> of(TargetId target) {
    return of(target.kind().equals("pod") ? "pod/" + target.name() : target.name(), target.uid());
  }

  /** The one that is written {@code kind/namespace/name}. */
  static Optional<Victim> of(String text, String uid) {
    String[] parts = text.split("/", 3);
    return parts.length == 3 && TYPES.containsKey(parts[0])
        ? Optional.of(new Victim(TYPES.get(parts[0]), parts[1], parts[2], uid))
        : Optional.empty();
  }

  boolean isPod() {
    return type.equals(ResourceType.POD);
  }

  String path() {
    return type.path(namespace, name);
  }

  /** Whether it is that object and no successor. */
  boolean is(Item item) {
    return item.uid().equals(uid);
  }

  /** {@code deployment/shop/cart}. */
  @Override
  public String toString() {
    return "%s/%s/%s".formatted(type.kind().toLowerCase(java.util.Locale.ROOT), namespace, name);
  }
}

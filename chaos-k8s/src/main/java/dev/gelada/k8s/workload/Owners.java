package dev.gelada.k8s.workload;

import dev.gelada.k8s.cluster.Item;
import dev.gelada.k8s.cluster.Listing;
import dev.gelada.k8s.cluster.Reads;
import dev.gelada.k8s.cluster.ResourceType;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Goes from pods to what owns them: pod, ReplicaSet, Deployment or Rollout. Remembers ReplicaSets
 * for one look. Of a few it asks one by one; of many it reads the list of their metadata.
 */
final class Owners {
  private static final int FEW = 20;

  private final Reads reads;
  private final List<String> namespaces;
  private final Map<String, Optional<Root>> sets = new HashMap<>();
  private int asked;
  private boolean listed;

  /**
   * @param namespaces where ReplicaSets may be listed; the empty one for all
   */
  Owners(Reads reads, List<String> namespaces) {
    this.reads = reads;
    this.namespaces = namespaces;
  }

  /** What it belongs to; empty where the owner is gone already. */
  Optional<Root> of(Item pod) throws IOException {
    Optional<Item.Owner> controller = pod.controller();
    if (controller.isEmpty()) {
      return Optional.of(Root.bare(pod));
    }
    Item.Owner owner = controller.get();
    if (!isReplicaSet(owner)) {
      return Optional.of(Root.of(pod.namespace(), owner));
    }
    Optional<Root> known = sets.get(owner.uid());
    if (known == null && ++asked > FEW && !listed) {
      list();
      known = sets.get(owner.uid());
    }
    if (known == null) {
      known =
          reads
              .metadata(ResourceType.REPLICA_SET, pod.namespace(), owner.name())
              .filter(set -> set.uid().equals(owner.uid()))
              .map(Owners::above);
      sets.put(owner.uid(), known);
    }
    return known;
  }

  private void list() throws IOException {
    listed = true;
    for (String namespace : namespaces) {
      try (Stream<Item> all =
          reads.list(Listing.of(ResourceType.REPLICA_SET, namespace).metadata())) {
        all.forEach(set -> sets.put(set.uid(), Optional.of(above(set))));
      }
    }
  }

  private static Root above(Item set) {
    return set.controller()
        .map(owner -> Root.of(set.namespace(), owner))
        .orElseGet(
            () ->
                new Root(
                    OwnerKind.REPLICA_SET,
                    "apps/v1",
                    "ReplicaSet",
                    set.namespace(),
                    set.name(),
                    set.uid()));
  }

  static boolean isReplicaSet(Item.Owner owner) {
    return owner.kind().equals("ReplicaSet") && owner.apiVersion().startsWith("apps/");
  }
}

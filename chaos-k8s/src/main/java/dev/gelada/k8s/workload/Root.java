package dev.gelada.k8s.workload;

import dev.gelada.core.target.GroupId;
import dev.gelada.core.target.Place;
import dev.gelada.k8s.cluster.Item;

/**
 * What a pod belongs to in the end.
 *
 * @param kind of the group
 * @param apiVersion of the owner: {@code apps/v1}
 * @param ownerKind as the reference names it; {@code Pod} for a bare one
 * @param namespace its name space
 * @param name its name
 * @param uid its identity
 */
record Root(
    String kind, String apiVersion, String ownerKind, String namespace, String name, String uid) {
  static Root bare(Item pod) {
    return new Root(OwnerKind.BARE, "v1", "Pod", pod.namespace(), pod.name(), pod.uid());
  }

  static Root of(String namespace, Item.Owner owner) {
    return new Root(
        OwnerKind.of(owner.kind()),
        owner.apiVersion(),
        owner.kind(),
        namespace,
        owner.name(),
        owner.uid());
  }

  GroupId id(Place place) {
    return new GroupId(place, kind, namespace + "/" + name);
  }
}

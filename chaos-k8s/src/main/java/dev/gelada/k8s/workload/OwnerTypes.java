package dev.gelada.k8s.workload;

import dev.gelada.k8s.cluster.Item;
import dev.gelada.k8s.cluster.Reads;
import dev.gelada.k8s.cluster.ResourceType;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Tells where objects of a kind are read, also of kinds that only this cluster has. */
final class OwnerTypes {
  /** Argo's, which control ReplicaSets as Deployments do. */
  static final ResourceType ROLLOUT =
      new ResourceType("argoproj.io", "v1alpha1", "rollouts", "Rollout");

  private final Reads reads;
  private final Map<String, ResourceType> known = new ConcurrentHashMap<>();

  OwnerTypes(Reads reads) {
    this.reads = reads;
  }

  /** The type of an owner that a reference names; empty if the API does not offer it. */
  Optional<ResourceType> of(Root root) throws IOException {
    if (root.kind().equals(OwnerKind.BARE)) {
      return Optional.of(ResourceType.POD);
    }
    Optional<ResourceType> listed = OwnerKind.listed(root.kind());
    return listed.isPresent() ? listed : offered(root.apiVersion(), root.kind());
  }

  /**
   * The type of a group's kind, when nothing but that is known: one that was met before, or one
   * that others are known for.
   */
  Optional<ResourceType> of(String kind) throws IOException {
    if (kind.equals(OwnerKind.BARE)) {
      return Optional.of(ResourceType.POD);
    }
    Optional<ResourceType> listed = OwnerKind.listed(kind);
    if (listed.isPresent()) {
      return listed;
    }
    ResourceType met = known.get(kind);
    if (met != null) {
      return Optional.of(met);
    }
    return kind.equals(OwnerKind.ROLLOUT) ? Optional.of(ROLLOUT) : Optional.empty();
  }

  private Optional<ResourceType> offered(String apiVersion, String kind) throws IOException {
    ResourceType met = known.get(kind);
    if (met != null) {
      return Optional.of(met);
    }
    int slash = apiVersion.indexOf('/');
    String group = slash < 0 ? "" : apiVersion.substring(0, slash);
    String version = apiVersion.substring(slash + 1);
    Optional<Item> list =
        reads.get(group.isEmpty() ? "/api/" + version : "/apis/" + group + "/" + version);
    if (list.isEmpty()) {
      return Optional.empty();
    }
    for (Item resource : list.get().items("/resources")) {
      String plural = resource.text("/name");
      if (!plural.contains("/") && OwnerKind.of(resource.text("/kind")).equals(kind)) {
        ResourceType type = new ResourceType(group, version, plural, resource.text("/kind"));
        known.put(kind, type);
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }
}

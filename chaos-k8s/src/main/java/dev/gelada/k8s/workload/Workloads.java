package dev.gelada.k8s.workload;

import dev.gelada.core.target.Group;
import dev.gelada.core.target.GroupId;
import dev.gelada.core.target.Target;
import dev.gelada.k8s.cluster.Cluster;
import dev.gelada.k8s.cluster.Item;
import dev.gelada.k8s.cluster.Reads;
import dev.gelada.k8s.cluster.ResourceType;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Live looks at single workloads and their pods, for sources and for attacks that have to know what
 * owns a pod. Thread-safe; calls block.
 */
public final class Workloads {
  private final Reads reads;
  private final OwnerTypes types;
  private final Members members;

  public Workloads(Cluster cluster) {
    this(new Reads(cluster));
  }

  Workloads(Reads reads) {
    this.reads = reads;
    this.types = new OwnerTypes(reads);
    this.members = new Members(reads, new Zones(reads));
  }

  Reads reads() {
    return reads;
  }

  OwnerTypes types() {
    return types;
  }

  /** The group that a pod belongs to; empty where its owner is gone already. */
  public Optional<GroupId> owner(Item pod) throws IOException {
    Optional<Root> root = new Owners(reads, List.of(pod.namespace())).of(pod);
    if (root.isPresent()) {
      types.of(root.get()); // remembered, so that its group can be read by id alone
    }
    return root.isPresent()
        ? Optional.of(root.get().id(reads.cluster().place()))
        : Optional.empty();
  }

  /** One group with what the platform says against touching it; empty when it is gone. */
  public Optional<Group> group(GroupId id) throws IOException {
    Optional<Workload> workload = workload(id);
    if (workload.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        workload
            .get()
            .group(
                reads.cluster().place(),
                reads.cluster().access().home(),
                Scoping.around(workload.get().item().namespace(), reads)));
  }

  /** All its pods that have not ended; none when the group is gone. */
  public List<Target> members(GroupId id) throws IOException {
    return members(id, PodSelection.EVERYTHING);
  }

  List<Target> members(GroupId id, PodSelection selection) throws IOException {
    Optional<Workload> workload = workload(id);
    return workload.isEmpty() ? List.of() : members.of(workload.get(), selection);
  }

  Optional<Workload> workload(GroupId id) throws IOException {
    int slash = id.name().indexOf('/');
    if (slash <= 0 || !id.place().equals(reads.cluster().place())) {
      return Optional.empty();
    }
    Optional<ResourceType> type = types.of(id.kind());
    if (type.isEmpty()) {
      return Optional.empty();
    }
    return reads
        .get(type.get(), id.name().substring(0, slash), id.name().substring(slash + 1))
        .filter(item -> !id.kind().equals(OwnerKind.BARE) || item.controller().isEmpty())
        .filter(item -> !id.kind().equals(OwnerKind.REPLICA_SET) || item.controller().isEmpty())
        .map(item -> new Workload(id.kind(), item));
  }
}

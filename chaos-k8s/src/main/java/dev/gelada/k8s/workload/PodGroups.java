package dev.gelada.k8s.workload;

import dev.gelada.core.target.GroupId;
import dev.gelada.k8s.cluster.Cluster;
import dev.gelada.k8s.cluster.Item;
import dev.gelada.k8s.cluster.Reads;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Says of which group a pod is a member, for attacks that take other pods than their victim.
 * Remembers ReplicaSets, so one is made for each look. Blocks.
 */
public final class PodGroups {
  private final Cluster cluster;
  private final Owners owners;

  public PodGroups(Cluster cluster) {
    this.cluster = cluster;
    this.owners = new Owners(new Reads(cluster), List.of(""));
  }

  /**
   * The group that the source of pods would name.
   *
   * @return empty where the owner is gone already
   * @throws IOException if it could not be read
   */
  public Optional<GroupId> of(Item pod) throws IOException {
    Optional<Root> root = owners.of(pod);
    return root.isEmpty() ? Optional.empty() : Optional.of(root.get().id(cluster.place()));
  }
}

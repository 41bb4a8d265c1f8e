package dev.gelada.k8s.pod;

import dev.gelada.core.attack.Effect;
import dev.gelada.core.plugin.Deadline;
import dev.gelada.k8s.cluster.Cluster;
import dev.gelada.k8s.cluster.Item;

/**
 * Evictions for attacks that take other pods than their victim: the same look and the same single
 * request as {@link KillPod}. Blocks.
 *
 * @param cluster where
 */
public record Evictions(Cluster cluster) {
  /** Looks at the pod and evicts it, if it is still the one that was seen. */
  public Effect evict(Item seen, Deadline deadline) {
    return new Removal(cluster, PodPath.of(seen), seen.uid())
        .lookAndSend(new Way.Evict(), deadline);
  }
}

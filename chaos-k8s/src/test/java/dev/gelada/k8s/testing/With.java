package dev.gelada.k8s.testing;

import dev.gelada.core.plugin.Connections;
import dev.gelada.k8s.cluster.Cluster;

/**
 * Connections to one cluster, which stays open.
 *
 * @param cluster that one
 */
public record With(Cluster cluster) implements Connections {
  @Override
  public <C> C get(Class<C> type) {
    return type.cast(cluster);
  }

  @Override
  public void close() {
    // whoever opened the cluster closes it
  }
}

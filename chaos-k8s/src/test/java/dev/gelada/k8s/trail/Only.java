package dev.gelada.k8s.trail;

import dev.gelada.core.plugin.Connections;
import dev.gelada.k8s.cluster.Cluster;

/** Connections that know one cluster and leave it open. */
record Only(Cluster cluster) implements Connections {
  static Connections of(Cluster cluster) {
    return new Only(cluster);
  }

  @Override
  public <C> C get(Class<C> type) {
    return type.cast(cluster);
  }

  @Override
  public void close() {
    // whoever opened it closes it
  }
}

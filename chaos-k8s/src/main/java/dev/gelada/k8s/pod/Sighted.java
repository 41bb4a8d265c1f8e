package dev.gelada.k8s.pod;

import dev.gelada.core.attack.Sights;
import dev.gelada.core.attack.StrikeId;
import dev.gelada.core.plugin.Connections;
import dev.gelada.core.plugin.Deadline;
import dev.gelada.core.target.TargetId;
import dev.gelada.k8s.cluster.Cluster;
import java.io.IOException;

/** Tells by its uid whether a pod went. */
interface Sighted extends Sights {
  /**
   * Gone, replaced or terminating means struck. Whoever made it go: it is counted as ours, since it
   * cannot be told.
   */
  @Override
  default Sighting look(StrikeId strike, TargetId victim, Connections with, Deadline deadline)
      throws IOException {
    Cluster cluster = with.get(Cluster.class);
    if (Reach.elsewhere(victim, cluster).isPresent()) {
      return Sighting.UNSEEN;
    }
    return new Removal(cluster, PodPath.of(victim), victim.uid()).gone(deadline.left())
        ? Sighting.STRUCK
        : Sighting.UNTOUCHED;
  }
}

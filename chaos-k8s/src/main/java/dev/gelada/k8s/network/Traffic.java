package dev.gelada.k8s.network;

import dev.gelada.core.attack.Attack;
import dev.gelada.core.attack.AttackType;
import dev.gelada.core.attack.Reverts;
import dev.gelada.core.attack.StrikeId;
import dev.gelada.core.attack.Undo;
import dev.gelada.core.attack.Undone;
import dev.gelada.core.plugin.Check;
import dev.gelada.core.plugin.Connections;
import dev.gelada.core.plugin.Deadline;
import dev.gelada.core.plugin.Refusal;
import dev.gelada.k8s.cluster.Cluster;
import dev.gelada.k8s.cluster.Right;
import dev.gelada.k8s.cluster.Rights;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An attack on a pod's outgoing traffic, by an agent in an ephemeral container. What it does is all
 * that one says of itself.
 *
 * @param <S> its settings
 */
interface Traffic<S extends Record> extends AttackType<S>, Reverts, Check {
  /**
   * What becomes of the traffic.
   *
   * @throws IllegalArgumentException if the settings contradict each other
   */
  Shape shape(S settings);

  /** The image that the file names. */
  @Nullable String image(S settings);

  @Override
  default Attack create(S settings, Connections with) {
    return new Shaping(shape(settings), image(settings), with);
  }

  @Override
  default Undone revert(StrikeId strike, Undo.Recipe undo, Connections with, Deadline deadline)
      throws IOException, InterruptedException {
    return Unshaping.of(strike, undo, with).revert(deadline);
  }

  /** Asked of the name space that is looked at where a file names none. */
  @Override
  default List<Refusal> missing(Connections with) throws IOException {
    Cluster cluster = with.get(Cluster.class);
    String namespace = cluster.access().namespace();
    return new Rights(cluster)
        .missing(
            List.of(
                Right.to("get", "", "pods", namespace),
                Right.to("patch", "", "pods/ephemeralcontainers", namespace)));
  }
}

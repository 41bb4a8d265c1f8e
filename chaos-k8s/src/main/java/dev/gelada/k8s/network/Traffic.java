package dev.gelada.k8s.network;

import dev.gelada.core.attack.Attack;
import dev.gelada.core.attack.AttackType;
import dev.gelada.core.attack.Reverts;
import dev.gelada.core.attack.StrikeId;
import dev.gelada.core.attack.Undo;
import dev.gelada.core.attack.Undone;
import dev.gelada.core.plugin.Connections;
import dev.gelada.core.plugin.Deadline;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * An attack on a pod's outgoing traffic, by an agent in an ephemeral container. What it does is all
 * that one says of itself.
 *
 * @param <S> its settings
 */
interface Traffic<S extends Record> extends AttackType<S>, Reverts {
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
}

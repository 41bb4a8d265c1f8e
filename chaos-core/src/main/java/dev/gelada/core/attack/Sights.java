package dev.gelada.core.attack;

import dev.gelada.core.plugin.Connections;
import dev.gelada.core.plugin.Deadline;
import dev.gelada.core.target.TargetId;

/**
 * Power that every irreversible {@link AttackType} has: tells by identity whether a strike whose
 * owner was lost took effect. Asked only after the claim's lease and settle time are over.
 */
public interface Sights {
  /** What is seen of a victim. */
  enum Sighting {
    /** It is gone or visibly struck: the strike happened. */
    STRUCK,
    /** It is there as before: the strike did not happen. */
    UNTOUCHED,
    /** It cannot be seen from here. */
    UNSEEN
  }

  /** Looks. May block; an exception counts as {@link Sighting#UNSEEN}. */
  Sighting look(StrikeId strike, TargetId victim, Connections with, Deadline deadline)
      throws Exception;
}

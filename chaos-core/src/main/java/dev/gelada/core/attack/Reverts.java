package dev.gelada.core.attack;

import dev.gelada.core.plugin.Connections;
import dev.gelada.core.plugin.Deadline;

/**
 * Power of an {@link AttackType}: its attacks are reversible, so a step needs {@code for:}. Needs
 * no settings and works in any process that reaches the place, whether or not the attack took
 * effect.
 */
public interface Reverts {
  /**
   * Undoes a strike. Idempotent, bounded, checks identity, and makes sure that the damage cannot
   * begin afterwards. An exception counts as "could not find out".
   */
  Undone revert(StrikeId strike, Undo.Recipe undo, Connections with, Deadline deadline)
      throws Exception;
}

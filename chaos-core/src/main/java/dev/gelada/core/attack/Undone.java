package dev.gelada.core.attack;

import java.util.Map;

/** What {@link Reverts#revert} answers. */
public sealed interface Undone {
  /**
   * The victim is as it was, whether this call or an earlier one did it.
   *
   * @param details for people and reports; no secrets
   */
  record Restored(Map<String, String> details) implements Undone {
    public Restored {
      details = Map.copyOf(details);
    }
  }

  /**
   * The victim or its place no longer exists, so there is nothing to undo.
   *
   * @param why how that is known
   */
  record Gone(String why) implements Undone {}

  /**
   * Somebody else changed it since: residue, said loudly.
   *
   * @param why what was found
   */
  record Conflict(String why) implements Undone {}

  /**
   * Not reachable from here; the strike stays open for somebody who reaches it.
   *
   * @param who the place that is needed, or the user there
   */
  record Elsewhere(String who) implements Undone {}
}

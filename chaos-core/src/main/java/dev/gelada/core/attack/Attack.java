package dev.gelada.core.attack;

import dev.gelada.core.plugin.Deadline;

/**
 * An attack with its settings, ready to be aimed. Only the striker calls {@link #apply}.
 * Thread-safe.
 */
public interface Attack {
  /**
   * Says what it would take and how it would be undone, or refuses. Reads only; a platform's own
   * dry run belongs here. May be called any number of times for strikes that never happen.
   */
  Prepared prepare(Strike strike) throws Exception;

  /**
   * Does it, at most once for each strike. Returns when the damage is done and its end is armed;
   * must not start damage after {@code deadline}. Interruption: stop now and answer {@link
   * Effect.Unknown} unless it is known. An exception counts as unknown.
   */
  Effect apply(Strike strike, Prepared.Intent intent, Deadline deadline) throws Exception;

  /** The least lease of its claims; depends on the settings at most. */
  default Lease lease() {
    return Lease.REMOTE;
  }
}

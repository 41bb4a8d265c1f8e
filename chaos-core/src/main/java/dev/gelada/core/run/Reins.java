package dev.gelada.core.run;

import dev.gelada.core.trail.Claim;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a run holds of itself in memory, for the time when the trail cannot be read: what it
 * applied, whether it may still apply, and which halt it began after. Thread-safe.
 */
final class Reins {
  private final long haltedBefore;
  private final Map<Claim, Boolean> applied = new LinkedHashMap<>();
  private boolean closed;

  /**
   * For a run.
   *
   * @param haltedBefore the number of the newest {@code halted} record when it began; 0 for none
   */
  Reins(long haltedBefore) {
    this.haltedBefore = haltedBefore;
  }

  /** Whether a halt came after the run began, also if it was resumed since. */
  boolean halted(long haltedAfter) {
    return haltedAfter > haltedBefore;
  }

  /**
   * Remembers a strike right before it is applied; false when the run is closing and it must not
   * be.
   */
  synchronized boolean begin(Claim claim) {
    if (!closed) {
      applied.put(claim, false);
    }
    return !closed;
  }

  /** Its effect is known: it took place, or it did not. */
  synchronized void known(Claim claim, boolean struck) {
    if (struck) {
      applied.put(claim, true);
    } else {
      applied.remove(claim);
    }
  }

  /** From here on nothing begins. */
  synchronized void close() {
    closed = true;
  }

  /** What was applied and is not known to have failed, last first. */
  synchronized List<Claim> lastFirst() {
    List<Claim> claims = new ArrayList<>(applied.keySet());
    Collections.reverse(claims);
    return claims;
  }

  /** Of these, what is not known to have taken place either. */
  synchronized List<Claim> unknown() {
    return applied.entrySet().stream().filter(e -> !e.getValue()).map(Map.Entry::getKey).toList();
  }
}

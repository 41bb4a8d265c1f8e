package dev.gelada.core.run;

import dev.gelada.core.trail.Claim;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a run holds of itself in memory, for the time when the trail cannot be read: what it
 * applied, whether it may still apply, and which halt it began after. Thread-safe.
 */
final class Reins {
  private final long haltedBefore;
  private final Set<Claim> applied = new LinkedHashSet<>();
  private final Map<Claim, String> unsure = new LinkedHashMap<>();
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
      applied.add(claim);
      unsure.put(claim, "it gave no answer");
    }
    return !closed;
  }

  /** It took effect. */
  synchronized void struck(Claim claim) {
    unsure.remove(claim);
  }

  /** It certainly did not. */
  synchronized void untouched(Claim claim) {
    unsure.remove(claim);
    applied.remove(claim);
  }

  /** Nobody knows, and why. */
  synchronized void unsure(Claim claim, String why) {
    unsure.put(claim, why);
  }

  /** From here on nothing begins. */
  synchronized void close() {
    closed = true;
  }

  /** What was applied and is not known to have failed, last first. */
  synchronized List<Claim> lastFirst() {
    List<Claim> claims = new ArrayList<>(applied);
    Collections.reverse(claims);
    return claims;
  }

  /** Of these, what is not known to have taken place either, with the reason. */
  synchronized Map<Claim, String> unknown() {
    return new LinkedHashMap<>(unsure);
  }
}

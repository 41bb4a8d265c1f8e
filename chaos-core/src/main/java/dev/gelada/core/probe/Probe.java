package dev.gelada.core.probe;

import dev.gelada.core.plugin.Deadline;

/** Measures. May block until the deadline; interruption ends it. Thread-safe. */
public interface Probe {
  /**
   * One measurement; what cannot be found out is {@link Measure.Verdict#UNKNOWN}, with the reason.
   */
  Measure measure(Deadline deadline) throws InterruptedException;
}

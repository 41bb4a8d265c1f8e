package dev.gelada.core.plugin;

import java.time.Duration;
import java.time.InstantSource;

/**
 * Time as it is handed in everywhere: wall clock, a clock for intervals, and waiting. Thread-safe.
 */
public interface Timekeeper extends InstantSource {
  /** Nanoseconds on a clock that never goes back; only differences mean anything. */
  long nanos();

  /** Waits. Interruption ends the wait at once. */
  void pause(Duration duration) throws InterruptedException;
}

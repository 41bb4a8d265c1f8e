package dev.gelada.server;

import java.time.Duration;
import java.time.Instant;

/** What makes a runner act: again and again, and at moments. Tasks do not throw. */
interface Beat extends AutoCloseable {
  /**
   * Again and again, by a clock that no step of the wall clock changes; the first time at once, and
   * never twice at a time.
   */
  void every(Duration period, Runnable task);

  /**
   * Once, when the wall clock shows that moment, or at once if it has passed; a task of the same
   * key that still waits is replaced.
   */
  void at(Instant moment, String key, Runnable task);

  /** Ends it; a task that is under way is waited for. */
  @Override
  void close();
}

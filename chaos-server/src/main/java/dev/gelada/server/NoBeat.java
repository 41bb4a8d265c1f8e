package dev.gelada.server;

import java.time.Duration;
import java.time.Instant;

/** For a single look: what is not due yet is left to the next call. */
final class NoBeat implements Beat {
  @Override
  public void every(Duration period, Runnable task) {
    task.run();
  }

  @Override
  public void at(Instant moment, String key, Runnable task) {
    // the next call's
  }

  @Override
  public void close() {
    // nothing is held
  }
}

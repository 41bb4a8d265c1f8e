package dev.gelada.core.trail;

import dev.gelada.core.plugin.Timekeeper;
import java.time.Duration;
import java.util.random.RandomGenerator;

/** Growing random pauses between attempts, so that two writers do not go on meeting each other. */
final class Pauses {
  private static final int LONGEST_MILLIS = 500;

  private final Timekeeper time;
  private final RandomGenerator chance;

  Pauses(Timekeeper time, RandomGenerator chance) {
    this.time = time;
    this.chance = chance;
  }

  /** Waits; false at once when the thread is interrupted, which it stays. */
  boolean brief(int attempt) {
    try {
      time.pause(next(attempt));
      return true;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Waits although the thread is interrupted, which it stays: for what must be said. */
  boolean stubborn(int attempt) {
    uninterrupted(time, next(attempt));
    return true;
  }

  /** Waits, or returns early, and leaves the thread as interrupted as it was. */
  static void uninterrupted(Timekeeper time, Duration duration) {
    boolean interrupted = Thread.interrupted();
    try {
      time.pause(duration);
    } catch (InterruptedException again) {
      interrupted = true;
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private Duration next(int attempt) {
    int bound = Math.min(LONGEST_MILLIS, 4 << Math.min(attempt, 10));
    synchronized (chance) {
      return Duration.ofMillis(1 + chance.nextInt(bound));
    }
  }
}

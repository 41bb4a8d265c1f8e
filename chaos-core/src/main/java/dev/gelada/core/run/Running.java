package dev.gelada.core.run;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;

/**
 * A run that goes on by itself and whose faults stand until somebody lets them end. Thread-safe.
 */
public final class Running {
  private final String id;
  private final Release release;
  private final CompletableFuture<Outcome> over;
  private final Consumer<String> stop;

  Running(String id, Release release, CompletableFuture<Outcome> over, Consumer<String> stop) {
    this.stop = stop;
    this.id = id;
    this.release = release;
    this.over = over;
  }

  /** The run's id. */
  public String id() {
    return id;
  }

  /** Whether it is over, whoever ended it. */
  public boolean over() {
    return over.isDone();
  }

  /** Tells how it ended, once it has; on the run's thread, or at once if it is over. */
  public void whenOver(Consumer<Outcome> told) {
    CompletableFuture<Void> unused = over.thenAccept(told);
  }

  /** Ends it before its last step, reverted; returns at once. */
  public void stop(String reason) {
    stop.accept(reason);
  }

  /**
   * Lets its faults end now, as if their time had come, and waits until it is over and reverted. An
   * interrupt does not end the waiting and is kept for the caller; every part of a run's end is
   * bounded. Idempotent.
   */
  public Outcome end() {
    release.now();
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return over.get();
        } catch (InterruptedException e) {
          interrupted = true;
        } catch (ExecutionException e) {
          throw new IllegalStateException(e.getCause());
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}

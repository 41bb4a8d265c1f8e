package dev.gelada.core.run;

import dev.gelada.core.plugin.Refusal;
import dev.gelada.core.safety.Gate;
import dev.gelada.core.trail.Entry;
import dev.gelada.core.trail.Ledger;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Runs files. Each run reverts what it did before it returns, whatever ends it: its last step, a
 * probe, a halt, {@link #stop}, an interrupt. Thread-safe.
 */
public final class Runner implements AutoCloseable {
  private final Engine engine;
  private final ExecutorService threads;
  private final Map<String, Course> courses = new ConcurrentHashMap<>();

  public Runner(Engine engine) {
    this.engine = engine;
    AtomicLong number = new AtomicLong();
    this.threads =
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task, "gelada-run-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Does one run. Blocks for its length; never throws for what can go wrong outside of this
   * program.
   *
   * @param errand what
   * @param progress is told how it goes
   */
  public Outcome run(Errand errand, Progress progress) {
    return run(errand, progress, new Release());
  }

  /**
   * Begins a run on a thread of its own.
   *
   * @param errand what
   * @param progress is told how it goes, above all when its faults stand
   */
  public Running begin(Errand errand, Progress progress) {
    Release release = new Release();
    return new Running(
        errand.id(),
        release,
        CompletableFuture.supplyAsync(() -> run(errand, progress, release), threads),
        reason -> {
          Course course = courses.get(errand.id());
          if (course != null) {
            course.stop(Stop.of(Outcome.ABORTED, reason));
          }
        });
  }

  private Outcome run(Errand errand, Progress progress, Release release) {
    Errand begun;
    Reins reins;
    try {
      Ledger ledger = engine.trail().read();
      reins = new Reins(ledger.haltedAfter());
      Optional<Refusal> halted = Gate.halted(ledger);
      if (halted.isPresent()) {
        return refused(errand, halted.get());
      }
      begun = errand.begunAt(engine.time().instant(), engine.policy(ledger));
    } catch (IOException | RuntimeException e) {
      return ended(errand, Outcome.FAILED, "the trail: " + engine.words(e), List.of());
    }
    Course course =
        new Course(engine, begun, progress, threads, courses::containsKey, reins, release);
    courses.put(errand.id(), course);
    try {
      return course.go();
    } finally {
      courses.remove(errand.id());
    }
  }

  /** Nothing is created on a halted trail, not even what the run would own. */
  private Outcome refused(Errand errand, Refusal halted) throws IOException {
    engine.write(
        errand.id(),
        errand.why(),
        errand.dry(),
        List.of(new Entry.Refused("", "", List.of(halted))));
    return ended(errand, Outcome.REFUSED, halted.reason(), List.of(halted));
  }

  private static Outcome ended(Errand errand, int exit, String verdict, List<Refusal> why) {
    return new Outcome(errand.id(), exit, verdict, why, List.of(), List.of());
  }

  /** Ends every run of this process, reverted; returns at once. For signals. */
  public void stop(String reason) {
    courses.values().forEach(course -> course.stop(Stop.of(Outcome.ABORTED, reason)));
  }

  /** Whether that run is under way here. */
  public boolean has(String run) {
    return courses.containsKey(run);
  }

  /** Whether a run is under way here. */
  public boolean busy() {
    return !courses.isEmpty();
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}

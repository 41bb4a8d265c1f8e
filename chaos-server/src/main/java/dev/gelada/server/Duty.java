package dev.gelada.server;

import dev.gelada.core.OnTrail;
import dev.gelada.core.plan.Agenda;
import dev.gelada.core.plan.Standing;
import dev.gelada.core.plugin.Deadline;
import dev.gelada.core.plugin.Timekeeper;
import dev.gelada.core.run.Outcome;
import dev.gelada.core.run.Progress;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/**
 * Does planned runs, each on a thread of its own and once at a time. Whether one is to be done is
 * asked of the trail right before; that it is not done twice is the trail's doing and not this
 * class's. Thread-safe.
 */
final class Duty {
  /** What could not be carried out may have left nothing on the trail that says to wait. */
  private static final Duration PAUSE = Duration.ofMinutes(1);

  private static final Duration STEP = Duration.ofMillis(100);

  private final OnTrail trail;
  private final Timekeeper time;
  private final Told told;
  private final BooleanSupplier leads;
  private final Semaphore room;
  private final Set<String> underway = ConcurrentHashMap.newKeySet();
  private final Rehearsed rehearsed;
  private final Map<String, Deadline> failed = new ConcurrentHashMap<>();
  private final AtomicInteger worst = new AtomicInteger(Outcome.HELD);
  private final AtomicBoolean closing = new AtomicBoolean();
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "gelada-duty");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * For one trail.
   *
   * @param settings how many runs at a time, what is due beyond that waits its turn; and whether
   *     they are dry
   * @param leads whether what is due is begun here at all
   */
  Duty(OnTrail trail, Timekeeper time, Server.Settings settings, Told told, BooleanSupplier leads) {
    this.leads = leads;
    this.trail = trail;
    this.time = time;
    this.room = new Semaphore(settings.atOnce());
    this.rehearsed = new Rehearsed(settings.dry());
    this.told = told;
  }

  /** Asks the trail, and begins the run if it is due; returns at once but for reading the trail. */
  void beginIfDue(Occurrence one) {
    if (closing.get()) {
      came(Outcome.ABORTED); // it is left to the next runner
      return;
    }
    failed.values().removeIf(Deadline::passed);
    // asked without a place for it, thousands that wait would read the trail at each look
    if (!leads.getAsBoolean()
        || room.availablePermits() == 0
        || failed.containsKey(one.key())
        || rehearsed.contains(one.key())) {
      return;
    }
    // known here before the trail is asked: else it could begin and end between answer and
    // beginning
    if (!underway.add(one.key())) {
      return;
    }
    boolean begun = false;
    try {
      begun = isDue(one) && begin(one);
    } finally {
      if (!begun) {
        underway.remove(one.key()); // the next look finds it due again
      }
    }
  }

  private boolean isDue(Occurrence one) {
    try {
      return new Agenda(trail.ledger()).of(one.run(), time.instant()) instanceof Standing.Due;
    } catch (IOException e) {
      told.trouble("trail", "the trail cannot be read: " + e.getMessage());
      return false;
    }
  }

  private boolean begin(Occurrence one) {
    if (!room.tryAcquire()) {
      return false;
    }
    try {
      threads.execute(
          () -> {
            try {
              if (closing.get()) {
                came(Outcome.ABORTED);
              } else {
                run(one);
              }
            } finally {
              underway.remove(one.key());
              room.release();
            }
          });
      return true;
    } catch (RejectedExecutionException ending) {
      room.release();
      return false;
    }
  }

  private void run(Occurrence one) {
    try {
      Outcome outcome =
          trail.run(
              trail.errand(one.experiment(), one.plan(), one.run(), rehearsed.dry()),
              Progress.SILENT);
      rehearsed.add(one.key());
      came(outcome.exit());
      told.ended(one.run(), outcome);
      String file = one.run().file();
      if (outcome.exit() == Outcome.FAILED) {
        failed.put(one.key(), Deadline.in(PAUSE, time));
        told.trouble(file, "%s, %s: %s".formatted(file, one.run().text(), outcome.verdict()));
      } else {
        told.well(file, file + ": its runs can be carried out again");
      }
    } catch (IOException | RuntimeException | LinkageError | AssertionError e) {
      came(Outcome.FAILED);
      failed.put(one.key(), Deadline.in(PAUSE, time));
      told.trouble(
          one.experiment().name(),
          "%s could not be run: %s".formatted(one.run().text(), e.getMessage()));
    }
  }

  private void came(int exit) {
    worst.accumulateAndGet(exit, (a, b) -> weight(a) >= weight(b) ? a : b);
  }

  /** Whether anything is under way. */
  boolean busy() {
    return !underway.isEmpty();
  }

  /** The worst that a run came to; 0 when there was none, or a rule said no to all of them. */
  int worst() {
    return worst.get();
  }

  /** What is left behind weighs most; a rule's "no" is as it should be. */
  private static int weight(int exit) {
    return switch (exit) {
      case Outcome.RESIDUE -> 5;
      case Outcome.FAILED -> 4;
      case Outcome.BROKEN -> 3;
      case Outcome.ABORTED -> 2;
      default -> exit == Outcome.HELD ? 1 : 0;
    };
  }

  /** From here on nothing begins, and what is under way ends, reverted. May be called often. */
  void close(String reason) {
    closing.set(true);
    trail.interrupt(reason);
  }

  /** Waits until nothing is under way; false when that takes longer. */
  boolean await(Duration within) throws InterruptedException {
    threads.shutdown();
    Deadline until = Deadline.in(within, time);
    while (!threads.awaitTermination(STEP.toMillis(), TimeUnit.MILLISECONDS)) {
      if (until.passed()) {
        return false;
      }
      if (closing.get()) {
        trail.interrupt("this runner is ending"); // what was about to begin may not have heard it
      }
    }
    return true;
  }
}

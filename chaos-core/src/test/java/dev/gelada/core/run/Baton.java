package dev.gelada.core.run;

import dev.gelada.core.plugin.Timekeeper;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Threads of which one runs at a time: it hands the baton back wherever it would touch the outside
 * world, and a test says who goes on. So the test chooses the interleaving, and the same choices
 * give the same walk. A process is a name; its threads die together.
 */
final class Baton implements Timekeeper {
  private static final ThreadLocal<@Nullable Actor> ME = new ThreadLocal<>();

  private final ExecutorService pool;
  private final List<Actor> actors = new ArrayList<>();
  private final Semaphore back = new Semaphore(0);
  private final Set<String> dead = new HashSet<>();
  private final Map<String, Long> stopped = new HashMap<>();
  private final List<Throwable> failures = new ArrayList<>();
  private final Instant start;
  private long nanos;

  Baton(ExecutorService pool, Instant start) {
    this.pool = pool;
    this.start = start;
  }

  /** What a thread does. */
  interface Body {
    void run() throws Exception;
  }

  /** Ends a thread of a process that died; no code under test catches it. */
  private static final class Died extends Error {
    private static final long serialVersionUID = 1L;

    Died() {
      super("its process died", null, false, false);
    }
  }

  /** One thread. */
  static final class Actor {
    final String process;
    private final Semaphore go = new Semaphore(0);
    private BooleanSupplier ready = () -> true;
    private boolean inStore;
    private long wakes = Long.MAX_VALUE;
    private @Nullable Thread thread;
    private boolean finished;

    Actor(String process) {
      this.process = process;
    }

    /** As a person or a signal would. */
    void interrupt() {
      if (thread != null) {
        thread.interrupt();
      }
    }
  }

  /** A new thread of that process; it runs when it is chosen. */
  Actor start(String process, Body body) {
    Actor actor = new Actor(process);
    actors.add(actor);
    pool.execute(
        () -> {
          actor.go.acquireUninterruptibly();
          actor.thread = Thread.currentThread();
          ME.set(actor);
          try {
            if (!dead.contains(process)) {
              body.run();
            }
          } catch (Died end) {
            // as it should
          } catch (Throwable failure) {
            failures.add(failure);
          } finally {
            ME.remove();
            actor.thread = null;
            actor.finished = true;
            Thread.interrupted();
            back.release();
          }
        });
    return actor;
  }

  /** Lets others go first; goes on once it is chosen and ready. */
  void pass(BooleanSupplier ready) {
    pass(ready, false, Long.MAX_VALUE);
  }

  /** The same inside a store, where the threads of one process come one after the other. */
  void passInStore() {
    pass(() -> true, true, Long.MAX_VALUE);
  }

  private void pass(BooleanSupplier ready, boolean inStore, long wakes) {
    Actor me = ME.get();
    if (me == null) {
      return; // the test itself
    }
    me.ready = ready;
    me.inStore = inStore;
    me.wakes = wakes;
    back.release();
    me.go.acquireUninterruptibly();
    me.inStore = false;
    me.wakes = Long.MAX_VALUE;
    if (dead.contains(me.process)) {
      throw new Died();
    }
  }

  /** Who can go on. */
  List<Actor> eligible() {
    List<Actor> can = new ArrayList<>();
    for (Actor actor : actors) {
      if (!actor.finished
          && stopped.getOrDefault(actor.process, 0L) <= nanos
          && actor.ready.getAsBoolean()
          && !waitsForStore(actor)) {
        can.add(actor);
      }
    }
    return can;
  }

  private boolean waitsForStore(Actor actor) {
    return !actor.inStore
        && actors.stream()
            .anyMatch(a -> !a.finished && a.inStore && a.process.equals(actor.process));
  }

  /** A process is not scheduled for so long, as after a SIGSTOP; its clocks go on. */
  void stop(String process, Duration lasts) {
    stopped.put(process, nanos + lasts.toNanos());
  }

  /** One goes on until it hands the baton back. */
  void step(Actor actor) {
    actor.go.release();
    try {
      if (!back.tryAcquire(60, TimeUnit.SECONDS)) {
        throw new AssertionError("a thread of " + actor.process + " does not come back");
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    actors.removeIf(a -> a.finished);
  }

  /** A process is gone: none of its threads touches anything any more. */
  void kill(String process) {
    dead.add(process);
    while (true) {
      List<Actor> left = actors.stream().filter(a -> a.process.equals(process)).toList();
      if (left.isEmpty()) {
        return;
      }
      step(left.stream().filter(a -> a.inStore).findFirst().orElse(left.get(0)));
    }
  }

  /** Whether all have come to their end. */
  boolean idle() {
    return actors.isEmpty();
  }

  /** What went wrong in threads: nothing may. */
  List<Throwable> failures() {
    return failures;
  }

  /** When the next sleeper wakes, or one that was stopped goes on; the largest number if nobody. */
  long nextWaking() {
    long next = Long.MAX_VALUE;
    for (Actor actor : actors) {
      long goesOn = stopped.getOrDefault(actor.process, 0L);
      boolean sleeps = actor.wakes != Long.MAX_VALUE;
      if (goesOn > nanos) {
        next = Math.min(next, sleeps ? Math.max(goesOn, actor.wakes) : goesOn);
      } else if (sleeps && actor.wakes > nanos) {
        next = Math.min(next, actor.wakes);
      }
    }
    return next;
  }

  /** Time goes on to there. */
  void advanceTo(long then) {
    nanos = Math.max(nanos, then);
  }

  @Override
  public Instant instant() {
    return start.plusNanos(nanos);
  }

  @Override
  public long nanos() {
    return nanos;
  }

  @Override
  public void pause(Duration duration) throws InterruptedException {
    Actor me = ME.get();
    if (me == null) {
      nanos += duration.toNanos();
      return;
    }
    long wakes = nanos + duration.toNanos();
    Thread thread = Thread.currentThread();
    if (!Thread.interrupted()) {
      pass(() -> nanos >= wakes || thread.isInterrupted(), false, wakes);
      if (!Thread.interrupted()) {
        return;
      }
    }
    throw new InterruptedException();
  }

  /** Threads of a process for what it does side by side. */
  ExecutorService hands(String process) {
    return new AbstractExecutorService() {
      @Override
      public void execute(Runnable task) {
        start(process, task::run);
      }

      @Override
      protected <T> FutureTask<T> newTaskFor(Callable<T> callable) {
        return new FutureTask<>(callable) {
          @Override
          public T get() throws InterruptedException, ExecutionException {
            Thread thread = Thread.currentThread();
            pass(() -> isDone() || thread.isInterrupted());
            return super.get();
          }
        };
      }

      @Override
      public void shutdown() {
        // they end by themselves
      }

      @Override
      public List<Runnable> shutdownNow() {
        return List.of();
      }

      @Override
      public boolean isShutdown() {
        return false;
      }

      @Override
      public boolean isTerminated() {
        return false;
      }

      @Override
      public boolean awaitTermination(long timeout, TimeUnit unit) {
        return false;
      }
    };
  }
}

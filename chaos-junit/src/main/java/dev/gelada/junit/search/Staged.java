package dev.gelada.junit.search;

import dev.gelada.junit.scope.ActiveFault;
import dev.gelada.junit.scope.FaultRefused;
import dev.gelada.junit.scope.Met;
import dev.gelada.junit.scope.Scope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The faults of a plan around one body: those of its begin stand before it begins, the others come
 * at their time. After {@link #close} all have ended.
 */
final class Staged implements AutoCloseable {
  private static final long MOST_TO_BEGIN = TimeUnit.SECONDS.toMillis(30);

  private final Scope scope;
  private final Plan plan;
  private final TreeMap<Integer, ActiveFault> put = new TreeMap<>();
  private final TreeMap<Integer, String> refused = new TreeMap<>();
  private @Nullable Thread later;
  private boolean closed;

  /** For a scope that is nobody else's, and is closed with this. */
  Staged(Scope scope, Plan plan) {
    this.scope = scope;
    this.plan = plan;
  }

  /** The body begins when this returns. */
  synchronized void begin() {
    List<Integer> waiting = new ArrayList<>();
    for (int i = 0; i < plan.faults().size(); i++) {
      if (plan.faults().get(i).begins().isZero()) {
        put(i);
      } else {
        waiting.add(i);
      }
    }
    if (!waiting.isEmpty()) {
      waiting.sort(Comparator.comparing(i -> plan.faults().get(i).begins()));
      long begun = System.nanoTime();
      later =
          new Thread(() -> later(waiting, begun), Thread.currentThread().getName() + " (faults)");
      later.setDaemon(true);
      later.start();
    }
  }

  private void later(List<Integer> waiting, long begun) {
    try {
      for (int index : waiting) {
        Duration wait = plan.faults().get(index).begins();
        TimeUnit.NANOSECONDS.sleep(wait.toNanos() - (System.nanoTime() - begun));
        put(index);
      }
    } catch (InterruptedException over) {
      // the body is over before their time
    }
  }

  private void put(int index) {
    Planned planned = plan.faults().get(index);
    try {
      ActiveFault fault = scope.inject(planned.target(), planned.fault());
      synchronized (put) {
        put.put(index, fault);
      }
    } catch (FaultRefused why) {
      synchronized (put) {
        refused.put(index, String.valueOf(why.getMessage()));
      }
    }
  }

  /** What each fault of the plan met. */
  List<Tried.Struck> struck() {
    List<Tried.Struck> all = new ArrayList<>();
    synchronized (put) {
      for (int i = 0; i < plan.faults().size(); i++) {
        ActiveFault fault = put.get(i);
        all.add(
            fault == null
                ? new Tried.Struck(0, List.of(), refused.getOrDefault(i, ""))
                : struck(fault.met()));
      }
    }
    return all;
  }

  /** Where nobody can see what was struck, what stood did. */
  private static Tried.Struck struck(Met met) {
    List<Integer> calls = new ArrayList<>();
    for (int i = 0; i < met.decisions().length(); i++) {
      if (met.decisions().charAt(i) == '1') {
        calls.add(i + 1);
      }
    }
    return new Tried.Struck(met.seen() < 0 ? Math.max(1, met.struck()) : met.struck(), calls, "");
  }

  /**
   * Ends all. Idempotent, bounded; an interrupt does not cut it short and is kept.
   *
   * @throws IllegalStateException if something is left that is not as it was
   */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    boolean interrupted = Thread.interrupted();
    if (later != null) {
      later.interrupt();
      try {
        later.join(MOST_TO_BEGIN);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    try {
      scope.close();
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}

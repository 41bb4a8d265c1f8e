package dev.gelada.core.call;

import dev.gelada.core.plugin.Timekeeper;
import dev.gelada.core.target.GroupId;
import dev.gelada.core.target.Health;
import dev.gelada.core.target.Place;
import dev.gelada.core.target.Target;
import dev.gelada.core.target.TargetId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A place in code that calls pass, where faults can be put. Without a fault it costs one volatile
 * read. Thread-safe.
 */
public final class CallPoint implements OwnTarget {
  /** The kind of target. */
  public static final String KIND = "call";

  private final String name;
  private final Map<String, Operation> operations;
  private final Timekeeper time;
  private final Set<String> ended = new HashSet<>();
  private final Map<String, CallCount> counted = new LinkedHashMap<>();
  private volatile Armed @Nullable [] armed;

  /** What is called. */
  public interface Real {
    /** The call itself. */
    @Nullable Object call() throws Throwable;
  }

  /**
   * A point.
   *
   * @param name what files call it
   * @param operations what passes, by name
   */
  public CallPoint(String name, Map<String, Operation> operations, Timekeeper time) {
    this.name = name;
    this.operations = Map.copyOf(operations);
    this.time = time;
  }

  @Override
  public String name() {
    return name;
  }

  /** What passes, by name. */
  public Map<String, Operation> operations() {
    return operations;
  }

  /** One and the same in every JVM that runs the same test, so that chance can be had again. */
  @Override
  public Optional<Target> look() {
    Place place = new Place("jvm", Long.toString(ProcessHandle.current().pid()));
    return Optional.of(
        new Target(
            new TargetId(place, KIND, name, "call " + name),
            new GroupId(place, "test", name),
            "",
            Map.of(),
            null,
            Health.HEALTHY,
            List.of()));
  }

  @Override
  public Optional<CallPoint> calls() {
    return Optional.of(this);
  }

  /** Whether no fault is there, so that a call may be made directly. */
  public boolean idle() {
    return armed == null;
  }

  /**
   * Makes a call, as the faults that are there want it, in their order: each waits, and the first
   * that fails or answers decides.
   */
  public @Nullable Object through(String operation, Real real) throws Throwable {
    return through(operation, real, null);
  }

  /**
   * The same for a call that does not wait for ever.
   *
   * @param patience what ends its waiting beside the faults' own end; null for nothing
   */
  @SuppressWarnings("FutureReturnValueIgnored") // a future is the answer of an asynchronous call
  public @Nullable Object through(String operation, Real real, @Nullable Patience patience)
      throws Throwable {
    Armed[] faults = armed;
    if (faults == null) {
      return real.call();
    }
    Instant now = time.instant();
    List<Armed.Struck> struck = new ArrayList<>(faults.length);
    for (Armed each : faults) {
      long number = now.isBefore(each.endsAt()) ? each.next(operation) : 0;
      if (number > 0) {
        struck.add(new Armed.Struck(each, number));
      }
    }
    if (struck.isEmpty()) {
      return real.call();
    }
    Operation kind = operations.get(operation);
    return kind != null && kind.isAsynchronous()
        ? Struck.later(struck, real, now)
        : new Struck(kind, now, patience).make(struck, real);
  }

  /**
   * Puts a fault behind the others.
   *
   * @param id of the strike
   * @return false when one of that id was ended, and must not come again
   */
  synchronized boolean arm(
      String id, CallFault fault, Matching matching, long seed, Instant endsAt) {
    if (ended.contains(id)) {
      return false;
    }
    List<Armed> all = new ArrayList<>(armed == null ? List.of() : List.of(armed));
    all.add(new Armed(id, fault, matching.within(operations, fault), seed, endsAt));
    armed = all.toArray(Armed[]::new);
    return true;
  }

  /** Takes a fault away for good; calls that wait for it go on at once. Idempotent. */
  synchronized void end(String id) {
    ended.add(id);
    List<Armed> left = new ArrayList<>();
    for (Armed each : armed == null ? new Armed[0] : armed) {
      if (each.id().equals(id)) {
        each.end();
        counted.put(id, each.count());
      } else {
        left.add(each);
      }
    }
    armed = left.isEmpty() ? null : left.toArray(Armed[]::new);
  }

  /** What a strike's fault met so far, or until its end; empty if there was none. */
  public synchronized Optional<CallCount> count(String strike) {
    for (Armed each : armed == null ? new Armed[0] : armed) {
      if (each.id().equals(strike)) {
        return Optional.of(each.count());
      }
    }
    return Optional.ofNullable(counted.get(strike));
  }
}

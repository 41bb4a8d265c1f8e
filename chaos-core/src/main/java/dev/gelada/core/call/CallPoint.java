package dev.gelada.core.call;

import dev.gelada.core.plugin.Timekeeper;
import dev.gelada.core.target.GroupId;
import dev.gelada.core.target.Health;
import dev.gelada.core.target.Place;
import dev.gelada.core.target.Target;
import dev.gelada.core.target.TargetId;
import java.io.InterruptedIOException;
import java.time.Duration;
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
  private final String uid;
  private final Map<String, List<Class<?>>> operations;
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
   * @param uid what tells it from every other point of that name in this JVM, the same in every JVM
   *     that runs the same test
   * @param operations by name, with the exceptions that each may throw beside unchecked ones
   */
  public CallPoint(
      String name, String uid, Map<String, List<Class<?>>> operations, Timekeeper time) {
    this.name = name;
    this.uid = uid;
    this.operations = Map.copyOf(operations);
    this.time = time;
  }

  @Override
  public String name() {
    return name;
  }

  /** What tells it from every other point of its name. */
  public String uid() {
    return uid;
  }

  /** The operations that pass, with the exceptions that each declares. */
  public Map<String, List<Class<?>>> operations() {
    return operations;
  }

  @Override
  public Optional<Target> look() {
    Place place = new Place("jvm", Long.toString(ProcessHandle.current().pid()));
    return Optional.of(
        new Target(
            new TargetId(place, KIND, name, uid),
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

  /** Makes a call, as the faults that are there want it. */
  public @Nullable Object through(String operation, Real real) throws Throwable {
    return through(operation, real, null);
  }

  /**
   * The same for a call that does not wait for ever.
   *
   * @param patience what ends its waiting beside the faults' own end; null for nothing
   */
  public @Nullable Object through(String operation, Real real, @Nullable Patience patience)
      throws Throwable {
    Armed[] faults = armed;
    if (faults == null) {
      return real.call();
    }
    Throwable lost = null;
    for (Armed each : faults) {
      long number = time.instant().isBefore(each.endsAt()) ? each.next(operation) : 0;
      if (number == 0) {
        continue;
      }
      CallFault fault = each.fault();
      if (fault instanceof CallFault.Delay
          || fault instanceof CallFault.Hang
          || fault instanceof CallFault.Starve) {
        held(operation, each, number, patience);
      } else if (fault instanceof CallFault.Answer answer) {
        return answer.value();
      } else if (fault instanceof CallFault.Fail fail) {
        if (!fail.afterwards()) {
          throw fail.failure().create();
        }
        lost = lost == null ? fail.failure().create() : lost;
      }
    }
    Object answer = real.call();
    if (lost != null) {
      throw lost;
    }
    return answer;
  }

  /** An interrupt ends the waiting as it would end the call's own. */
  private void held(String operation, Armed each, long number, @Nullable Patience patience)
      throws Throwable {
    try {
      Duration left = Duration.between(time.instant(), each.endsAt());
      if (each.fault() instanceof CallFault.Delay delay) {
        each.delay(delay, number, patience);
      } else if (each.fault() instanceof CallFault.Starve starve
          && starve.most().compareTo(left) < 0) {
        if (!each.hang(starve.most(), patience)) {
          throw starve.failure().create();
        }
      } else {
        each.hang(left, patience);
      }
    } catch (InterruptedException interrupted) {
      List<Class<?>> declared = operations.getOrDefault(operation, List.of());
      if (declared.stream().anyMatch(type -> type.isInstance(interrupted))) {
        throw interrupted;
      }
      Thread.currentThread().interrupt();
      if (declared.stream().anyMatch(type -> type.isAssignableFrom(InterruptedIOException.class))) {
        throw new InterruptedIOException("interrupted while waiting");
      }
    }
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
    all.add(new Armed(id, fault, matching, seed, endsAt));
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

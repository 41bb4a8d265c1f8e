package dev.gelada.core.call;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** The targets that this JVM hands out; none in a program that is no test. Thread-safe. */
public final class OwnTargets {
  private final TreeMap<String, OwnTarget> targets = new TreeMap<>();

  /**
   * Hands one out; another one of its name is no longer found.
   *
   * @return a way to take it back, which leaves a successor alone
   */
  public synchronized AutoCloseable add(OwnTarget target) {
    targets.put(target.name(), target);
    return () -> remove(target);
  }

  private synchronized void remove(OwnTarget target) {
    targets.remove(target.name(), target);
  }

  /** The one of that name. */
  public synchronized Optional<OwnTarget> find(String name) {
    return Optional.ofNullable(targets.get(name));
  }

  /** All names, sorted. */
  public synchronized List<String> names() {
    return new ArrayList<>(targets.keySet());
  }
}

package dev.gelada.server;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Which occasions this process has rehearsed: the trail does not say, since dry records use nothing
 * up. Thread-safe.
 */
final class Rehearsed {
  /** More than fall due within the grace of half an hour. */
  private static final int KEPT = 20_000;

  private final boolean dry;
  private final Set<String> keys = new LinkedHashSet<>();

  /**
   * None yet.
   *
   * @param dry false where runs are real: the trail says what is done then
   */
  Rehearsed(boolean dry) {
    this.dry = dry;
  }

  boolean dry() {
    return dry;
  }

  synchronized void add(String key) {
    if (dry) {
      keys.add(key);
      if (keys.size() > KEPT) {
        keys.remove(keys.iterator().next());
      }
    }
  }

  synchronized boolean contains(String key) {
    return keys.contains(key);
  }
}

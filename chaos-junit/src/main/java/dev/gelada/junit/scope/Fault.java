package dev.gelada.junit.scope;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A fault as it is asked for: an attack with its settings, as a step of a file says them.
 * Immutable.
 *
 * @param attack the attack's name, or the short form that every kind of target knows its own attack
 *     by: {@code latency} is {@code latency} on a connection and {@code call-latency} on a call,
 *     {@code kill} is {@code kill-process} on a process
 * @param settings as in a file: text, numbers, booleans and lists of them
 * @param lasts when it ends by itself; null for as long as the scope allows
 */
public record Fault(String attack, Map<String, Object> settings, @Nullable Duration lasts) {
  public Fault {
    Objects.requireNonNull(attack, "attack");
    settings = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(settings));
  }

  /** One without settings yet. */
  public static Fault of(String attack) {
    return new Fault(attack, Map.of(), null);
  }

  /** The same with one more setting. */
  public Fault with(String name, Object value) {
    Map<String, Object> all = new LinkedHashMap<>(settings);
    all.put(name, value instanceof Duration time ? time.toNanos() / 1_000_000 + "ms" : value);
    return new Fault(attack, all, lasts);
  }

  /** The same, ending by itself after that time. */
  public Fault lasting(Duration time) {
    return new Fault(attack, settings, time);
  }

  /** In one line, for people. */
  @Override
  public String toString() {
    return attack + (settings.isEmpty() ? "" : " " + settings);
  }
}

package dev.gelada.core.trail;

import java.util.AbstractMap;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A map in its first order that certainly never changes, so that one ledger after another can share
 * it instead of copying every claim for each record.
 */
final class Frozen<K, V> extends AbstractMap<K, V> {
  private final Map<K, V> map;

  private Frozen(Map<K, V> map) {
    this.map = Collections.unmodifiableMap(map);
  }

  static <K, V> Map<K, V> copyOf(Map<K, V> map) {
    return map instanceof Frozen ? map : new Frozen<>(new LinkedHashMap<>(map));
  }

  @Override
  public Set<Entry<K, V>> entrySet() {
    return map.entrySet();
  }

  @Override
  public @Nullable V get(@Nullable Object key) {
    return map.get(key);
  }

  @Override
  public boolean containsKey(@Nullable Object key) {
    return map.containsKey(key);
  }

  /** A map that still grows; frozen copies are made only when it changed in between. */
  static final class Growing<K, V> {
    private final Map<K, V> map = new LinkedHashMap<>();
    private @Nullable Map<K, V> frozen;

    @Nullable V get(K key) {
      return map.get(key);
    }

    void put(K key, V value) {
      map.put(key, value);
      frozen = null;
    }

    void remove(K key) {
      map.remove(key);
      frozen = null;
    }

    void clear() {
      map.clear();
      frozen = null;
    }

    Map<K, V> frozen() {
      Map<K, V> now = frozen;
      if (now == null) {
        now = Frozen.copyOf(map);
        frozen = now;
      }
      return now;
    }
  }
}

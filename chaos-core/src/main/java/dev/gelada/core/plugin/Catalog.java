package dev.gelada.core.plugin;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The plug-ins of one kind, by name.
 *
 * @param <P> the kind, for example {@code AttackType<?>}
 */
public final class Catalog<P extends Plugin<?, ?>> {
  private final SortedMap<String, P> byName;

  private Catalog(SortedMap<String, P> byName) {
    this.byName = byName;
  }

  /**
   * These plug-ins.
   *
   * @throws IllegalArgumentException if two have one name: which of them a file means would be
   *     chance
   */
  public static <P extends Plugin<?, ?>> Catalog<P> of(Collection<? extends P> plugins) {
    SortedMap<String, P> byName = new TreeMap<>();
    for (P plugin : plugins) {
      P other = byName.put(plugin.name(), plugin);
      if (other != null) {
        throw new IllegalArgumentException(
            "two plug-ins are named '%s': %s and %s"
                .formatted(plugin.name(), other.getClass().getName(), plugin.getClass().getName()));
      }
    }
    return new Catalog<>(byName);
  }

  /** What {@link ServiceLoader} finds for {@code kind} with {@code loader}. */
  public static <P extends Plugin<?, ?>> Catalog<P> load(
      Class<? extends P> kind, ClassLoader loader) {
    List<P> found = new ArrayList<>();
    ServiceLoader.load(kind, loader).forEach(found::add);
    return of(found);
  }

  /** The one of that name. */
  public Optional<P> named(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** All names, sorted. */
  public List<String> names() {
    return List.copyOf(byName.keySet());
  }

  /** All, sorted by name. */
  public List<P> all() {
    return List.copyOf(byName.values());
  }
}

package dev.gelada.core.config;

import dev.gelada.core.attack.AttackType;
import dev.gelada.core.plugin.Catalog;
import dev.gelada.core.plugin.Plugin;
import dev.gelada.core.probe.ProbeType;
import dev.gelada.core.target.SourceType;
import dev.gelada.core.victim.SelectorType;
import java.util.List;
import java.util.Objects;

/**
 * All that a file can name.
 *
 * @param sources keys of an entry of {@code targets}
 * @param selectors keys of {@code pick}
 * @param attacks keys of {@code steps}
 * @param probes keys of an entry of {@code probes}
 */
public record Catalogs(
    Catalog<SourceType<?>> sources,
    Catalog<SelectorType<?>> selectors,
    Catalog<AttackType<?>> attacks,
    Catalog<ProbeType<?>> probes) {
  /**
   * Checks the plug-ins once, so that reading a file need not.
   *
   * @throws IllegalArgumentException if a plug-in's name or one of its settings is a key of the
   *     file itself, or a setting has a type that a file cannot hold; the message names the plug-in
   * @throws IllegalStateException if a default does not parse
   */
  public Catalogs {
    Objects.requireNonNull(sources, "sources");
    Objects.requireNonNull(selectors, "selectors");
    Objects.requireNonNull(attacks, "attacks");
    Objects.requireNonNull(probes, "probes");
    check("source", sources.all(), Keys.TARGET, List.of());
    check("selector", selectors.all(), Keys.PICK, List.of());
    check("attack", attacks.all(), Keys.STEP, Keys.HIT);
    check("probe", probes.all(), Keys.WATCH, Keys.WATCH);
  }

  /** What {@link java.util.ServiceLoader} finds with {@code loader}. */
  @SuppressWarnings({"unchecked", "rawtypes"}) // a class literal knows no type arguments
  public static Catalogs load(ClassLoader loader) {
    return new Catalogs(
        Catalog.load((Class) SourceType.class, loader),
        Catalog.load((Class) SelectorType.class, loader),
        Catalog.load((Class) AttackType.class, loader),
        Catalog.load((Class) ProbeType.class, loader));
  }

  private static void check(
      String kind,
      List<? extends Plugin<?, ?>> plugins,
      List<String> takenAsName,
      List<String> takenAsSetting) {
    for (Plugin<?, ?> plugin : plugins) {
      if (takenAsName.contains(plugin.name())) {
        throw new IllegalArgumentException(
            "the %s '%s' is named like a key of the file".formatted(kind, plugin.name()));
      }
      Records.checkDefaults(Shape.of(plugin.settings()));
      for (Shape.Field field : Shape.of(plugin.settings()).fields()) {
        if (takenAsSetting.contains(field.name())) {
          throw new IllegalArgumentException(
              "the %s '%s' has a setting named like a key of the file: %s"
                  .formatted(kind, plugin.name(), field.name()));
        }
      }
    }
  }
}

package dev.gelada.junit.scope;

import dev.gelada.core.attack.AttackType;
import dev.gelada.core.attack.Reverts;
import dev.gelada.core.plugin.Catalog;
import dev.gelada.core.plugin.Kinds;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Which attack a short name means on which kind of target. */
final class Attacks {
  private Attacks() {}

  /** The attack itself. */
  static AttackType<?> named(Catalog<AttackType<?>> attacks, String word, String kind) {
    for (String name : List.of(word, kind + "-" + word, word + "-" + kind)) {
      Optional<AttackType<?>> found = attacks.named(name).filter(type -> accepts(type, kind));
      if (found.isPresent()) {
        return found.get();
      }
    }
    throw new FaultRefused(
        "there is no '%s' for a target of kind %s; there is %s."
            .formatted(
                word,
                kind,
                attacks.all().stream()
                    .filter(type -> accepts(type, kind))
                    .map(AttackType::name)
                    .collect(Collectors.joining(", "))));
  }

  /** Whether it has an end. */
  static boolean lasts(AttackType<?> type) {
    return type instanceof Reverts;
  }

  private static boolean accepts(AttackType<?> type, String kind) {
    Kinds kinds = type.getClass().getAnnotation(Kinds.class);
    return kinds != null && List.of(kinds.value()).contains(kind);
  }
}

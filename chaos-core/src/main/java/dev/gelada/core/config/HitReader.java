package dev.gelada.core.config;

import dev.gelada.core.attack.Attack;
import dev.gelada.core.attack.AttackType;
import dev.gelada.core.attack.Lease;
import dev.gelada.core.attack.Reverts;
import dev.gelada.core.plan.Step;
import dev.gelada.core.plugin.Kinds;
import dev.gelada.core.plugin.Plugin;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a step that is an attack: its settings, and beside them whom, how long, how soon. */
final class HitReader {
  private final Reading reading;
  private final Problems problems;
  private final Map<String, String> sources;
  private final @Nullable Duration maxDuration;
  private final Set<String> used;

  /**
   * For one file.
   *
   * @param sources the source's name by target; empty where it could not be read
   * @param used learns each target that is named
   */
  HitReader(
      Reading reading,
      Map<String, String> sources,
      @Nullable Duration maxDuration,
      Set<String> used) {
    this.reading = reading;
    this.problems = reading.problems();
    this.sources = sources;
    this.maxDuration = maxDuration;
    this.used = used;
  }

  /** The step; null when a problem was reported. */
  @Nullable Step read(AttackType<?> type, Node.Table step, String path) {
    String below = Binder.path(path, type.name());
    Node value = Objects.requireNonNull(step.get(type.name()));
    Node.Table table = reading.table(value, below, "a map, such as {target: checkout} or {},");
    if (table == null) {
      return null;
    }
    Attack attack = attack(type, table, below);
    FileKeys.Hit keys = reading.binder().record(FileKeys.Hit.class, table.only(Keys.HIT), below);
    String target = target(type, table, below);
    duration(type, table, keys, below);
    if (attack == null || keys == null || target == null) {
      return null;
    }
    Lease lease = lease(attack.lease(), keys, table, below);
    return new Step.Hit(
        path, target, type, attack, keys.lasts(), lease, keys.attended(), keys.refusedBy());
  }

  private <S extends Record> @Nullable Attack attack(
      Plugin<S, Attack> type, Node.Table table, String path) {
    S settings = reading.binder().record(type.settings(), table, Keys.HIT, path);
    return settings == null ? null : reading.create(type, settings, table.at(), path);
  }

  private @Nullable String target(AttackType<?> type, Node.Table table, String path) {
    Node node = table.get("target");
    List<String> names = List.copyOf(sources.keySet());
    String target;
    if (node != null) {
      target = reading.name(node, path + ".target", "target", names);
    } else if (names.size() == 1) {
      target = names.get(0);
    } else {
      if (!names.isEmpty()) {
        problems.add(
            Rule.TARGET, table.at(), path, "'target' is missing: " + Words.either(names) + ".");
      }
      return null;
    }
    if (target == null) {
      return null;
    }
    used.add(target);
    kinds(type, target, node == null ? table.at() : node.at(), path);
    return target;
  }

  private void kinds(AttackType<?> type, String target, Spot at, String path) {
    Kinds accepts = type.getClass().getAnnotation(Kinds.class);
    Kinds finds =
        reading
            .catalogs()
            .sources()
            .named(String.valueOf(sources.get(target)))
            .map(source -> source.getClass().getAnnotation(Kinds.class))
            .orElse(null);
    if (accepts != null
        && finds != null
        && Collections.disjoint(Arrays.asList(accepts.value()), Arrays.asList(finds.value()))) {
      problems.add(
          Rule.KIND,
          at,
          path,
          "'%s' attacks %s, and the target '%s' is %s."
              .formatted(
                  type.name(),
                  Words.either(List.of(accepts.value())),
                  target,
                  Words.either(List.of(finds.value()))));
    }
  }

  private void duration(
      AttackType<?> type, Node.Table table, FileKeys.@Nullable Hit keys, String path) {
    boolean reversible = type instanceof Reverts;
    boolean written = table.get("for") != null;
    if (reversible && !written) {
      problems.shape(
          table.at(),
          path,
          "'for' is missing: '%s' is undone after a while; say when, for example for: 30s."
              .formatted(type.name()));
    } else if (!reversible && written) {
      problems.shape(
          table.spot("for"),
          path + ".for",
          "'%s' cannot be undone, so it has no 'for'.".formatted(type.name()));
    }
    Duration lasts = keys == null ? null : keys.lasts();
    if (lasts != null && maxDuration != null && lasts.compareTo(maxDuration) > 0) {
      problems.add(
          Rule.DURATION,
          table.spot("for"),
          path + ".for",
          "it is longer than limits.maxDuration, so every run would be cut short.");
    }
  }

  private Lease lease(Lease own, FileKeys.Hit keys, Node.Table table, String path) {
    Duration applyWithin = keys.applyWithin() == null ? own.applyWithin() : keys.applyWithin();
    Duration settleTime = keys.settleTime() == null ? own.settleTime() : keys.settleTime();
    shorter(applyWithin, own.applyWithin(), table, "applyWithin", path);
    shorter(settleTime, own.settleTime(), table, "settleTime", path);
    return own.lengthened(
        new Lease(applyWithin.isZero() ? own.applyWithin() : applyWithin, settleTime));
  }

  private void shorter(Duration written, Duration own, Node.Table table, String key, String path) {
    if (written.compareTo(own) < 0) {
      problems.add(
          Rule.LEASE,
          table.spot(key),
          path + "." + key,
          "the attack needs %d ms and a file can only lengthen it.".formatted(own.toMillis()));
    }
  }
}

package dev.gelada.core.config;

import dev.gelada.core.attack.Attack;
import dev.gelada.core.attack.AttackType;
import dev.gelada.core.attack.Lease;
import dev.gelada.core.attack.Reverts;
import dev.gelada.core.plan.Step;
import dev.gelada.core.plugin.Kinds;
import dev.gelada.core.plugin.Plugin;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code steps}. */
final class StepsReader {
  private final Reading reading;
  private final Problems problems;
  private final Map<String, String> sources;
  private final List<String> probes;
  private final @Nullable Duration maxDuration;
  private final Set<String> used = new LinkedHashSet<>();

  /**
   * For one file.
   *
   * @param sources the source's name by target; empty where it could not be read
   * @param probes all probes' names
   */
  StepsReader(
      Reading reading,
      Map<String, String> sources,
      List<String> probes,
      @Nullable Duration maxDuration) {
    this.reading = reading;
    this.problems = reading.problems();
    this.sources = sources;
    this.probes = probes;
    this.maxDuration = maxDuration;
  }

  /** Targets and probes that a step names. */
  Set<String> used() {
    return used;
  }

  /** In order; steps with problems are left out. */
  List<Step> read(Node node) {
    if (node instanceof Node.Items items) {
      return steps(items, "steps");
    }
    if (node instanceof Node.Nothing nothing) {
      reading.binder().nothing(nothing, false, "steps");
    } else if (!(node instanceof Node.Broken)) {
      problems.shape(node.at(), "steps", "a list of steps belongs here.");
    }
    return List.of();
  }

  private List<Step> steps(Node.Items items, String path) {
    if (items.items().isEmpty()) {
      problems.shape(items.at(), path, "at least one step is needed.");
    }
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < items.items().size(); i++) {
      Step step = step(items.items().get(i), path + "[" + i + "]");
      if (step != null) {
        steps.add(step);
      }
    }
    return steps;
  }

  private @Nullable Step step(Node node, String path) {
    Node.Table table =
        reading.table(node, path, "a map with an attack, such as {kill-process: {}},");
    if (table == null) {
      return null;
    }
    List<String> known = new ArrayList<>(reading.catalogs().attacks().names());
    known.addAll(Keys.STEP);
    List<String> named = table.entries().keySet().stream().filter(known::contains).toList();
    table.without(known).entries().forEach((key, entry) -> unknown(key, entry, path));
    if (named.isEmpty()) {
      if (table.entries().isEmpty()) {
        problems.shape(table.at(), path, "a step is missing. Known: " + Words.list(known) + ".");
      }
      return null;
    }
    String first = named.get(0);
    boolean waits = named.contains("until") || named.contains("within");
    List<String> together = waits ? List.of("until", "within") : List.of(first);
    for (String other : table.only(named).without(together).entries().keySet()) {
      problems.shape(
          table.spot(other),
          path,
          "a step does one thing; '%s' and '%s' are two.".formatted(together.get(0), other));
    }
    return read(table.only(together), waits ? "until" : first, path);
  }

  private void unknown(String key, Node.Entry entry, String path) {
    String message =
        Keys.HIT.contains(key)
            ? "'" + key + "' belongs below the attack's name: indent it."
            : "no attack named "
                + Words.quoted(key)
                + "."
                + Words.known(key, withSteps(reading.catalogs().attacks().names(), key));
    problems.shape(entry.at(), path, message);
  }

  /** The attacks, and the other keys of a step where one of them was meant. */
  private static List<String> withSteps(List<String> attacks, String key) {
    List<String> known = new ArrayList<>(attacks);
    if (Words.nearest(key, Keys.STEP).isPresent() || attacks.isEmpty()) {
      known.addAll(Keys.STEP);
    }
    return known;
  }

  private @Nullable Step read(Node.Table table, String key, String path) {
    switch (key) {
      case "together":
        return together(java.util.Objects.requireNonNull(table.get(key)), path);
      case "until":
        FileKeys.Until until = reading.binder().record(FileKeys.Until.class, table, path);
        Node probe = table.get("until");
        String name = probe == null ? null : reading.name(probe, path + ".until", "probe", probes);
        if (name != null) {
          used.add(name);
        }
        return until == null ? null : new Step.Until(path, until.until(), until.within());
      case "pause":
        FileKeys.Pause pause = reading.binder().record(FileKeys.Pause.class, table, path);
        return pause == null ? null : new Step.Pause(path, pause.pause());
      case "ask":
        FileKeys.Ask ask = reading.binder().record(FileKeys.Ask.class, table, path);
        return ask == null ? null : new Step.Ask(path, ask.ask().text());
      default:
        return hit(reading.catalogs().attacks().named(key).orElseThrow(), table, path);
    }
  }

  private @Nullable Step together(Node node, String path) {
    String below = path + ".together";
    if (!(node instanceof Node.Items items)) {
      if (node instanceof Node.Nothing nothing) {
        reading.binder().nothing(nothing, false, below);
      } else if (!(node instanceof Node.Broken)) {
        problems.shape(node.at(), below, "a list of branches belongs here, each a step or a list.");
      }
      return null;
    }
    if (items.items().isEmpty()) {
      problems.shape(items.at(), below, "at least one branch is needed.");
    }
    List<List<Step>> branches = new ArrayList<>();
    for (int i = 0; i < items.items().size(); i++) {
      Node branch = items.items().get(i);
      String at = below + "[" + i + "]";
      if (branch instanceof Node.Items list) {
        branches.add(steps(list, at));
      } else {
        Step step = step(branch, at);
        branches.add(step == null ? List.of() : List.of(step));
      }
    }
    return new Step.Together(path, branches);
  }

  private @Nullable Step hit(AttackType<?> type, Node.Table step, String path) {
    String below = Binder.path(path, type.name());
    Node value = java.util.Objects.requireNonNull(step.get(type.name()));
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

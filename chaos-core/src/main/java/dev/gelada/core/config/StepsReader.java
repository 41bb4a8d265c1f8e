package dev.gelada.core.config;

import dev.gelada.core.plan.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code steps}. */
final class StepsReader {
  private final Reading reading;
  private final Problems problems;
  private final List<String> probes;
  private final HitReader hits;
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
    this.probes = probes;
    this.hits = new HitReader(reading, sources, maxDuration, used);
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
    return switch (key) {
      case "together" -> together(Objects.requireNonNull(table.get(key)), path);
      case "until" -> until(table, path);
      case "pause" -> {
        FileKeys.Pause pause = reading.binder().record(FileKeys.Pause.class, table, path);
        yield pause == null ? null : new Step.Pause(path, pause.pause());
      }
      case "ask" -> {
        FileKeys.Ask ask = reading.binder().record(FileKeys.Ask.class, table, path);
        yield ask == null ? null : new Step.Ask(path, ask.ask().text());
      }
      default -> hits.read(reading.catalogs().attacks().named(key).orElseThrow(), table, path);
    };
  }

  private @Nullable Step until(Node.Table table, String path) {
    FileKeys.Until until = reading.binder().record(FileKeys.Until.class, table, path);
    if (until == null) {
      return null;
    }
    Node written = Objects.requireNonNull(table.get("until"));
    String probe = reading.name(written, path + ".until", "probe", probes);
    if (probe == null) {
      return null;
    }
    used.add(probe);
    return new Step.Until(path, probe, until.within());
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
}

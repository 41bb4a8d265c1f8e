package dev.gelada.core.config;

import dev.gelada.core.plan.Aim;
import dev.gelada.core.plan.OptIn;
import dev.gelada.core.target.SourceType;
import dev.gelada.core.target.TargetSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads {@code targets}. */
final class TargetsReader {
  private final Reading reading;
  private final Problems problems;
  private final PickReader picks;

  TargetsReader(Reading reading) {
    this.reading = reading;
    this.problems = reading.problems();
    this.picks = new PickReader(reading);
  }

  /** By name; targets with problems are left out. */
  Map<String, Aim> read(Node node) {
    Node.Table table = reading.table(node, "targets", "a map of names to targets");
    Map<String, Aim> aims = new LinkedHashMap<>();
    if (table == null) {
      return aims;
    }
    if (table.entries().isEmpty()) {
      problems.shape(table.at(), "targets", "at least one target is needed.");
    }
    table
        .entries()
        .forEach(
            (name, entry) -> {
              mayName(problems, name, entry.at(), "targets");
              Aim aim = aim(name, entry.value(), Binder.path("targets", name));
              if (aim != null) {
                aims.put(name, aim);
              }
            });
    return aims;
  }

  /** Reports a name of a target or probe that it cannot have. */
  static void mayName(Problems problems, String name, Spot at, String path) {
    if (!Keys.mayName(name)) {
      problems.shape(
          at,
          path,
          "%s cannot be a name: letters, digits, '-' and '_', a letter first, at most 63, and no word"
                  .formatted(Words.quoted(name))
              + " that YAML 1.1 takes for true or false.");
    }
  }

  private @Nullable Aim aim(String name, Node node, String path) {
    Node.Table table = reading.table(node, path, "a map with a source, such as {processes: …},");
    SourceType<?> type = table == null ? null : source(table, path);
    if (table == null || type == null) {
      return null;
    }
    Node settings = table.get(type.name());
    String below = Binder.path(path, type.name());
    TargetSource finds = settings == null ? null : finds(type, settings, below);
    List<TargetSource> except = except(type, table.get("except"), path + ".except");
    Node optInNode = table.get("optIn");
    OptIn optIn = optInNode == null ? null : optIn(optInNode, path + ".optIn");
    PickReader.Picked picked = picks.read(table.get("pick"), table.at(), path + ".pick");
    return finds == null || picked == null
        ? null
        : new Aim(name, type.name(), finds, optIn, except, picked.groups(), picked.pick());
  }

  private @Nullable SourceType<?> source(Node.Table table, String path) {
    List<String> known = reading.catalogs().sources().names();
    List<String> all = new ArrayList<>(known);
    all.addAll(Keys.TARGET);
    List<String> sources = table.without(Keys.TARGET).entries().keySet().stream().toList();
    for (String key : sources) {
      if (!known.contains(key)) {
        problems.shape(
            table.spot(key),
            path,
            "no source named " + Words.quoted(key) + "." + Words.known(key, all));
      }
    }
    List<String> named = sources.stream().filter(known::contains).toList();
    if (named.size() > 1) {
      problems.shape(
          table.spot(named.get(1)),
          path,
          "a target has one source; here are " + String.join(" and ", named) + ".");
    } else if (sources.isEmpty()) {
      problems.shape(
          table.at(), path, "a target needs a source. Known: " + Words.list(known) + ".");
    }
    return named.size() == 1
        ? reading.catalogs().sources().named(named.get(0)).orElseThrow()
        : null;
  }

  private @Nullable TargetSource finds(SourceType<?> type, Node settings, String path) {
    boolean something =
        Shape.of(type.settings()).fields().isEmpty()
            || settings instanceof Node.Nothing
            || settings instanceof Node.Broken
            || selects(settings);
    if (!something) {
      problems.add(
          Rule.EMPTY,
          settings.at(),
          path,
          "this selects everything; say which ones: "
              + Words.either(Shape.of(type.settings()).names())
              + ".");
      // and go on: what is missing besides is said too
    }
    return reading.make(type, settings, path);
  }

  /**
   * Whether anything is said at all: {@code {}}, {@code {labels: {}}} and {@code ""} say nothing.
   */
  private boolean selects(Node node) {
    if (node instanceof Node.Table table) {
      return table.entries().values().stream().anyMatch(entry -> selects(entry.value()));
    } else if (node instanceof Node.Items items) {
      return items.items().stream().anyMatch(this::selects);
    } else if (node instanceof Node.Text text) {
      String expanded =
          new Binder(
                  new Variables(reading.environment(), reading.redactor()),
                  new Problems("", reading.redactor()),
                  reading.redactor())
              .expanded(text, "");
      return expanded == null || !expanded.isBlank();
    }
    return true; // reported elsewhere
  }

  private List<TargetSource> except(SourceType<?> type, @Nullable Node node, String path) {
    List<TargetSource> sources = new ArrayList<>();
    if (node instanceof Node.Items items) {
      for (int i = 0; i < items.items().size(); i++) {
        TargetSource source = finds(type, items.items().get(i), path + "[" + i + "]");
        if (source != null) {
          sources.add(source);
        }
      }
    } else if (node instanceof Node.Nothing nothing) {
      reading.binder().nothing(nothing, false, path);
    } else if (node != null && !(node instanceof Node.Broken)) {
      problems.shape(node.at(), path, "a list of what '" + type.name() + "' takes belongs here.");
    }
    return sources;
  }

  private @Nullable OptIn optIn(Node node, String path) {
    if (node instanceof Node.Table table) {
      Object labels =
          reading.binder().bind(new Shape.Entries(Shape.of(String.class, path)), table, path);
      if (table.entries().size() != 1) {
        problems.shape(table.at(), path, "exactly one label belongs here: {gelada/enabled: true}.");
        return null;
      }
      if (!(labels instanceof Map<?, ?> map)) {
        return null;
      }
      Map.Entry<?, ?> label = map.entrySet().iterator().next();
      return new OptIn((String) label.getKey(), (String) label.getValue());
    }
    if (node instanceof Node.Text text && "none".equals(reading.binder().expanded(text, path))) {
      return OptIn.NONE;
    }
    if (node instanceof Node.Nothing nothing) {
      reading.binder().nothing(nothing, false, path);
    } else if (node instanceof Node.Text text && Variables.in(text.text())) {
      problems.add(Rule.ENVIRONMENT, node.at(), path, "its value is not 'none'.");
    } else if (!(node instanceof Node.Broken)) {
      problems.shape(node.at(), path, "'none' or one label belongs here: {gelada/enabled: true}.");
    }
    return null;
  }
}

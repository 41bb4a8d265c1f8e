package dev.gelada.core.config;

import dev.gelada.core.plan.Watched;
import dev.gelada.core.plugin.Plugin;
import dev.gelada.core.probe.Probe;
import dev.gelada.core.probe.ProbeType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code probes}. The key that names the type holds its one required setting, the others
 * stand beside it; or it holds all of them in a map.
 */
final class ProbesReader {
  private final Reading reading;
  private final Problems problems;

  ProbesReader(Reading reading) {
    this.reading = reading;
    this.problems = reading.problems();
  }

  /** By name; probes with problems are left out. */
  Map<String, Watched> read(@Nullable Node node) {
    Map<String, Watched> probes = new LinkedHashMap<>();
    Node.Table table =
        node == null ? null : reading.table(node, "probes", "a map of names to probes");
    if (table == null) {
      return probes;
    }
    table
        .entries()
        .forEach(
            (name, entry) -> {
              TargetsReader.mayName(problems, name, entry.at(), "probes");
              Watched probe = probe(name, entry.value(), Binder.path("probes", name));
              if (probe != null) {
                probes.put(name, probe);
              }
            });
    return probes;
  }

  private @Nullable Watched probe(String name, Node node, String path) {
    Node.Table table = reading.table(node, path, "a map with a probe, such as {http: …},");
    ProbeType<?> type = table == null ? null : type(table, path);
    if (table == null || type == null) {
      return null;
    }
    Probe probe = probe(type, table, path);
    Node.Table common = table.only(Keys.WATCH);
    FileKeys.Watch watch = reading.binder().record(FileKeys.Watch.class, common, path);
    return probe == null || watch == null
        ? null
        : new Watched(
            name,
            type.name(),
            probe,
            watch.every(),
            watch.failAfter(),
            watch.during(),
            watch.recoverWithin());
  }

  private @Nullable ProbeType<?> type(Node.Table table, String path) {
    List<String> known = reading.catalogs().probes().names();
    List<String> named = table.entries().keySet().stream().filter(known::contains).toList();
    if (named.size() == 1) {
      return reading.catalogs().probes().named(named.get(0)).orElseThrow();
    }
    if (named.size() > 1) {
      problems.shape(
          table.spot(named.get(1)),
          path,
          "a probe has one type; here are " + String.join(" and ", named) + ".");
      return null;
    }
    List<String> others = table.without(Keys.WATCH).entries().keySet().stream().toList();
    if (others.isEmpty()) {
      problems.shape(table.at(), path, "a probe needs a type. Known: " + Words.list(known) + ".");
    } else {
      String first = others.get(0);
      problems.shape(
          table.spot(first),
          path,
          "no probe named " + Words.quoted(first) + "." + Words.known(first, known));
    }
    return null;
  }

  private <S extends Record> @Nullable Probe probe(
      Plugin<S, Probe> type, Node.Table table, String path) {
    Node value = table.get(type.name());
    Shape.Fields shape = Shape.of(type.settings());
    Shape.Field lead = shape.lead();
    String below = Binder.path(path, type.name());
    if (value instanceof Node.Table settings) {
      List<String> outside = new ArrayList<>(Keys.WATCH);
      outside.add(type.name());
      reading.binder().unknown(table, outside, shape.secret(), path);
      return reading.make(type, settings, below);
    }
    if (value == null || lead == null) {
      if (value != null) {
        reading.make(type, value, below); // says what belongs there
      }
      return null;
    }
    // the lead goes back to the key that it was written without; the others are there already
    Map<String, Node.Entry> entries = new LinkedHashMap<>(table.without(Keys.WATCH).entries());
    entries.remove(type.name());
    if (entries.containsKey(lead.name())) {
      problems.shape(
          table.spot(lead.name()),
          path,
          "'%s' stands beside '%s' already; write one of them."
              .formatted(lead.name(), type.name()));
      return null;
    }
    entries.put(lead.name(), new Node.Entry(table.spot(type.name()), value));
    Node.Table whole = new Node.Table(table.at(), table.flow(), entries);
    S settings = reading.binder().record(type.settings(), whole, Keys.WATCH, path);
    return settings == null ? null : reading.create(type, settings, table.at(), path);
  }
}

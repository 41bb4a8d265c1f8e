package dev.gelada.core.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Puts labels of a group, or the defaults, where {@code {label: …, default: …}} stands. */
final class Labels {
  private final Problems problems;
  private final String path;
  private final List<String> names = new ArrayList<>();

  Labels(Problems problems, String path) {
    this.problems = problems;
    this.path = path;
  }

  /** The labels that were asked for. */
  List<String> names() {
    return names;
  }

  /** Whether a value is to come from a label. */
  static boolean asks(Node node) {
    return node instanceof Node.Table table && table.entries().keySet().equals(Keys.FROM_LABEL);
  }

  Node put(Node node, Map<String, String> labels) {
    if (node instanceof Node.Items items) {
      return new Node.Items(
          items.at(), items.items().stream().map(item -> put(item, labels)).toList());
    }
    if (!(node instanceof Node.Table table)) {
      return node;
    }
    if (asks(table)) {
      return value(table, labels);
    }
    Map<String, Node.Entry> entries = new LinkedHashMap<>();
    table
        .entries()
        .forEach(
            (key, entry) ->
                entries.put(key, new Node.Entry(entry.at(), put(entry.value(), labels))));
    return new Node.Table(table.at(), table.flow(), entries);
  }

  private Node value(Node.Table table, Map<String, String> labels) {
    Node label = table.get("label");
    Node fallback = table.get("default");
    if (!(label instanceof Node.Text name) || name.text().isBlank()) {
      problems.shape(table.spot("label"), path, "the name of a label belongs here.");
      return new Node.Broken(table.at());
    }
    if (!(fallback instanceof Node.Text text)) {
      problems.shape(
          table.spot("default"), path, "the default for a label is one value, not a map or list.");
      return new Node.Broken(table.at());
    }
    if (Variables.in(name.text())) {
      problems.add(
          Rule.ENVIRONMENT, name.at(), path, "a label's name is taken as it is, without ${NAME}.");
      return new Node.Broken(table.at());
    }
    names.add(name.text());
    String value = labels.get(name.text());
    // what a label says is text as it is: no variable of our environment is put in
    return value == null ? text : new Node.Text(text.at(), value.replace("${", "$${"), true);
  }
}

package dev.gelada.core.config;

import dev.gelada.core.plugin.Redactor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@link Node}s to Java values by {@link Shape}. Reports what does not fit and goes on; a value
 * that was reported is null.
 */
final class Binder {
  private final Variables variables;
  private final Problems problems;
  private final Redactor redactor;
  private final Records records;

  Binder(Variables variables, Problems problems, Redactor redactor) {
    this.variables = variables;
    this.problems = problems;
    this.redactor = redactor;
    this.records = new Records(problems);
  }

  /** Where problems go. */
  Problems problems() {
    return problems;
  }

  /** Reads a record. */
  <R extends Record> @Nullable R record(Class<R> type, Node node, String path) {
    return type.cast(bind(Shape.of(type), node, path));
  }

  /** Reads the keys of a record; {@code others} stand beside them and are read elsewhere. */
  <R extends Record> @Nullable R record(
      Class<R> type, Node.Table table, Collection<String> others, String path) {
    return type.cast(fields(Shape.of(type), table, others, path));
  }

  /** Reads a value of any shape; null exactly when a problem was reported. */
  @Nullable Object bind(Shape shape, Node node, String path) {
    if (node instanceof Node.Broken) {
      return null;
    }
    if (node instanceof Node.Nothing nothing) {
      nothing(nothing, shape.secret(), path);
      return null;
    }
    if (shape instanceof Shape.Value value) {
      return value(value.scalar(), node, path);
    } else if (shape instanceof Shape.Items items) {
      return items(items, node, path);
    } else if (shape instanceof Shape.Entries entries) {
      return entries.orText() ? matching(entries, node, path) : entries(entries, node, path);
    }
    Shape.Fields fields = (Shape.Fields) shape;
    if (node instanceof Node.Table table) {
      return fields(fields, table, List.of(), path);
    }
    Shape.Field lead = fields.lead();
    if (lead == null) {
      mismatch(fields, node, path, "a map with " + Words.list(fields.names()));
      return null;
    }
    Object value = lead(lead, node, path);
    return value == null
        ? null
        : records.construct(fields, Map.of(lead.name(), value), node.at(), path);
  }

  /** Reads the value of a field that stands without its key. */
  private @Nullable Object lead(Shape.Field lead, Node node, String path) {
    if (lead.shape() instanceof Shape.Value value && node instanceof Node.Items) {
      mismatch(lead.shape(), node, path, value.scalar().what());
      return null;
    }
    return field(lead, node, path);
  }

  /** Reads a null, which is always a problem. */
  void nothing(Node.Nothing nothing, boolean secret, String path) {
    String before = nothing.before();
    String lost =
        before == null || secret || Redactor.namesSecret(before)
            ? ""
            : " If it belongs to '%s' before it, quote the whole value: a comma ends it in {…}."
                .formatted(Words.line(before, 60));
    problems.add(
        nothing.asInJson() ? Rule.SHAPE : Rule.FORM,
        nothing.at(),
        path,
        "nothing is written here." + lost);
  }

  private @Nullable Object value(Scalar<?> scalar, Node node, String path) {
    if (!(node instanceof Node.Text text)) {
      mismatch(new Shape.Value(scalar), node, path, scalar.what());
      return null;
    }
    String expanded = expanded(text, path);
    if (expanded == null) {
      return null;
    }
    if (scalar.secret()) {
      redactor.add(expanded);
    }
    redactor.addPasswords(expanded); // a secret wherever the URI stands, right or wrong
    try {
      return scalar.parser().parse(expanded);
    } catch (IllegalArgumentException e) {
      Rule rule =
          Variables.in(text.text())
              ? Rule.ENVIRONMENT
              : e instanceof Scalar.Unfit unfit ? unfit.rule : Rule.SHAPE;
      String hint = String.valueOf(e.getMessage());
      problems.add(
          rule,
          text.at(),
          path,
          "%s is not %s%s%s"
              .formatted(
                  shown(text, scalar.secret(), path),
                  scalar.what(),
                  scalar.what().contains(scalar.example())
                      ? "."
                      : ", for example " + scalar.example() + ".",
                  hint.isEmpty() ? "" : " " + hint));
      return null;
    }
  }

  /** The text with variables put in; null when one is unknown, which was reported. */
  @Nullable String expanded(Node.Text text, String path) {
    try {
      return variables.expand(text.text());
    } catch (IllegalArgumentException e) {
      problems.add(Rule.ENVIRONMENT, text.at(), path, String.valueOf(e.getMessage()));
      return null;
    }
  }

  private @Nullable Object items(Shape.Items shape, Node node, String path) {
    List<Node> nodes;
    if (node instanceof Node.Items items) {
      nodes = items.items();
    } else if (shape.oneOrMore() && node instanceof Node.Text) {
      nodes = List.of(node);
    } else {
      mismatch(shape, node, path, "a list");
      return null;
    }
    if (nodes.isEmpty() && shape.oneOrMore()) {
      problems.shape(node.at(), path, "the list is empty.");
      return null;
    }
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < nodes.size(); i++) {
      Object value = bind(shape.item(), nodes.get(i), path + "[" + i + "]");
      if (value != null) {
        values.add(value);
      }
    }
    return values.size() == nodes.size() ? Collections.unmodifiableList(values) : null;
  }

  private @Nullable Object matching(Shape.Entries shape, Node node, String path) {
    Object read = bind(node instanceof Node.Text ? shape.value() : shape.asMap(), node, path);
    return read == null ? null : Records.matching(read);
  }

  private @Nullable Object entries(Shape.Entries shape, Node node, String path) {
    if (!(node instanceof Node.Table table)) {
      mismatch(shape, node, path, "a map");
      return null;
    }
    Map<String, Object> values = new LinkedHashMap<>();
    table
        .entries()
        .forEach(
            (key, entry) -> {
              if (key.isEmpty()) {
                problems.shape(entry.at(), path, "a key is empty");
              }
              // a secret without a ':' before it is read as a key
              boolean secret = shape.secret() && entry.value() instanceof Node.Nothing;
              Object value = bind(shape.value(), entry.value(), secret ? path : path(path, key));
              if (value != null) {
                values.put(key, value);
              }
            });
    return values.size() == table.entries().size() ? Collections.unmodifiableMap(values) : null;
  }

  private @Nullable Object fields(
      Shape.Fields shape, Node.Table table, Collection<String> others, String path) {
    int before = problems.size();
    Map<String, Object> values = new LinkedHashMap<>();
    for (Shape.Field field : shape.fields()) {
      Node node = table.get(field.name());
      if (node != null) {
        Object value = field(field, node, path(path, field.name()));
        if (value != null) {
          values.put(field.name(), value);
        }
      } else if (field.required()) {
        problems.shape(
            table.at(),
            path,
            "'"
                + field.name()
                + "' is missing"
                + (field.doc().isEmpty() ? "" : ": " + field.doc())
                + ".");
      }
    }
    List<String> known = new ArrayList<>(shape.names());
    known.addAll(others);
    unknown(table, known, shape.secret(), path);
    boolean whole =
        problems.size() == before
            && values.keySet().containsAll(table.without(others).entries().keySet());
    return whole ? records.construct(shape, values, table.at(), path) : null;
  }

  /** Reports all keys that are not known. */
  void unknown(Node.Table table, Collection<String> known, boolean secret, String path) {
    table
        .entries()
        .forEach(
            (key, entry) -> {
              if (known.contains(key)) {
                return;
              }
              if (entry.value() instanceof Node.Nothing nothing && nothing.before() != null) {
                boolean hidden = secret || Redactor.namesSecret(String.valueOf(nothing.before()));
                nothing(nothing, hidden, hidden ? path : path(path, key)); // a value cut in two
                return;
              }
              problems.shape(
                  entry.at(),
                  path,
                  "no key " + Words.quoted(key) + " here." + Words.known(key, known));
            });
  }

  private @Nullable Object field(Shape.Field field, Node node, String path) {
    Object value = bind(field.shape(), node, path);
    if (value == null || !field.positive() || Records.more(value)) {
      return value;
    }
    Rule rule =
        node instanceof Node.Text text && Variables.in(text.text())
            ? Rule.ENVIRONMENT
            : node instanceof Node.Text text && !text.plain() ? Rule.RANGE : Rule.SHAPE;
    problems.add(rule, node.at(), path, "it must be more than zero.");
    return null;
  }

  private void mismatch(Shape wanted, Node node, String path, String what) {
    if (node instanceof Node.Text text) {
      problems.shape(
          node.at(),
          path,
          shown(text, wanted.secret(), path) + " stands where " + what + " belongs.");
    } else if (!(node instanceof Node.Broken)) {
      problems.shape(
          node.at(),
          path,
          (node instanceof Node.Items ? "a list" : "a map")
              + " stands where "
              + what
              + " belongs.");
    }
  }

  /** A value as it was written, in quotes; not if it may be a secret. */
  static String shown(Node.Text text, boolean secret, String path) {
    String key = path.substring(path.lastIndexOf('.') + 1);
    return secret || Redactor.namesSecret(key)
        ? "this value"
        : Words.quoted(Redactor.withoutPasswords(text.text()));
  }

  /** The path of a key below another path. */
  static String path(String path, String key) {
    String shown = Words.word(key);
    return path.isEmpty() ? shown : path + "." + shown;
  }
}

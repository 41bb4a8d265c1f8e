package dev.gelada.core.config;

import dev.gelada.core.plugin.Connections;
import dev.gelada.core.plugin.Plugin;
import dev.gelada.core.plugin.Redactor;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What all readers of one file share.
 *
 * @param catalogs what the file can name
 * @param with handed to plug-ins
 * @param environment for {@code ${NAME}}
 * @param redactor learns the file's secrets
 * @param binder reads values
 */
record Reading(
    Catalogs catalogs,
    Connections with,
    Map<String, String> environment,
    Redactor redactor,
    Binder binder) {
  private static final Scalar<?> TEXT = Objects.requireNonNull(Scalars.of(String.class));

  static Reading of(
      Catalogs catalogs,
      Connections with,
      Map<String, String> environment,
      Redactor redactor,
      Problems problems) {
    return new Reading(
        catalogs,
        with,
        environment,
        redactor,
        new Binder(new Variables(environment, redactor), problems, redactor));
  }

  /** The same for a piece of the file that is read on its own, with problems of its own. */
  Reading apart(Problems problems) {
    return of(catalogs, with, environment, redactor, problems);
  }

  /** Without the environment, which holds secrets. */
  @Override
  public String toString() {
    return "Reading";
  }

  Problems problems() {
    return binder.problems();
  }

  /** Reads a plug-in's settings and makes its object; null when a problem was reported. */
  <S extends Record, T> @Nullable T make(Plugin<S, T> plugin, Node settings, String path) {
    S bound = binder.record(plugin.settings(), settings, path);
    return bound == null ? null : create(plugin, bound, settings.at(), path);
  }

  /** Makes a plug-in's object; null when a problem was reported. */
  <S extends Record, T> @Nullable T create(Plugin<S, T> plugin, S settings, Spot at, String path) {
    try {
      return plugin.create(settings, with);
    } catch (RuntimeException e) {
      problems().add(Rule.PLUGIN, at, path, Records.refusal(e));
      return null;
    }
  }

  /** The value as a map; null when it is none, which was reported. */
  Node.@Nullable Table table(Node node, String path, String what) {
    if (node instanceof Node.Table table) {
      return table;
    }
    if (node instanceof Node.Nothing nothing) {
      binder.nothing(nothing, false, path);
    } else if (!(node instanceof Node.Broken)) {
      problems().shape(node.at(), path, what + " belongs here.");
    }
    return null;
  }

  /** A list of names, each of them one of {@code known}. */
  List<String> names(@Nullable Node node, String path, String what, List<String> known) {
    if (node == null) {
      return List.of();
    }
    if (!(node instanceof Node.Items items)) {
      if (node instanceof Node.Nothing nothing) {
        binder.nothing(nothing, false, path);
      } else if (!(node instanceof Node.Broken)) {
        problems().shape(node.at(), path, "a list of names belongs here: [answers].");
      }
      return List.of();
    }
    for (int i = 0; i < items.items().size(); i++) {
      name(items.items().get(i), path + "[" + i + "]", what, known);
    }
    return items.items().stream()
        .filter(Node.Text.class::isInstance)
        .map(item -> ((Node.Text) item).text())
        .toList();
  }

  /** A name that must be one of {@code known}; null when it is not, which was reported. */
  @Nullable String name(Node node, String path, String what, List<String> known) {
    Object name = binder.bind(new Shape.Value(TEXT), node, path);
    if (!(name instanceof String text)) {
      return null;
    }
    if (!known.contains(text) && node instanceof Node.Text written) {
      problems()
          .add(
              Rule.REFERENCE,
              node.at(),
              path,
              "no %s named %s.%s"
                  .formatted(
                      what,
                      Binder.shown(written, false, path),
                      known.isEmpty()
                          ? " The file declares none."
                          : Words.known(written.text(), known)));
      return null;
    }
    return text;
  }
}

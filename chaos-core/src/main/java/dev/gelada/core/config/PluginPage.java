package dev.gelada.core.config;

import dev.gelada.core.attack.AttackType;
import dev.gelada.core.attack.Reverts;
import dev.gelada.core.plugin.Doc;
import dev.gelada.core.plugin.Example;
import dev.gelada.core.plugin.Kinds;
import dev.gelada.core.plugin.Plugin;
import dev.gelada.core.probe.ProbeType;
import dev.gelada.core.target.SourceType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * All that there is to say about a plug-in, for a list or a page; derived from its settings record.
 *
 * @param role {@code source}, {@code selector}, {@code attack} or {@code probe}
 * @param name its key in YAML
 * @param doc one clause; may be empty
 * @param kinds of target that it finds or accepts; empty when it does not matter
 * @param reversible whether a step needs {@code for}; false for what is no attack
 * @param settings in the record's order
 * @param example its whole entry in YAML; may be empty
 */
public record PluginPage(
    String role,
    String name,
    String doc,
    List<String> kinds,
    boolean reversible,
    List<Setting> settings,
    String example) {
  /**
   * One setting.
   *
   * @param name its key
   * @param type in words: "a length of time"
   * @param required whether it must be written
   * @param lead whether its value may be written without its key
   * @param fallback what holds when it is not written; null for none
   * @param doc one clause; may be empty
   * @param example a value that parses
   */
  public record Setting(
      String name,
      String type,
      boolean required,
      boolean lead,
      @Nullable String fallback,
      String doc,
      String example) {
    public Setting {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(type, "type");
      Objects.requireNonNull(doc, "doc");
      Objects.requireNonNull(example, "example");
    }
  }

  public PluginPage {
    Objects.requireNonNull(role, "role");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(doc, "doc");
    Objects.requireNonNull(example, "example");
    kinds = List.copyOf(kinds);
    settings = List.copyOf(settings);
  }

  /** What there is to say about {@code plugin}. */
  public static PluginPage of(Plugin<?, ?> plugin) {
    Class<?> type = plugin.getClass();
    Kinds kinds = type.getAnnotation(Kinds.class);
    Doc own = type.getAnnotation(Doc.class);
    Doc settings = plugin.settings().getAnnotation(Doc.class);
    Example example = plugin.settings().getAnnotation(Example.class);
    Doc doc = own != null ? own : settings;
    return new PluginPage(
        role(plugin),
        plugin.name(),
        doc == null ? "" : doc.value(),
        kinds == null ? List.of() : Arrays.asList(kinds.value()),
        plugin instanceof Reverts,
        settings(Shape.of(plugin.settings())),
        example == null ? "" : example.value());
  }

  private static String role(Plugin<?, ?> plugin) {
    if (plugin instanceof SourceType) {
      return "source";
    } else if (plugin instanceof AttackType) {
      return "attack";
    }
    return plugin instanceof ProbeType ? "probe" : "selector";
  }

  private static List<Setting> settings(Shape.Fields shape) {
    List<Setting> settings = new ArrayList<>();
    Shape.Field lead = shape.lead();
    for (Shape.Field field : shape.fields()) {
      settings.add(
          new Setting(
              field.name(),
              type(field.shape()),
              field.required(),
              field.equals(lead),
              field.fallback(),
              field.doc(),
              field.example().isEmpty() ? example(field.shape()) : field.example()));
    }
    return settings;
  }

  private static String type(Shape shape) {
    if (shape instanceof Shape.Value value) {
      return value.scalar().secret() ? "text, kept secret" : value.scalar().what();
    } else if (shape instanceof Shape.Items items) {
      return "a list, each " + type(items.item());
    } else if (shape instanceof Shape.Entries entries) {
      String map = "a map, each value " + type(entries.value());
      return entries.orText() ? map + "; or a selector in quotes" : map;
    }
    return "a map with " + String.join(", ", ((Shape.Fields) shape).names());
  }

  private static String example(Shape shape) {
    if (shape instanceof Shape.Value value) {
      return value.scalar().example();
    } else if (shape instanceof Shape.Items items) {
      return "[" + example(items.item()) + "]";
    } else if (shape instanceof Shape.Entries entries) {
      return "{key: " + example(entries.value()) + "}";
    }
    List<String> inner = new ArrayList<>();
    for (Shape.Field field : ((Shape.Fields) shape).fields()) {
      if (field.required()) {
        inner.add(field.name() + ": " + example(field.shape()));
      }
    }
    return "{" + String.join(", ", inner) + "}";
  }
}

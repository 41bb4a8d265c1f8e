package dev.gelada.core.config;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A piece of a file as it was written: text is text, whatever YAML would take it for. */
sealed interface Node {
  /** Where it begins. */
  Spot at();

  /**
   * A scalar.
   *
   * @param at where it begins
   * @param text without quotes; {@code ${NAME}} as written
   * @param plain whether it stood without quotes
   */
  record Text(Spot at, String text, boolean plain) implements Node {}

  /**
   * A list.
   *
   * @param at where it begins
   * @param items in order
   */
  record Items(Spot at, List<Node> items) implements Node {}

  /**
   * A map.
   *
   * @param at where it begins
   * @param flow whether it is written in braces
   * @param entries in the file's order
   */
  record Table(Spot at, boolean flow, Map<String, Entry> entries) implements Node {
    /** The value of that key; null when it is not there. */
    @Nullable Node get(String key) {
      Entry entry = entries.get(key);
      return entry == null ? null : entry.value();
    }

    /** Where that key stands; where the map begins when it is not there. */
    Spot spot(String key) {
      Entry entry = entries.get(key);
      return entry == null ? at : entry.at();
    }

    /** The same place with some of its keys only. */
    Table only(Collection<String> keys) {
      Map<String, Entry> kept = new LinkedHashMap<>(entries);
      kept.keySet().retainAll(keys);
      return new Table(at, flow, kept);
    }

    /** The same place without some of its keys. */
    Table without(Collection<String> keys) {
      Map<String, Entry> kept = new LinkedHashMap<>(entries);
      kept.keySet().removeAll(keys);
      return new Table(at, flow, kept);
    }
  }

  /**
   * A null: nothing was written, or {@code null} or {@code ~}.
   *
   * @param at where a value would begin
   * @param before the key before this one in braces, whose value may have lost its end to a comma;
   *     null when that cannot be
   * @param asInJson whether JSON too would take it for a null: not {@code ~}
   */
  record Nothing(Spot at, @Nullable String before, boolean asInJson) implements Node {}

  /**
   * Something that was already reported.
   *
   * @param at where it begins
   */
  record Broken(Spot at) implements Node {}

  /**
   * A key's place and its value.
   *
   * @param at where the key begins
   * @param value what it holds
   */
  record Entry(Spot at, Node value) {
    public Entry {
      Objects.requireNonNull(value, "value");
    }
  }
}

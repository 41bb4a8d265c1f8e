package dev.gelada.proxy.fault;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The values of all attributes of one fault, in the type's order. Immutable. */
public final class Attributes {
  private final Map<String, Object> values;

  private Attributes(Map<String, Object> values) {
    this.values = Collections.unmodifiableMap(values);
  }

  /**
   * The values given, the rest as it is when nothing is said. As lenient as Toxiproxy: keys that
   * the type does not have are left out, numbers are taken as they are.
   *
   * @param given a {@link Number} or a {@link String} for each key
   */
  public static Attributes of(FaultType type, Map<String, ?> given) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (Attribute attribute : type.attributes()) {
      Object value = given.get(attribute.name());
      if (attribute.isWord()) {
        values.put(
            attribute.name(),
            value instanceof String word && attribute.choices().contains(word)
                ? word
                : attribute.fallback());
      } else {
        values.put(attribute.name(), value instanceof Number number ? number.longValue() : 0L);
      }
    }
    return new Attributes(values);
  }

  /** These values with others in place of some. */
  public Attributes with(FaultType type, Map<String, ?> changes) {
    Map<String, Object> merged = new LinkedHashMap<>(values);
    changes.forEach((name, value) -> merged.put(name, value));
    return of(type, merged);
  }

  /** All that is wrong with what is given for a fault of that type; empty when nothing is. */
  public static List<String> problems(FaultType type, Map<String, ?> given) {
    List<String> problems = new ArrayList<>();
    Map<String, Attribute> known = new LinkedHashMap<>();
    type.attributes().forEach(attribute -> known.put(attribute.name(), attribute));
    given.forEach(
        (name, value) -> {
          Attribute attribute = known.get(name);
          if (attribute == null) {
            problems.add(
                "%s has no attribute '%s'; it has %s"
                    .formatted(
                        type.name(),
                        name,
                        known.isEmpty() ? "none" : String.join(", ", known.keySet())));
          } else if (attribute.isWord()) {
            if (!(value instanceof String word) || !attribute.choices().contains(word)) {
              problems.add(
                  "%s of %s is one of %s, not '%s'"
                      .formatted(name, type.name(), String.join(", ", attribute.choices()), value));
            }
          } else if (!(value instanceof Number number)
              || number.longValue() < attribute.least()
              || number.longValue() > attribute.most()) {
            problems.add(
                "%s of %s is a whole number from %d to %d%s, not %s"
                    .formatted(
                        name,
                        type.name(),
                        attribute.least(),
                        attribute.most(),
                        attribute.unit().isEmpty() ? "" : " (" + attribute.unit() + ")",
                        value));
          }
        });
    return problems;
  }

  /** A number. */
  public long number(String name) {
    return values.get(name) instanceof Long number ? number : 0;
  }

  /** A number that counts as zero when it is negative. */
  public long positive(String name) {
    return Math.max(0, number(name));
  }

  /** A word. */
  public String word(String name) {
    return String.valueOf(values.get(name));
  }

  /** All of them: {@link Long} or {@link String}. */
  public Map<String, Object> all() {
    return values;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Attributes attributes && values.equals(attributes.values);
  }

  @Override
  public int hashCode() {
    return values.hashCode();
  }

  @Override
  public String toString() {
    return values.toString();
  }
}

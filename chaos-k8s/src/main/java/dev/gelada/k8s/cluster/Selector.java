package dev.gelada.k8s.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A label selector as Kubernetes has it: requirements that must all hold.
 *
 * @param requirements none selects everything
 */
public record Selector(List<Requirement> requirements) {
  /** Selects everything. */
  public static final Selector ALL = new Selector(List.of());

  public Selector {
    requirements = List.copyOf(requirements);
  }

  /** How a requirement compares. */
  public enum Operator {
    /** {@code a=b} and {@code a in (b,c)}. */
    IN,
    /** {@code a!=b} and {@code a notin (b,c)}; holds without the key too. */
    NOT_IN,
    /** {@code a}. */
    EXISTS,
    /** {@code !a}. */
    DOES_NOT_EXIST
  }

  /**
   * One condition.
   *
   * @param key of the label
   * @param operator how it is compared
   * @param values none for existence; sorted
   */
  public record Requirement(String key, Operator operator, Set<String> values) {
    public Requirement {
      values = java.util.Collections.unmodifiableSortedSet(new TreeSet<>(values));
    }

    boolean in(Map<String, String> labels) {
      String value = labels.get(key);
      return switch (operator) {
        case IN -> value != null && values.contains(value);
        case NOT_IN -> value == null || !values.contains(value);
        case EXISTS -> value != null;
        case DOES_NOT_EXIST -> value == null;
      };
    }

    /** As the API server reads it. */
    @Override
    public String toString() {
      String list = String.join(",", values);
      return switch (operator) {
        case IN -> values.size() == 1 ? key + "=" + list : key + " in (" + list + ")";
        case NOT_IN -> values.size() == 1 ? key + "!=" + list : key + " notin (" + list + ")";
        case EXISTS -> key;
        case DOES_NOT_EXIST -> "!" + key;
      };
    }
  }

  /** {@code a=b} for each entry. */
  public static Selector of(Map<String, String> equal) {
    List<Requirement> requirements = new ArrayList<>();
    new TreeMap<>(equal)
        .forEach(
            (key, value) -> requirements.add(new Requirement(key, Operator.IN, Set.of(value))));
    return new Selector(requirements);
  }

  /**
   * The selector of a workload or a budget: {@code matchLabels} and {@code matchExpressions}.
   *
   * @throws IllegalArgumentException if an operator is none that is known: what it selects cannot
   *     be told then
   */
  public static Selector of(Item selector) {
    List<Requirement> requirements =
        new ArrayList<>(of(selector.map("/matchLabels")).requirements());
    for (Item expression : selector.items("/matchExpressions")) {
      Set<String> values =
          expression.items("/values").stream()
              .map(value -> value.json().asString(""))
              .collect(Collectors.toSet());
      Operator operator =
          switch (expression.text("/operator")) {
            case "In" -> Operator.IN;
            case "NotIn" -> Operator.NOT_IN;
            case "Exists" -> Operator.EXISTS;
            case "DoesNotExist" -> Operator.DOES_NOT_EXIST;
            default ->
                throw new IllegalArgumentException(
                    "a selector has the operator '%s', which is not known"
                        .formatted(expression.text("/operator")));
          };
      requirements.add(new Requirement(expression.text("/key"), operator, values));
    }
    return new Selector(requirements);
  }

  /**
   * Reads {@code a=b,c!=d,e in (x,y),f notin (z),g,!h}.
   *
   * @throws IllegalArgumentException if it is not of that form; the message names the part
   */
  public static Selector parse(String text) {
    return new SelectorReader(text).read();
  }

  /** All requirements of both. */
  public Selector and(Selector other) {
    List<Requirement> both = new ArrayList<>(requirements);
    other.requirements.stream().filter(more -> !both.contains(more)).forEach(both::add);
    return new Selector(both);
  }

  /** Whether these labels meet all requirements. */
  public boolean in(Map<String, String> labels) {
    return requirements.stream().allMatch(requirement -> requirement.in(labels));
  }

  /** As the API server reads it; empty for everything. */
  @Override
  public String toString() {
    return requirements.stream().map(Requirement::toString).collect(Collectors.joining(","));
  }
}

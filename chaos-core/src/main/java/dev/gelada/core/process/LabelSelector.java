package dev.gelada.core.process;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * {@code a=b,c!=d,e,!f}: all of them must hold, as in Kubernetes. {@code c!=d} also holds where
 * there is no {@code c}; {@code e} and {@code !f} ask whether there is such a label at all.
 *
 * @param terms at least one
 */
record LabelSelector(List<Term> terms) {
  /**
   * One condition.
   *
   * @param key of the label
   * @param value compared with; empty when only the key counts
   * @param valued whether the value counts
   * @param wanted false for a condition that must not hold
   */
  record Term(String key, String value, boolean valued, boolean wanted) {
    boolean in(Map<String, String> labels) {
      boolean found = valued ? value.equals(labels.get(key)) : labels.containsKey(key);
      return found == wanted;
    }
  }

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException if it is empty or not of that form
   */
  static LabelSelector parse(String text) {
    List<Term> terms = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      terms.add(term(part.strip(), text));
    }
    return new LabelSelector(List.copyOf(terms));
  }

  boolean in(Map<String, String> labels) {
    return terms.stream().allMatch(term -> term.in(labels));
  }

  private static Term term(String part, String text) {
    int at = part.indexOf('=');
    boolean valued = at >= 0;
    boolean wanted = valued ? at == 0 || part.charAt(at - 1) != '!' : !part.startsWith("!");
    String key =
        valued ? part.substring(0, wanted ? at : at - 1) : wanted ? part : part.substring(1);
    String value = valued ? part.substring(at + 1) : "";
    if (value.startsWith("=")) {
      value = value.substring(1);
    }
    if (!key.strip().matches("[A-Za-z0-9][A-Za-z0-9._/-]*")
        || !value.strip().matches("[A-Za-z0-9._/:@+-]*")) {
      throw new IllegalArgumentException(
          "labels '" + text + "' is not like a=b,c!=d: '" + part + "'");
    }
    return new Term(key.strip(), value.strip(), valued, wanted);
  }
}

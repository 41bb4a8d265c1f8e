package dev.gelada.proxy.fault;

import java.util.List;
import java.util.Objects;

/**
 * One setting of a fault: a whole number, or a word out of a few.
 *
 * @param name the key in requests, as Toxiproxy writes it: lower case, joined by underscores
 * @param unit for people; empty for a word or a plain number
 * @param doc a clause without a full stop
 * @param least the smallest number that makes sense; of no meaning for a word
 * @param most the largest number that makes sense; of no meaning for a word
 * @param choices the words; empty for a number, else the first is what it is when nothing is said
 * @param own whether Toxiproxy's fault of the same name lacks it; then Toxiproxy's own routes
 *     neither take nor show it
 */
public record Attribute(
    String name,
    String unit,
    String doc,
    long least,
    long most,
    List<String> choices,
    boolean own) {
  public Attribute {
    Objects.requireNonNull(name, "name");
    choices = List.copyOf(choices);
  }

  /** A number from zero to {@code most}; zero when nothing is said, as in Toxiproxy. */
  public static Attribute number(String name, String unit, String doc, long most) {
    return new Attribute(name, unit, doc, 0, most, List.of(), false);
  }

  /** A word that Toxiproxy does not know. */
  public static Attribute word(String name, String doc, List<String> choices) {
    return new Attribute(name, "", doc, 0, 0, choices, true);
  }

  /** Whether it is one of {@link #choices()}. */
  public boolean isWord() {
    return !choices.isEmpty();
  }

  /** What it is when nothing is said. */
  public Object fallback() {
    return isWord() ? choices.get(0) : Long.valueOf(0);
  }
}

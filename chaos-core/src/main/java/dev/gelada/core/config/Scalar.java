package dev.gelada.core.config;

import java.util.List;
import java.util.Map;

/**
 * A type that is written as one piece of text.
 *
 * @param what it is called in a sentence: "a length of time"
 * @param example one that parses; error messages print it
 * @param parser from the text
 * @param schema what JSON Schema says of it, values from the environment aside
 * @param secret whether its text never shows
 * @param <T> the Java type
 */
record Scalar<T>(
    String what, String example, Parser<T> parser, Map<String, Object> schema, boolean secret) {
  Scalar {
    schema = Map.copyOf(schema);
  }

  static <T> Scalar<T> of(
      String what, String example, Map<String, Object> schema, Parser<T> parser) {
    return new Scalar<>(what, example, parser, schema, false);
  }

  /** Text to value. */
  interface Parser<T> {
    /**
     * Parses.
     *
     * @throws Unfit if the schema cannot tell that the text is wrong
     * @throws IllegalArgumentException otherwise; the message is a hint or empty
     */
    T parse(String text);
  }

  /** The text has the right form and is wrong all the same. */
  static final class Unfit extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    final Rule rule;

    Unfit(Rule rule, String hint) {
      super(hint);
      this.rule = rule;
    }
  }

  /** Anything without quotes; a number or a boolean is text here. */
  static Map<String, Object> text() {
    return Map.of("type", List.of("string", "number", "boolean"));
  }

  /** Text of that form, which is never a number or a boolean. */
  static Map<String, Object> text(String pattern) {
    return Map.of("type", "string", "pattern", whole(pattern));
  }

  /** A pattern for the whole text; {@code $} alone would let a line end behind it pass in Java. */
  static String whole(String pattern) {
    return "^(?:" + pattern + ")$(?!\\n)";
  }
}

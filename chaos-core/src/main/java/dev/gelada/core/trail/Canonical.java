package dev.gelada.core.trail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import org.erdtman.jcs.NumberToJSON;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The RFC 8785 form of a tree. The library's own entry point parses the text a second time, and
 * reading a trail is bound by exactly that; a test holds both to the same answers.
 */
final class Canonical {
  /** Integers beyond it are not exact as doubles, which is what RFC 8785 makes of numbers. */
  private static final long EXACT = (1L << 53) - 1;

  private static final char[] HEX = "0123456789abcdef".toCharArray();

  private Canonical() {}

  static String text(JsonNode node) {
    StringBuilder text = new StringBuilder(512);
    write(node, text);
    return text.toString();
  }

  /**
   * An object's text, and the same without one of its own members.
   *
   * @param whole the text
   * @param rest the text without the member; the same if there is none
   */
  record Split(String whole, String rest) {}

  /** Both at once: reading needs both of every line. */
  static Split without(String member, ObjectNode node) {
    StringBuilder text = new StringBuilder(512);
    int from = -1;
    int to = -1;
    char before = '{';
    for (String name : sorted(node)) {
      int start = text.length();
      member(before, name, node, text);
      if (name.equals(member)) {
        from = start;
        to = text.length();
      }
      before = ',';
    }
    text.append(before == '{' ? "{}" : "}");
    String whole = text.toString();
    if (from < 0) {
      return new Split(whole, whole);
    }
    String rest = whole.substring(0, from) + whole.substring(to);
    return new Split(whole, from > 0 ? rest : '{' + rest.substring(Math.min(1, rest.length() - 1)));
  }

  private static void write(JsonNode node, StringBuilder to) {
    if (node instanceof ObjectNode object) {
      object(object, to);
    } else if (node.isArray()) {
      char before = '[';
      for (JsonNode element : node) {
        to.append(before);
        write(element, to);
        before = ',';
      }
      to.append(before == '[' ? "[]" : "]");
    } else if (node.isString()) {
      string(node.stringValue(), to);
    } else if (node.isNumber()) {
      number(node, to);
    } else {
      to.append(node.isBoolean() ? Boolean.toString(node.booleanValue()) : "null");
    }
  }

  private static void object(ObjectNode node, StringBuilder to) {
    char before = '{';
    for (String name : sorted(node)) {
      member(before, name, node, to);
      before = ',';
    }
    to.append(before == '{' ? "{}" : "}");
  }

  private static String[] sorted(ObjectNode node) {
    String[] names = node.propertyNames().toArray(String[]::new);
    Arrays.sort(names); // by UTF-16 code units, as RFC 8785, 3.2.3 wants it
    return names;
  }

  private static void member(char before, String name, ObjectNode node, StringBuilder to) {
    to.append(before);
    string(name, to);
    to.append(':');
    write(node.required(name), to);
  }

  private static void number(JsonNode node, StringBuilder to) {
    if (node.isIntegralNumber() && node.canConvertToLong()) {
      long value = node.longValue();
      if (Math.abs(value) <= EXACT) {
        to.append(value);
        return;
      }
    }
    try {
      to.append(NumberToJSON.serializeNumber(node.asDouble(Double.NaN)));
    } catch (IOException infinite) {
      throw new UncheckedIOException("a number that is none: " + node, infinite);
    }
  }

  private static void string(String value, StringBuilder to) {
    to.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '"' -> to.append("\\\"");
        case '\\' -> to.append("\\\\");
        case '\b' -> to.append("\\b");
        case '\t' -> to.append("\\t");
        case '\n' -> to.append("\\n");
        case '\f' -> to.append("\\f");
        case '\r' -> to.append("\\r");
        default -> {
          if (c < ' ') {
            to.append("\\u00").append(HEX[c >> 4]).append(HEX[c & 15]);
          } else {
            to.append(c);
          }
        }
      }
    }
    to.append('"');
  }
}

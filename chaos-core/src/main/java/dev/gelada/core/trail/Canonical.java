package dev.gelada.core.trail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import org.erdtman.jcs.NumberToJSON;
import org.jspecify.annotations.Nullable;
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

  /** The object without one of its own members. */
  static String without(String member, ObjectNode node) {
    StringBuilder text = new StringBuilder(512);
    object(node, member, text);
    return text.toString();
  }

  private static void write(JsonNode node, StringBuilder to) {
    if (node instanceof ObjectNode object) {
      object(object, null, to);
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

  private static void object(ObjectNode node, @Nullable String except, StringBuilder to) {
    String[] names = node.propertyNames().toArray(String[]::new);
    Arrays.sort(names); // by UTF-16 code units, as RFC 8785, 3.2.3 wants it
    char before = '{';
    for (String name : names) {
      if (!name.equals(except)) {
        to.append(before);
        string(name, to);
        to.append(':');
        write(node.required(name), to);
        before = ',';
      }
    }
    to.append(before == '{' ? "{}" : "}");
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

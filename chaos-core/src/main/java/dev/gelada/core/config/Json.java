package dev.gelada.core.config;

import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;

/** Maps, lists and scalars as JSON, the same bytes on every platform. */
final class Json {
  private Json() {}

  static String write(Map<String, Object> value) {
    DefaultIndenter indent = new DefaultIndenter("  ", "\n");
    PrettyPrinter pretty = new DefaultPrettyPrinter().withObjectIndenter(indent);
    StringWriter text = new StringWriter();
    ObjectWriteContext context =
        new ObjectWriteContext.Base() {
          @Override
          public PrettyPrinter getPrettyPrinter() {
            return pretty;
          }
        };
    try (JsonGenerator json = new JsonFactory().createGenerator(context, text)) {
      write(json, value);
    }
    return text.append('\n').toString();
  }

  /** With keys in order; a map made by {@code Map.of} has none of its own. */
  static Map<String, Object> sorted(Map<String, Object> map) {
    return map instanceof LinkedHashMap<String, Object> ? map : new TreeMap<>(map);
  }

  private static void write(JsonGenerator json, Object value) {
    if (value instanceof Map<?, ?> map) {
      json.writeStartObject();
      Map<?, ?> ordered = map instanceof LinkedHashMap<?, ?> ? map : new TreeMap<>(map);
      ordered.forEach(
          (key, inner) -> {
            json.writeName((String) key);
            write(json, inner);
          });
      json.writeEndObject();
    } else if (value instanceof List<?> list) {
      json.writeStartArray();
      list.forEach(inner -> write(json, inner));
      json.writeEndArray();
    } else if (value instanceof Boolean flag) {
      json.writeBoolean(flag);
    } else if (value instanceof Integer number) {
      json.writeNumber(number);
    } else if (value instanceof Long number) {
      json.writeNumber(number);
    } else {
      json.writeString(value.toString());
    }
  }
}

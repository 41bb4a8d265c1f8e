package dev.gelada.core.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@link Shape}s as pieces of JSON Schema. */
final class Schemas {
  private Schemas() {}

  static Map<String, Object> ref(String name) {
    return Map.of("$ref", "#/$defs/" + name);
  }

  /** Any text with a variable in it; what comes in is checked by the loader. */
  static Map<String, Object> fromEnvironment() {
    return described("a value from the environment", Map.of("type", "string", "pattern", "\\$\\{"));
  }

  static Map<String, Object> localName() {
    Map<String, Object> name = new LinkedHashMap<>();
    name.put("pattern", Scalar.whole(Keys.LOCAL_NAME));
    // any case of them; JSON Schema has no flag for that
    String words = String.join("|", Keys.YAML_1_1_BOOLEANS.stream().sorted().toList());
    StringBuilder anyCase = new StringBuilder();
    words
        .chars()
        .forEach(
            c ->
                anyCase.append(
                    Character.isLetter(c)
                        ? "[" + (char) Character.toUpperCase(c) + (char) c + "]"
                        : String.valueOf((char) c)));
    name.put("not", Map.of("pattern", Scalar.whole(anyCase.toString())));
    return name;
  }

  /** A map from names that the file gives. */
  static Map<String, Object> named(String doc, String value, int least) {
    Map<String, Object> named = new LinkedHashMap<>();
    named.put("description", doc);
    named.put("type", "object");
    named.put("propertyNames", ref("localName"));
    named.put("additionalProperties", ref(value));
    if (least > 0) {
      named.put("minProperties", least);
    }
    return named;
  }

  static Map<String, Object> object(Map<String, Object> properties, List<String> required) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("type", "object");
    object.put("properties", properties);
    if (!required.isEmpty()) {
      object.put("required", required);
    }
    object.put("additionalProperties", false);
    return object;
  }

  /** One of these; nothing at all when there are none, as in a runner without plug-ins. */
  static Map<String, Object> anyOf(List<Map<String, Object>> schemas) {
    Map<String, Object> any = new LinkedHashMap<>();
    if (schemas.isEmpty()) {
      any.put("not", Map.of());
    } else {
      any.put("anyOf", schemas);
    }
    return any;
  }

  static Map<String, Object> described(String doc, Map<String, Object> schema) {
    Map<String, Object> described = new LinkedHashMap<>();
    described.put("description", doc);
    described.putAll(Json.sorted(schema));
    return described;
  }

  /** The schema of the keys of a record. */
  static Map<String, Object> properties(Shape.Fields shape) {
    return properties(shape, false);
  }

  static List<String> required(Shape.Fields shape) {
    return shape.fields().stream().filter(Shape.Field::required).map(Shape.Field::name).toList();
  }

  static Map<String, Object> of(Shape shape) {
    return of(shape, false);
  }

  /** The same, where each value may come from a label of the group. */
  static Map<String, Object> withLabels(Shape shape) {
    return of(shape, true);
  }

  static Map<String, Object> of(Shape.Field field) {
    return of(field, false);
  }

  /** {@code {label: …, default: …}} for a value of that schema. */
  static Map<String, Object> fromLabel(Map<String, Object> value) {
    Map<String, Object> properties = new LinkedHashMap<>();
    Map<String, Object> label = new LinkedHashMap<>(Json.sorted(Scalar.text()));
    label.put("description", "a label of the group");
    label.put("pattern", "\\S");
    properties.put("label", label);
    properties.put("default", described("where a group has no such label", value));
    return object(properties, List.of("label", "default"));
  }

  private static Map<String, Object> properties(Shape.Fields shape, boolean labels) {
    Map<String, Object> properties = new LinkedHashMap<>();
    shape.fields().forEach(field -> properties.put(field.name(), of(field, labels)));
    return properties;
  }

  private static Map<String, Object> of(Shape.Field field, boolean labels) {
    Map<String, Object> schema = new LinkedHashMap<>();
    if (!field.doc().isEmpty()) {
      schema.put("description", field.doc());
    }
    if (field.fallback() != null) {
      schema.put("default", field.fallback());
    }
    schema.putAll(Json.sorted(of(field.shape(), labels)));
    if (field.positive()) {
      // both are said of whatever has that type, so a value from a label is not touched
      schema.put("exclusiveMinimum", 0);
      schema.put("not", Map.of("type", "string", "pattern", "^0+(?![0-9])"));
    }
    return schema;
  }

  private static Map<String, Object> of(Shape shape, boolean labels) {
    if (shape instanceof Shape.Value value) {
      return value(value.scalar(), labels);
    } else if (shape instanceof Shape.Items items) {
      return items(items, labels);
    } else if (shape instanceof Shape.Entries entries) {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("type", "object");
      map.put("propertyNames", Map.of("minLength", 1, "not", Map.of("pattern", "\\$\\{")));
      map.put("additionalProperties", of(entries.value(), labels));
      return entries.orText() ? anyOf(List.of(map, of(entries.value(), labels))) : map;
    }
    Shape.Fields fields = (Shape.Fields) shape;
    Map<String, Object> object = object(properties(fields, labels), required(fields));
    Shape.Field lead = fields.lead();
    return lead == null ? object : anyOf(List.of(of(lead, labels), object));
  }

  private static Map<String, Object> value(Scalar<?> scalar, boolean labels) {
    Map<String, Object> own = new LinkedHashMap<>(Json.sorted(scalar.schema()));
    if (!scalar.schema().equals(Scalar.text())) {
      own.put("examples", List.of(scalar.example()));
    }
    if (scalar.secret()) {
      own.put("writeOnly", true);
    }
    List<Map<String, Object>> any = new ArrayList<>();
    any.add(own);
    boolean anyText = scalar.schema().equals(Scalar.text());
    if (!anyText) {
      any.add(ref("fromEnvironment"));
    }
    if (labels) {
      any.add(fromLabel(anyText ? own : anyOf(List.of(own, ref("fromEnvironment")))));
    }
    return any.size() == 1 ? own : anyOf(any);
  }

  private static Map<String, Object> items(Shape.Items shape, boolean labels) {
    Map<String, Object> item = of(shape.item(), labels);
    Map<String, Object> list = new LinkedHashMap<>();
    list.put("type", "array");
    list.put("items", item);
    if (!shape.oneOrMore()) {
      return list;
    }
    list.put("minItems", 1);
    return anyOf(List.of(list, item));
  }
}

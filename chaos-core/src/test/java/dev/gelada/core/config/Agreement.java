package dev.gelada.core.config;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Holds the schema against the loader. Takes YAML to JSON by the library's own way, not by ours.
 */
final class Agreement {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final Schema schema;
  private final Loader loader = Samples.loader();

  Agreement() {
    this(SchemaWriter.write(Samples.catalogs()));
  }

  Agreement(String text) {
    schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(text, InputFormat.JSON);
    schema.initializeValidators();
  }

  /** What both say of a file. */
  enum Answer {
    BOTH_ACCEPT,
    BOTH_REJECT,
    /** The loader rejects by rules that the schema does not say. */
    LOADER_REJECTS,
    /** No JSON: not well-formed, or with something that JSON does not have. */
    NO_JSON
  }

  /** Whether the schema accepts that; empty when it is no JSON. */
  Optional<Boolean> schemaAccepts(String yaml) {
    JsonNode json = json(yaml);
    return json == null ? Optional.empty() : Optional.of(schema.validate(json).isEmpty());
  }

  /**
   * Asks both.
   *
   * @throws AssertionError if they disagree otherwise than by the list of rules
   */
  Answer of(byte[] bytes, boolean policy) {
    String yaml = new String(bytes, StandardCharsets.UTF_8);
    List<Rule> broken = policy ? loader.brokenPolicy("f", bytes) : loader.broken("f", bytes);
    JsonNode json = json(yaml);
    if (json == null) {
      return Answer.NO_JSON;
    }
    List<com.networknt.schema.Error> errors = schema.validate(json);
    if (broken.isEmpty()) {
      if (!errors.isEmpty()) {
        throw new AssertionError("the loader accepts and the schema does not: " + errors);
      }
      return Answer.BOTH_ACCEPT;
    }
    if (!errors.isEmpty()) {
      return Answer.BOTH_REJECT;
    }
    if (broken.contains(Rule.SHAPE)) {
      throw new AssertionError(
          "the schema accepts and the loader does not, by no listed rule: "
              + (policy ? loader.policy("f", bytes) : loader.experiment("f", bytes)));
    }
    return Answer.LOADER_REJECTS;
  }

  private static @Nullable JsonNode json(String yaml) {
    try {
      LoadSettings settings =
          LoadSettings.builder()
              .setAllowDuplicateKeys(false)
              .setMaxAliasesForCollections(20)
              .build();
      return node(new Load(settings).loadFromString(yaml), 0);
    } catch (RuntimeException | StackOverflowError notYaml) {
      return null;
    }
  }

  private static JsonNode node(@Nullable Object value, int depth) {
    if (depth > 500) {
      throw new IllegalArgumentException("deeper than any JSON reader goes");
    }
    if (value == null) {
      return JSON.nullNode();
    } else if (value instanceof Map<?, ?> map) {
      ObjectNode object = JSON.objectNode();
      map.forEach(
          (key, inner) -> {
            if (!(key instanceof String || key instanceof Number || key instanceof Boolean)) {
              throw new IllegalArgumentException("no key in JSON");
            }
            object.set(key.toString(), node(inner, depth + 1));
          });
      return object;
    } else if (value instanceof List<?> list) {
      ArrayNode array = JSON.arrayNode();
      list.forEach(inner -> array.add(node(inner, depth + 1)));
      return array;
    } else if (value instanceof Double number && !Double.isFinite(number)) {
      throw new IllegalArgumentException("no number in JSON");
    } else if (value instanceof String || value instanceof Number || value instanceof Boolean) {
      return MAPPER.valueToTree(value);
    }
    throw new IllegalArgumentException("nothing that JSON has: " + value.getClass());
  }

  private static final JsonMapper MAPPER = JsonMapper.builder().build();
}

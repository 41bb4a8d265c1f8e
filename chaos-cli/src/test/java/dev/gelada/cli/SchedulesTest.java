package dev.gelada.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.gelada.core.Gelada;
import dev.gelada.core.config.Loaded;
import dev.gelada.core.config.SchemaWriter;
import dev.gelada.core.plan.Experiment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.schema.FailsafeSchema;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The ready-made files, with the plug-ins of all modules. */
class SchedulesTest {
  private static final Path FOLDER = Path.of("..", "schedules");
  private static final Path SCHEMA = FOLDER.resolve("gelada-1.schema.json");

  private final Gelada gelada = Gelada.builder().build();

  static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    }
  }

  @AfterEach
  void close() {
    gelada.close();
  }

  @ParameterizedTest
  @MethodSource("files")
  void loads_without_a_problem_or_a_warning(Path file) throws Exception {
    Loaded<?> loaded = load(file.toString(), Files.readString(file));

    assertThat(loaded).isInstanceOf(Loaded.Ok.class);
    if (((Loaded.Ok<?>) loaded).value() instanceof Experiment experiment) {
      assertThat(experiment.warnings()).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void means_the_same_after_a_yaml_1_1_tool_has_read_and_written_it(Path file) throws Exception {
    String original = Files.readString(file);
    Object read = new Yaml().load(original);
    String written = new Yaml().dump(read);

    assertThat(load("written again", written)).isInstanceOf(Loaded.Ok.class);
    assertThat(texts(written)).isEqualTo(texts(original));
    assertThat(keys(read)).allSatisfy(key -> assertThat(key).isInstanceOf(String.class));
  }

  @ParameterizedTest
  @MethodSource("files")
  void pleases_the_schema_beside_it(Path file) throws Exception {
    Object json = new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));

    assertThat(
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(Files.readString(SCHEMA), InputFormat.JSON)
                .validate(JsonMapper.shared().<JsonNode>valueToTree(json)))
        .isEmpty();
  }

  @Test
  void no_key_of_the_format_is_a_yaml_1_1_boolean() {
    List<String> properties = new ArrayList<>();
    properties(JsonMapper.shared().readTree(SchemaWriter.write(gelada.catalogs())), properties);

    assertThat(properties).contains("gelada", "steps", "processes", "endpoints");
    for (String property : properties) {
      Object read = new Yaml().load(property + ": x");
      assertThat(keys(read)).as(property).containsExactly(property);
    }
  }

  @Test
  void the_schema_beside_them_is_up_to_date() throws Exception {
    String schema = SchemaWriter.write(gelada.catalogs());
    if (Boolean.getBoolean("gelada.write")) {
      Files.writeString(SCHEMA, schema);
    }

    assertThat(Files.readString(SCHEMA))
        .as("%s is stale; CONTRIBUTING.md says how to write it again", SCHEMA)
        .isEqualTo(schema);
  }

  private Loaded<?> load(String name, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    boolean policy = texts(text) instanceof Map<?, ?> table && table.containsKey("policy");
    return policy ? gelada.files().policy(name, bytes) : gelada.files().experiment(name, bytes);
  }

  /** What the file says, each piece as the text that stands there. */
  private static Object texts(String yaml) {
    LoadSettings settings = LoadSettings.builder().setSchema(new FailsafeSchema()).build();
    return new Load(settings).loadFromString(yaml);
  }

  private static List<Object> keys(Object read) {
    List<Object> keys = new ArrayList<>();
    if (read instanceof Map<?, ?> map) {
      keys.addAll(map.keySet());
      map.values().forEach(value -> keys.addAll(keys(value)));
    } else if (read instanceof List<?> list) {
      list.forEach(value -> keys.addAll(keys(value)));
    }
    return keys;
  }

  private static void properties(JsonNode schema, List<String> into) {
    if (schema.isObject()) {
      JsonNode properties = schema.get("properties");
      if (properties != null && properties.isObject()) {
        into.addAll(properties.propertyNames());
      }
    }
    schema.forEach(inner -> properties(inner, into));
  }
}

package dev.gelada.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gelada.core.plan.Experiment;
import dev.gelada.core.plan.Policy;
import dev.gelada.core.plugin.Redactor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The ready-made files, with the plug-ins that are really there. */
class SchedulesTest {
  private static final Path FOLDER = Path.of("..", "schedules");
  private static final Path SCHEMA = FOLDER.resolve("gelada-1.schema.json");

  private final Catalogs catalogs = Catalogs.load(SchedulesTest.class.getClassLoader());
  private final Loader loader = new Loader(catalogs, Samples.NONE, Map.of(), new Redactor());

  static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void loads_without_a_problem_or_a_warning(Path file) throws Exception {
    Loaded<?> loaded = load(file.toString(), Files.readAllBytes(file));

    assertThat(loaded).isInstanceOf(Loaded.Ok.class);
    if (((Loaded.Ok<?>) loaded).value() instanceof Experiment experiment) {
      assertThat(experiment.warnings()).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void means_the_same_after_a_yaml_1_1_tool_has_read_and_written_it(Path file) throws Exception {
    byte[] original = Files.readAllBytes(file);
    Object read = new Yaml().load(Files.readString(file));
    byte[] written = Samples.bytes(new Yaml().dump(read));

    assertThat(load("written again", written)).isInstanceOf(Loaded.Ok.class);
    assertThat(plain(node(written))).isEqualTo(plain(node(original)));
    assertThat(keys(read)).allSatisfy(key -> assertThat(key).isInstanceOf(String.class));
  }

  @ParameterizedTest
  @MethodSource("files")
  void pleases_the_schema_beside_it(Path file) throws Exception {
    Agreement agreement = new Agreement(Files.readString(SCHEMA));

    assertThat(agreement.schemaAccepts(Files.readString(file))).contains(true);
  }

  @Test
  void no_key_of_the_format_is_a_yaml_1_1_boolean() {
    List<String> properties = new ArrayList<>();
    properties(JsonMapper.shared().readTree(SchemaWriter.write(catalogs)), properties);

    assertThat(properties).contains("gelada", "steps", "processes");
    for (String property : properties) {
      Object read = new Yaml().load(property + ": x");
      assertThat(keys(read)).as(property).containsExactly(property);
    }
  }

  @Test
  void the_schema_beside_them_is_up_to_date() throws Exception {
    String schema = SchemaWriter.write(catalogs);
    if (Boolean.getBoolean("gelada.write")) {
      Files.writeString(SCHEMA, schema);
    }

    assertThat(Files.readString(SCHEMA))
        .as(
            "%s is stale; write it again with"
                + " mvn -pl chaos-core test -Dtest=SchedulesTest -Dgelada.write=true",
            SCHEMA)
        .isEqualTo(schema);
  }

  private Loaded<?> load(String name, byte[] bytes) {
    boolean policy = node(bytes) instanceof Node.Table table && table.get("policy") != null;
    Loaded<Policy> asPolicy = loader.policy(name, bytes);
    Loaded<Experiment> asExperiment = loader.experiment(name, bytes);
    return policy ? asPolicy : asExperiment;
  }

  private static Node node(byte[] bytes) {
    Problems problems = new Problems("f", new Redactor());
    Node node = YamlReader.read(bytes, problems);
    assertThat(problems.sorted()).isEmpty();
    return Objects.requireNonNull(node);
  }

  /** Without places: what the file says, as text. */
  private static Object plain(Node node) {
    if (node instanceof Node.Table table) {
      Map<String, Object> plain = new LinkedHashMap<>();
      table.entries().forEach((key, entry) -> plain.put(key, plain(entry.value())));
      return plain;
    } else if (node instanceof Node.Items items) {
      return items.items().stream().map(SchedulesTest::plain).toList();
    }
    return ((Node.Text) node).text();
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

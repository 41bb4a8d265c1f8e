package dev.gelada.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.gelada.cli.crash.GeladaProcess;
import dev.gelada.cli.crash.GeladaProcess.World;
import dev.gelada.core.attack.AttackType;
import dev.gelada.core.attack.Reverts;
import dev.gelada.core.attack.Sights;
import dev.gelada.core.plugin.Catalog;
import dev.gelada.core.plugin.Doc;
import dev.gelada.core.plugin.Example;
import dev.gelada.core.plugin.Kinds;
import dev.gelada.core.plugin.Plugin;
import dev.gelada.core.victim.SelectorType;
import java.lang.reflect.RecordComponent;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the how-to pages tell somebody else to write works as it stands there. */
class HowToSamplesIT {
  private static final Path HOW_TO = Path.of("..", "docs", "how-to");

  @TempDir Path folder;

  @Test
  void the_attack_is_found_in_a_jar_of_its_own() throws Exception {
    Sample sample = Sample.of(HOW_TO.resolve("add-an-attack.md"), folder);

    try (URLClassLoader loader = loader(sample.jar())) {
      AttackType<?> ballast =
          Catalog.<AttackType<?>>load(kind(AttackType.class), loader)
              .named("ballast")
              .orElseThrow();

      assertThat(ballast.getClass().getClassLoader()).isSameAs(loader);
      assertThat(ballast.getClass()).isFinal().hasAnnotation(Kinds.class);
      assertThat(ballast instanceof Reverts ^ ballast instanceof Sights).isTrue();
      assertDocumented(ballast);
    }
  }

  @Test
  void the_selector_is_found_in_a_jar_of_its_own() throws Exception {
    Sample sample = Sample.of(HOW_TO.resolve("add-a-victim-selector.md"), folder);

    try (URLClassLoader loader = loader(sample.jar())) {
      SelectorType<?> perZone =
          Catalog.<SelectorType<?>>load(kind(SelectorType.class), loader)
              .named("perZone")
              .orElseThrow();

      assertThat(perZone.getClass().getClassLoader()).isSameAs(loader);
      assertDocumented(perZone);
    }
  }

  @Test
  void the_attack_passes_its_own_test() throws Exception {
    assertPasses("add-an-attack.md", "com.example.ballast.BallastTest", 3);
  }

  @Test
  void the_selector_passes_its_own_test() throws Exception {
    assertPasses("add-a-victim-selector.md", "com.example.perzone.PerZoneTest", 3);
  }

  @Test
  void the_attack_strikes_from_yaml_and_is_undone() throws Exception {
    Sample.of(HOW_TO.resolve("add-an-attack.md"), folder);

    assertThat(gelada("validate", "ballast.yaml")).startsWith("ok");
    assertThat(gelada("run", "ballast.yaml", "--trail", trail())).contains("(exit 0)");

    assertThat(gelada("trail", "verify", "--trail", trail())).isNotEmpty();
    JsonNode claimed = only("claimed");
    assertThat(claimed.at("/strike/attack").asString()).isEqualTo("ballast");
    assertThat(claimed.at("/intent/undo/expiry").asString()).isEqualTo("GUARDIAN");
    String strike = claimed.at("/strike/id").asString();
    JsonNode struck = only("struck");
    assertThat(struck.at("/strike").asString()).isEqualTo(strike);
    assertThat(struck.at("/details/took").asString()).isEqualTo("1 MiB");
    Path file = Path.of(struck.at("/details/file").asString());
    assertThat(file).isEqualTo(Path.of("/tmp/gelada-ballast-" + strike)).doesNotExist();
    JsonNode reverted = only("reverted");
    assertThat(reverted.at("/strike").asString()).isEqualTo(strike);
    assertThat(reverted.at("/how").asString()).isEqualTo("restored");
    assertThat(only("ended").at("/exit").asInt()).isZero();
  }

  @Test
  void the_selector_chooses_from_yaml() throws Exception {
    Sample.of(HOW_TO.resolve("add-a-victim-selector.md"), folder);

    assertThat(gelada("validate", "per-zone.yaml")).startsWith("ok");
    assertThat(gelada("run", "per-zone.yaml", "--trail", trail())).contains("(exit 0)");

    assertThat(records("launched")).hasSize(3);
    // processes have no zones, which counts as one
    String strike = only("claimed").at("/strike/id").asString();
    assertThat(only("struck").at("/strike").asString()).isEqualTo(strike);
    assertThat(only("ended").at("/exit").asInt()).isZero();
  }

  @Test
  void the_selector_refuses_from_yaml_what_it_cannot_do() throws Exception {
    Sample sample = Sample.of(HOW_TO.resolve("add-a-victim-selector.md"), folder);
    String page = sample.files().getOrDefault("per-zone.yaml", "");
    Files.writeString(folder.resolve("five.yaml"), page.replace("perZone: 1", "perZone: 5"));
    Files.writeString(folder.resolve("none.yaml"), page.replace("perZone: 1", "perZone: 0"));

    assertThat(gelada(ExitCode.NOT_RUN, "run", "five.yaml", "--trail", trail()))
        .contains("Zone '' has 3 eligible members and perZone is 5.");
    assertThat(only("refused").toString()).contains("perZone is 5");
    assertThat(records("claimed")).isEmpty();

    assertThat(gelada(ExitCode.USAGE, "validate", "none.yaml"))
        .contains("none.yaml:8:", "perZone is 0 and must be at least 1");
  }

  @Test
  void both_are_listed_with_their_settings() throws Exception {
    Sample.of(HOW_TO.resolve("add-an-attack.md"), folder);
    Files.move(folder.resolve("target/sample.jar"), folder.resolve("target/ballast.jar"));
    Sample.of(HOW_TO.resolve("add-a-victim-selector.md"), folder);

    assertThat(gelada("list", "attacks"))
        .contains("ballast", "takes disk space in a folder", "(needs for)", "kill-process");
    assertThat(gelada("list", "attacks", "ballast"))
        .containsPattern("folder +text +required +folder that the victim writes to")
        .containsPattern("megabytes +.+ 64 +how much space to take, in MiB")
        .contains("ballast: {target: shop, folder: /var/lib/shop, megabytes: 512, for: 2m}");
    assertThat(gelada("list", "selectors", "perZone"))
        .containsPattern("count +.+ required +victims in each zone")
        .contains("perZone: 1");
    assertThat(gelada("schema")).contains("megabytes", "perZone");
  }

  /** As the pages say: {@code GELADA_PLUGINS=target}, which the launcher makes a class path of. */
  private String gelada(String... args) throws Exception {
    return gelada(ExitCode.DONE, args);
  }

  private String gelada(ExitCode expected, String... args) throws Exception {
    World world = new World(folder, folder, List.of(folder.resolve("target/*")), Map.of());
    try (GeladaProcess gelada = GeladaProcess.start(world, List.of(args))) {
      int exit = gelada.exit(Duration.ofSeconds(60));
      assertThat(exit).as(gelada.output()).isEqualTo(expected.number());
      return gelada.output();
    }
  }

  private String trail() throws Exception {
    Path trail = folder.resolve("trail.jsonl");
    if (!Files.exists(trail)) {
      gelada("trail", "init", "--trail", trail.toString());
    }
    return trail.toString();
  }

  private JsonNode only(String type) throws Exception {
    List<JsonNode> records = records(type);
    assertThat(records).as(type).hasSize(1);
    return records.get(0);
  }

  /** What these records say, read from the bytes of the file. */
  private List<JsonNode> records(String type) throws Exception {
    return Files.readAllLines(folder.resolve("trail.jsonl")).stream()
        .map(JsonMapper.shared()::readTree)
        .filter(record -> record.path("type").asString().equals(type))
        .map(record -> record.path("data"))
        .toList();
  }

  private void assertPasses(String page, String test, int tests) throws Exception {
    Sample sample = Sample.of(HOW_TO.resolve(page), folder);
    SummaryGeneratingListener summary = new SummaryGeneratingListener();
    try (URLClassLoader loader = loader(sample.jar(), sample.testClasses())) {
      LauncherFactory.create()
          .execute(
              LauncherDiscoveryRequestBuilder.request()
                  .selectors(selectClass(loader.loadClass(test)))
                  .build(),
              summary);
    }
    assertThat(summary.getSummary().getFailures())
        .allSatisfy(failure -> assertThat(failure.getException()).isNull())
        .isEmpty();
    assertThat(summary.getSummary().getTestsSucceededCount()).isEqualTo(tests);
  }

  private static void assertDocumented(Plugin<?, ?> plugin) {
    Class<?> settings = plugin.settings();
    assertThat(settings).hasAnnotations(Doc.class, Example.class);
    assertThat(settings.getAnnotation(Example.class).value()).startsWith(plugin.name() + ": ");
    assertThat(settings.getRecordComponents())
        .isNotEmpty()
        .allSatisfy(
            (RecordComponent component) ->
                assertThat(component.isAnnotationPresent(Doc.class))
                    .as(component.getName())
                    .isTrue());
  }

  private static URLClassLoader loader(Path... places) throws Exception {
    URL[] urls = new URL[places.length];
    for (int i = 0; i < places.length; i++) {
      urls[i] = places[i].toUri().toURL();
    }
    return new URLClassLoader(urls, HowToSamplesIT.class.getClassLoader());
  }

  /** A class literal has no type arguments; that these are unknown is all that is added here. */
  @SuppressWarnings("unchecked")
  private static <P> Class<P> kind(Class<?> kind) {
    return (Class<P>) kind;
  }
}

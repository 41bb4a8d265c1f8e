package dev.gelada.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

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
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

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

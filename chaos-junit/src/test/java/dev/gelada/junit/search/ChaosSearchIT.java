package dev.gelada.junit.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.gelada.core.Gelada;
import dev.gelada.core.config.Loaded;
import dev.gelada.junit.ChaosSeed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

/** Planted faults of code are found within 200 tries, made as small as can be, and found again. */
@Timeout(240)
class ChaosSearchIT {
  private static final Pattern TRIES = Pattern.compile("(\\d+) tries to find it");

  @TempDir Path folder;

  static Stream<Arguments> planted() {
    return Stream.of(
            Arguments.of(
                Planted.GivesUpOnTheThirdFailure.class,
                "call-exception on gateway: calls 1, 2, 3; exception java.io.IOException"),
            Arguments.of(
                Planted.ChargesTwiceWhenTheAnswerIsLost.class,
                "call-exception on gateway: call 1; exception java.io.IOException; afterwards"),
            Arguments.of(Planted.HasNoTimeOut.class, "call-hang on gateway: call 1"),
            Arguments.of(Planted.LosesAPlaceOnReset.class, "reset on cache: from 0s; for 500ms"))
        .flatMap(
            bug -> Stream.of(1L, 7L).map(seed -> Arguments.of(bug.get()[0], bug.get()[1], seed)));
  }

  @ParameterizedTest(name = "{0}, seed {2}")
  @MethodSource("planted")
  void a_planted_fault_is_found_and_made_as_small_as_can_be(Class<?> tests, String plan, long seed)
      throws IOException {
    String found = found(tests, seed);

    assertThat(found.lines().skip(1).takeWhile(line -> line.startsWith("  ")))
        .as(found)
        .containsExactly("  " + plan);
    assertThat(found).contains(", and none of them can be left out or be smaller:");
    Matcher tries = TRIES.matcher(found);
    assertThat(tries.find()).isTrue();
    assertThat(Integer.parseInt(tries.group(1))).isBetween(1, 200);
    assertThat(files()).hasSize(1).allSatisfy(ChaosSearchIT::loads);
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        Planted.GivesUpOnTheThirdFailure.class,
        Planted.ChargesTwiceWhenTheAnswerIsLost.class,
        Planted.HasNoTimeOut.class,
        Planted.LosesAPlaceOnReset.class
      })
  void the_same_seed_finds_it_the_same_way(Class<?> tests) {
    assertThat(found(tests, 3)).isEqualTo(found(tests, 3));
  }

  @ChaosSeed(42)
  static class Seeded extends Planted.HasNoTimeOut {}

  @Test
  void a_seed_that_is_written_on_the_class_goes_before_one_that_is_set() {
    assertThat(found(Seeded.class, 1)).contains("seed 42.");
  }

  @Test
  void what_stands_everything_passes() {
    Events events = run(Planted.Sound.class, 1);

    assertThat(events.failed().count()).isZero();
    assertThat(events.succeeded().count()).isGreaterThan(30);
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  /** As {@code gelada validate} reads it. */
  private static void loads(Path file) {
    try (Gelada gelada = Gelada.builder().build()) {
      assertThat(gelada.files().experiment(file)).isInstanceOf(Loaded.Ok.class);
    }
  }

  private String found(Class<?> tests, long seed) {
    return String.valueOf(
        run(tests, seed).failed().stream()
            .findFirst()
            .orElseThrow()
            .getRequiredPayload(TestExecutionResult.class)
            .getThrowable()
            .orElseThrow()
            .getMessage());
  }

  private Events run(Class<?> tests, long seed) {
    return EngineTestKit.engine("junit-jupiter")
        .configurationParameter("chaos.search.folder", folder.toString())
        .configurationParameter("chaos.seed", Long.toString(seed))
        .selectors(selectClass(tests))
        .execute()
        .testEvents();
  }
}

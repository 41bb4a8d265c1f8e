package dev.gelada.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gelada.core.Gelada;
import dev.gelada.core.config.Loaded;
import dev.gelada.core.plan.Experiment;
import dev.gelada.core.testing.Seeds;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class AttackFileTest {
  private static final Map<String, String> CART = Map.of("group", "cart");

  @Test
  void writes_the_file_that_the_flags_stand_for() {
    AttackFile file =
        new AttackFile(
            new AttackFile.Flags(
                "pause-process",
                "does it matter?",
                "processes",
                CART,
                Map.of("count", "2"),
                Map.of(),
                "10s",
                "Europe/Berlin",
                "always",
                Map.of("maxVictims", "2")));

    assertThat(file.text())
        .isEqualTo(
            """
            gelada: 1
            name: attack-pause-process
            why: "does it matter?"
            targets:
              victims:
                processes:
                  group: cart
                pick:
                  count: 2
            limits:
              window:
                always: true
                zone: Europe/Berlin
              maxVictims: 2
            steps:
              - pause-process:
                  target: victims
                  for: 10s
            """);
  }

  @Test
  void what_it_writes_loads() {
    assertThat(load(flags("x", CART, Map.of("signal", "term", "grace", "1s")).text()))
        .isInstanceOf(Loaded.Ok.class);
  }

  @Test
  void a_dot_in_a_key_goes_one_map_deeper() {
    Map<String, String> labels = new LinkedHashMap<>();
    labels.put("labels.app", "shop");
    labels.put("labels.tier", "web");

    assertThat(flags("x", labels, Map.of()).text())
        .contains("      labels:\n        app: shop\n        tier: web\n");
  }

  @Test
  void brackets_stay_what_they_are_and_booleans_of_old_tools_are_quoted() {
    String text = flags("x", Map.of("list", "[a, b]", "word", "no"), Map.of()).text();

    assertThat(text).contains("list: [a, b]\n").contains("word: \"no\"\n");
  }

  @Test
  void any_reason_comes_through_unchanged() {
    Seeds.each(
        300,
        random -> {
          String why = "w" + text(random);
          Loaded<Experiment> loaded = load(flags(why, CART, Map.of()).text());
          assertThat(loaded).isInstanceOf(Loaded.Ok.class);
          assertThat(((Loaded.Ok<Experiment>) loaded).value().why()).isEqualTo(why);
        });
  }

  private static String text(RandomGenerator random) {
    String alphabet = "ab01 :#'\"\\{}[]&*!|>%@`,-?~=\t/ä€😀";
    int[] points = alphabet.codePoints().toArray();
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(20); i > 0; i--) {
      text.appendCodePoint(points[random.nextInt(points.length)]);
    }
    return text.append('.').toString();
  }

  private static AttackFile flags(String why, Map<String, String> select, Map<String, String> set) {
    return new AttackFile(
        new AttackFile.Flags(
            "kill-process", why, "processes", select, Map.of(), set, "", "UTC", "", Map.of()));
  }

  private static Loaded<Experiment> load(String text) {
    try (Gelada gelada = Gelada.builder().build()) {
      return gelada.files().experiment("attack", text.getBytes(StandardCharsets.UTF_8));
    }
  }

  @Test
  void lines_are_numbered_as_problems_count_them() {
    assertThat(AttackFile.numbered("a\nb\n")).isEqualTo(List.of("   1  a", "   2  b"));
  }
}

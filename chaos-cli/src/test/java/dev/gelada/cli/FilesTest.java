package dev.gelada.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gelada.cli.Terminal.Typed;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Commands that need nothing but files: validate, schema, list. */
class FilesTest {
  private static final String GOOD =
      """
      gelada: 1
      name: good
      why: It loads
      targets:
        cart:
          processes: {group: cart}
      limits:
        window: {zone: Europe/Berlin}
      steps:
        - pause-process: {for: 5s}
      """;

  @TempDir Path folder;
  private Terminal terminal;

  @BeforeEach
  void sit_down() {
    terminal = Terminal.at(folder);
  }

  @Test
  void validate_accepts_a_good_file() {
    Typed typed = terminal.type("validate", terminal.file("good.yaml", GOOD));

    assertThat(typed.exit()).as(typed.all()).isZero();
    assertThat(typed.out()).startsWith("ok").contains("good.yaml");
  }

  @Test
  void validate_says_everything_that_is_wrong_with_every_file() {
    String bad =
        terminal.file(
            "bad.yaml", GOOD.replace("pause-process", "puase-process").replace("why:", "wyh:"));
    String good = terminal.file("good.yaml", GOOD);

    Typed typed = terminal.json("validate", bad, good, folder.resolve("missing.yaml").toString());

    assertThat(typed.exit()).isEqualTo(ExitCode.USAGE.number());
    assertThat(typed.err())
        .contains("bad.yaml:10:", "Did you mean 'pause-process'?", "bad.yaml:3:", "missing.yaml");
    JsonNode files = typed.document();
    assertThat(files.get(0).path("ok").booleanValue()).isFalse();
    assertThat(files.get(0).path("problems").size()).isGreaterThanOrEqualTo(2);
    assertThat(files.get(1).path("ok").booleanValue()).isTrue();
    assertThat(files.get(2).path("problems").get(0).path("message").stringValue())
        .contains("no such file");
  }

  @Test
  void validate_warns_of_what_a_run_would_refuse() {
    String file = terminal.file("zoneless.yaml", GOOD.replace("{zone: Europe/Berlin}", "{}"));

    Typed typed = terminal.type("validate", file);

    assertThat(typed.exit()).as(typed.all()).isZero();
    assertThat(typed.out()).contains("! ", "zone");
  }

  @Test
  void validate_reads_policies_too() {
    String policy = terminal.file("policy.yaml", "policy: 1\nlimits: {maxVictims: 1}\n");

    assertThat(terminal.type("validate", "--policy", policy).exit()).isZero();
    Typed told = terminal.type("validate", policy);
    assertThat(told.exit()).as(told.all()).isZero();
    assertThat(told.err()).isEmpty();
  }

  @Test
  void validate_says_what_is_wrong_with_a_policy_as_a_policy() {
    String policy = terminal.file("policy.yaml", "policy: 1\nlimits: {maxVictim: 1}\n");

    Typed typed = terminal.type("validate", policy);

    assertThat(typed.exit()).isEqualTo(ExitCode.USAGE.number());
    assertThat(typed.err()).contains("maxVictims").doesNotContain("not an experiment");
  }

  @Test
  void a_file_that_cannot_be_used_is_exit_2_for_every_command_that_takes_one() {
    String bad = terminal.file("bad.yaml", "gelada: 1\n");
    terminal.type("trail", "init");

    for (String[] command :
        new String[][] {{"plan", bad}, {"run", bad}, {"targets", bad}, {"explain", bad, "x"}}) {
      Typed typed = terminal.json(command);

      assertThat(typed.exit()).as(typed.all()).isEqualTo(ExitCode.USAGE.number());
      assertThat(typed.err()).contains("bad.yaml:1:");
      assertThat(typed.document().path("problems").size()).isPositive();
      assertThat(typed.document().path("exit").intValue()).isEqualTo(2);
    }
  }

  @Test
  void schema_is_JSON_in_both_formats() {
    JsonNode both = terminal.type("schema").document();
    JsonNode again = terminal.json("schema").document();
    JsonNode policy = terminal.type("schema", "policy").document();

    assertThat(both).isEqualTo(again);
    assertThat(both.path("$defs").has("experiment")).isTrue();
    assertThat(policy.has("if")).isFalse();
    assertThat(policy.path("$ref")).isEqualTo(both.path("then").path("$ref"));
  }

  @Test
  void list_names_what_files_can_name() {
    Typed all = terminal.type("list");

    assertThat(all.exit()).isZero();
    assertThat(all.out()).contains("attacks", "kill-process", "launch", "http", "upToPercent");
    assertThat(terminal.type("list", "probes").out()).contains("http").doesNotContain("launch");
  }

  @Test
  void list_shows_one_with_its_settings_and_an_example() {
    Typed one = terminal.type("list", "attacks", "kill-process");

    assertThat(one.out()).contains("cannot be undone", "signal", "grace", "kill-process: ");
    JsonNode page = terminal.json("list", "attacks", "kill-process").document();
    assertThat(page.path("name").stringValue()).isEqualTo("kill-process");
    assertThat(page.path("settings").size()).isPositive();
  }

  @Test
  void list_takes_a_name_without_its_kind() {
    Typed one = terminal.type("list", "pause-process");

    assertThat(one.exit()).as(one.all()).isZero();
    assertThat(one.out()).isEqualTo(terminal.type("list", "attacks", "pause-process").out());
  }

  @Test
  void list_guesses_a_mistyped_name() {
    Typed typed = terminal.type("list", "attacks", "kil-process");

    assertThat(typed.exit()).isEqualTo(ExitCode.USAGE.number());
    assertThat(typed.err()).contains("Did you mean 'kill-process'?");
    assertThat(terminal.type("list", "atacks").exit()).isEqualTo(ExitCode.USAGE.number());
    assertThat(terminal.type("list", "atacks").err()).contains("Did you mean 'attacks'?");
    assertThat(terminal.type("list", "atacks", "kill-process").exit())
        .isEqualTo(ExitCode.USAGE.number());
  }
}

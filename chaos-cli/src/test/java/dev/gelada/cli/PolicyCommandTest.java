package dev.gelada.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gelada.cli.Terminal.Typed;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyCommandTest {
  private static final String POLICY =
      """
      policy: 1
      limits:
        maxVictims: 1
      deny:
        groups: [payment]
      """;

  @TempDir Path folder;
  private Terminal terminal;

  @BeforeEach
  void sit_down() {
    terminal = Terminal.at(folder);
    terminal.type("trail", "init");
  }

  @Test
  void what_was_set_is_shown_as_it_was_written() {
    String file = terminal.file("policy.yaml", POLICY);

    Typed set = terminal.type("policy", "set", file, "--why", "the board said so");
    Typed shown = terminal.type("policy", "show");

    assertThat(set.exit()).as(set.all()).isZero();
    assertThat(shown.out()).contains(POLICY.strip(), "sha256");
    assertThat(terminal.json("policy", "show").document().path("text").stringValue())
        .isEqualTo(POLICY);
    assertThat(terminal.type("trail", "show", "--type", "policy").out())
        .contains("the board said so");
  }

  @Test
  void a_policy_can_be_taken_away() {
    terminal.type("policy", "set", terminal.file("p.yaml", POLICY), "--why", "on");

    assertThat(terminal.type("policy", "set", "--none", "--why", "off").exit()).isZero();

    assertThat(terminal.type("policy", "show").out()).contains("no policy");
  }

  @Test
  void a_bad_policy_changes_nothing() {
    String bad = terminal.file("p.yaml", POLICY.replace("maxVictims", "maxVictim"));

    Typed set = terminal.json("policy", "set", bad, "--why", "x");

    assertThat(set.exit()).isEqualTo(ExitCode.USAGE.number());
    assertThat(set.err()).contains("p.yaml:3:", "maxVictims");
    assertThat(terminal.type("policy", "show").out()).contains("no policy");
  }

  @Test
  void an_empty_file_is_a_mistake_and_not_the_end_of_the_policy() {
    terminal.type("policy", "set", terminal.file("p.yaml", POLICY), "--why", "on");

    Typed set = terminal.type("policy", "set", terminal.file("empty.yaml", ""), "--why", "oops");

    assertThat(set.exit()).isEqualTo(ExitCode.USAGE.number());
    assertThat(terminal.type("policy", "show").out()).contains("maxVictims: 1");
  }

  @Test
  void one_of_file_and_none_is_needed() {
    assertThat(terminal.type("policy", "set", "--why", "x").exit()).isEqualTo(2);
    assertThat(terminal.type("policy", "set", "p.yaml", "--none", "--why", "x").exit())
        .isEqualTo(2);
    Typed missing = terminal.type("policy", "set", folder.resolve("no").toString(), "--why", "x");
    assertThat(missing.exit()).isEqualTo(2);
    assertThat(missing.err()).contains("no such file");
    assertThat(terminal.type("policy").exit()).isEqualTo(2);
  }
}

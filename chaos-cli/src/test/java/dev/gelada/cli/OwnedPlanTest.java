package dev.gelada.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gelada.cli.Terminal.Typed;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that attack only what they start: nothing is there to look at before. */
class OwnedPlanTest {
  private static final String OWNED =
      """
      gelada: 1
      name: owned
      why: Sleepers do not mind
      targets:
        nap:
          launch: {command: [sleep, "600"], replicas: 3}
      steps:
        - pause-process: {for: 1s}
      """;

  @TempDir Path folder;
  private Terminal terminal;
  private String file = "";

  @BeforeEach
  void sit_down() {
    terminal = Terminal.at(folder).without("GELADA_TRAIL");
    file = terminal.file("owned.yaml", OWNED);
  }

  @Test
  void plan_says_what_would_be_started_and_makes_nothing() {
    Typed plan = terminal.type("plan", file);

    assertThat(plan.exit()).as(plan.all()).isZero();
    assertThat(plan.out())
        .contains("starts 3 of its own", "pause-process for 1s, judged when they run")
        .contains("changes nothing", "own/owned.yaml/trail.jsonl");
    assertThat(terminal.state().resolve("own")).doesNotExist();
    assertThat(terminal.json("plan", file).document().path("starts").path("nap").intValue())
        .isEqualTo(3);
  }

  @Test
  void a_named_trail_goes_before_the_own_one() {
    terminal.with("GELADA_TRAIL", terminal.trail().toString());

    assertThat(terminal.type("plan", file).exit()).isEqualTo(ExitCode.FAILED.number());
    terminal.type("trail", "init");
    assertThat(terminal.type("plan", file).out()).contains(terminal.trail().toString());
  }

  @Test
  void on_a_halted_trail_the_plan_is_refused() {
    terminal.with("GELADA_TRAIL", terminal.trail().toString());
    terminal.type("trail", "init");
    terminal.type("halt", "--why", "no");

    Typed plan = terminal.json("plan", file);

    assertThat(plan.exit()).isEqualTo(ExitCode.NOT_RUN.number());
    assertThat(plan.document().path("refusals").get(0).path("rule").stringValue())
        .isEqualTo("halted");
  }

  @Test
  void targets_and_explain_say_that_nothing_is_there_yet() {
    Typed targets = terminal.type("targets", file);
    Typed explain = terminal.type("explain", file, "nap");

    assertThat(targets.exit()).isZero();
    assertThat(targets.out()).contains("nap: a run starts 3 of its own.");
    assertThat(explain.exit()).isEqualTo(ExitCode.NOT_RUN.number());
    assertThat(explain.err()).contains("starts its targets itself");
  }

  @Test
  void a_seed_is_taken_as_it_is_negative_ones_too() {
    Typed plan = terminal.json("plan", file, "--seed", "-42");

    assertThat(plan.exit()).as(plan.all()).isZero();
    assertThat(plan.document().path("seed").longValue()).isEqualTo(-42);
  }

  @Test
  void overrides_must_name_a_rule_and_a_reason() {
    Typed odd = terminal.type("plan", file, "--override", "windw=because");
    assertThat(odd.exit()).isEqualTo(ExitCode.USAGE.number());
    assertThat(odd.err()).contains("Did you mean 'window'?");
    assertThat(terminal.type("plan", file, "--override", "window=").exit()).isEqualTo(2);
    assertThat(terminal.type("plan", file, "--override", "window").exit()).isEqualTo(2);
    assertThat(terminal.type("plan", file, "--override", "window=the game day").exit()).isZero();
  }

  @Test
  void a_secret_of_the_environment_is_never_printed() {
    terminal.with("SHOP_TOKEN", "hunter2-hunter2");
    String secret =
        terminal.file("secret.yaml", OWNED.replace("Sleepers", "${SHOP_TOKEN} Sleepers"));

    Typed text = terminal.type("plan", secret);
    Typed json = terminal.json("plan", secret);

    assertThat(text.exit()).as(text.all()).isZero();
    assertThat(text.all() + json.all()).doesNotContain("hunter2").contains("***");
  }
}

package dev.gelada.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gelada.cli.Terminal.Typed;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files whose targets a run sets up first and leaves there: a proxy that is not there yet. */
class ProvidedPlanTest {
  private static final String FILE =
      """
      gelada: 1
      name: provided
      why: Nobody listens at the upstream either
      targets:
        database:
          endpoints: {listen: "127.0.0.1:15999", upstream: "127.0.0.1:9"}
      limits: {window: {always: true, zone: UTC}}
      steps:
        - latency: {delay: 1s, for: 3s}
      """;

  @TempDir Path folder;
  private Terminal terminal;
  private String file = "";

  @BeforeEach
  void sit_down() {
    terminal = Terminal.at(folder);
    terminal.type("trail", "init");
    file = terminal.file("provided.yaml", FILE);
  }

  @Test
  void plan_says_what_a_run_sets_up_and_sets_nothing_up() {
    Typed plan = terminal.type("plan", file);

    assertThat(plan.exit()).as(plan.all()).isZero();
    assertThat(plan.out())
        .contains("no proxy stands for 127.0.0.1:15999", "it stays when the run is over")
        .contains("latency for 3s, judged when they run");
    assertThat(terminal.state().resolve("proxy")).doesNotExist();
    assertThat(terminal.json("plan", file).document().path("setsUp").path("database").get(0))
        .asString()
        .contains("15999");
  }

  @Test
  void targets_and_explain_say_so_too() {
    Typed targets = terminal.type("targets", file);
    Typed explain = terminal.type("explain", file, "database");

    assertThat(targets.exit()).as(targets.all()).isZero();
    assertThat(targets.out()).contains("database: no proxy stands for 127.0.0.1:15999");
    assertThat(explain.exit()).isEqualTo(ExitCode.NOT_RUN.number());
  }

  @Test
  void a_dry_run_sets_nothing_up_and_says_that_it_could_not_look() {
    Typed dry = terminal.type("run", file, "--dry-run");

    assertThat(dry.exit()).as(dry.all()).isEqualTo(ExitCode.FAILED.number());
    assertThat(dry.all()).contains("A run that is not dry starts it");
    assertThat(terminal.state().resolve("proxy")).doesNotExist();
  }
}

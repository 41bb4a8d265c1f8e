package dev.gelada.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gelada.cli.Terminal.Typed;
import dev.gelada.core.plugin.SystemTime;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Commands on processes of this host that opted in. */
@EnabledOnOs(OS.LINUX)
class ProcessesIT {
  @TempDir Path folder;
  private Terminal terminal = Terminal.at(Path.of("."));
  private Victims victims = new Victims();

  @BeforeEach
  void sit_down() throws IOException {
    terminal = new Terminal(folder, new SystemTime());
    victims = Victims.start(3);
    terminal.type("trail", "init");
  }

  @AfterEach
  void end() {
    victims.close();
  }

  @Test
  void targets_shows_members_of_a_group() {
    Typed targets = terminal.type("targets", pause("5s", "{}"));
    JsonNode rows = terminal.json("targets", pause("5s", "{}")).document().path("targets");

    assertThat(targets.exit()).as(targets.all()).isZero();
    assertThat(targets.out()).contains("MEMBER", pid(0), pid(1), pid(2), "healthy", "yes");
    assertThat(rows.size()).isEqualTo(3);
    assertThat(rows.get(0).path("member").path("eligible").booleanValue()).isTrue();
  }

  @Test
  void plan_and_explain_leave_no_mark_on_the_host() {
    String file = pause("5s", "{}");

    Typed plan = terminal.type("plan", file);
    Typed explain = terminal.type("explain", file, pid(0));

    assertThat(plan.exit()).as(plan.all()).isZero();
    assertThat(plan.out()).contains("chosen", "eligible", "guardian", "minHealthy", "It would run");
    assertThat(explain.exit()).as(explain.all()).isZero();
    assertThat(explain.out()).contains("Every rule allows it.", "3 of 3");
    assertThat(folder.resolve("host-trail")).doesNotExist();
    assertThat(terminal.json("trail", "show").out().lines()).hasSize(1);
  }

  @Test
  void plan_run_and_explain_refuse_by_the_same_rule() {
    String file = pause("5s", "{minHealthy: 3}");

    Typed plan = terminal.json("plan", file);
    Typed explain = terminal.json("explain", file, pid(1));
    Typed run = terminal.json("run", file);

    assertThat(plan.exit()).as(plan.all()).isEqualTo(ExitCode.NOT_RUN.number());
    assertThat(explain.exit()).as(explain.all()).isEqualTo(ExitCode.NOT_RUN.number());
    assertThat(run.exit()).as(run.all()).isEqualTo(ExitCode.NOT_RUN.number());
    assertThat(plan.document().path("refusals").get(0).path("rule").stringValue())
        .isEqualTo("minHealthy");
    assertThat(plan.document().path("refusals").get(0).path("reason"))
        .isEqualTo(run.document().path("refusals").get(0).path("reason"));
    assertThat(explain.document().path("steps").get(0).path("refusals"))
        .isEqualTo(run.document().path("refusals"));
    assertThat(victims.stopped()).isZero();
  }

  @Test
  void a_refusal_ends_with_the_command_that_explains_it() {
    String file = pause("5s", "{minHealthy: 3}");

    Typed run = terminal.type("run", file);
    String paste =
        run.out()
            .lines()
            .filter(line -> line.strip().startsWith("gelada explain"))
            .findFirst()
            .orElseThrow();
    String[] words = paste.strip().split(" ");
    Typed explain = terminal.type(words[1], words[2], words[3]);

    assertThat(run.out()).contains("Refused by minHealthy: ");
    assertThat(explain.exit()).as(explain.all()).isEqualTo(ExitCode.NOT_RUN.number());
    assertThat(explain.out()).contains("NO", "minHealthy");
  }

  @Test
  void an_unknown_target_is_exit_3_with_the_nearest_names() {
    Typed explain = terminal.type("explain", pause("5s", "{}"), victims.group() + "x");

    assertThat(explain.exit()).isEqualTo(ExitCode.NOT_RUN.number());
    assertThat(explain.err()).contains("Did you mean '" + victims.group() + "'?", pid(2));
  }

  @Test
  void run_pauses_one_and_lets_it_go_on() {
    Typed run = terminal.type("run", pause("5s", "{}"));

    assertThat(run.exit()).as(run.all()).isZero();
    assertThat(run.out())
        .contains("Trail ", "claimed", "struck", "reverted", "restored", "held (exit 0)");
    assertThat(victims.stopped()).isZero();
    assertThat(terminal.type("trail", "verify").exit()).isZero();
    assertThat(terminal.json("status").document().path("trails").get(0).path("open").size())
        .isZero();
  }

  @Test
  void a_dry_run_goes_the_whole_way_and_touches_nothing() {
    Typed run = terminal.json("run", kill(), "--dry-run", "--ticket", "T-1", "--why", "rehearsal");

    assertThat(run.exit()).as(run.all()).isZero();
    assertThat(run.document().path("dry").booleanValue()).isTrue();
    assertThat(victims.alive()).isEqualTo(3);
    assertThat(terminal.type("trail", "show", "--type", "claimed").out()).contains("[dry]");
    assertThat(terminal.type("run", kill()).exit()).as("no reason to refuse").isZero();
    assertThat(victims.alive()).isEqualTo(2);
  }

  @Test
  void another_trail_over_the_same_host_is_refused() {
    Typed first = terminal.type("run", pause("5s", "{}"));
    assertThat(first.exit()).as(first.all()).isZero();
    String other = folder.resolve("other.jsonl").toString();
    terminal.type("trail", "init", "--trail", other);

    Typed run = terminal.type("run", pause("5s", "{}"), "--trail", other);

    assertThat(run.exit()).as(run.all()).isEqualTo(ExitCode.NOT_RUN.number());
    assertThat(run.out()).contains("trail.mismatch");
  }

  @Test
  void attack_goes_through_the_same_gates() {
    String[] attack = {
      "attack",
      "kill-process",
      "--target",
      "processes:group=" + victims.group(),
      "--window",
      "always",
      "--zone",
      "UTC",
      "--why",
      "let's see"
    };

    Typed first = terminal.type(attack);
    Typed second = terminal.type(attack);

    assertThat(first.exit()).as(first.all()).isZero();
    assertThat(victims.alive()).isEqualTo(2);
    assertThat(second.exit()).as(second.all()).isEqualTo(ExitCode.NOT_RUN.number());
    assertThat(second.out()).contains("Refused by perGroup", "--why 'let'\\''s see' --print");
    assertThat(victims.alive()).isEqualTo(2);
  }

  @Test
  void the_printed_file_is_accepted_as_a_file() {
    Typed print =
        terminal.type(
            "attack",
            "pause-process",
            "--source",
            "processes",
            "--select",
            "group=" + victims.group(),
            "--for",
            "200ms",
            "--window",
            "always",
            "--zone",
            "UTC",
            "--why",
            "kept",
            "--print");
    String file = terminal.file("kept.yaml", print.out());

    assertThat(print.exit()).as(print.all()).isZero();
    assertThat(terminal.type("validate", file).exit()).isZero();
    assertThat(terminal.type("plan", file).exit()).isZero();
  }

  @Test
  void mistakes_in_flags_are_said_at_the_flag() {
    Typed typed =
        terminal.json(
            "attack",
            "pause-process",
            "--target",
            "processes:group=x",
            "--for",
            "soon",
            "--set",
            "speed=9",
            "--why",
            "x");

    assertThat(typed.exit()).isEqualTo(ExitCode.USAGE.number());
    assertThat(typed.err()).contains("--for: ", "--set speed: ", "These flags stand for:");
    assertThat(terminal.type("attack", "pause-process", "--why", "x").err()).contains("--target");
    assertThat(terminal.type("attack", "pause-process", "--target", "processes:group").exit())
        .isEqualTo(ExitCode.USAGE.number());
  }

  @Test
  void stop_ends_a_run_and_its_pause() throws Exception {
    CompletableFuture<Typed> run = inBackground(pause("60s", "{}"));
    Victims.await("one is paused", () -> victims.stopped() == 1);

    Typed stop = terminal.json("stop", runId(), "--why", "enough");

    assertThat(stop.exit()).as(stop.all()).isZero();
    assertThat(stop.document().path("runExit").intValue()).isEqualTo(ExitCode.ABORTED.number());
    assertThat(run.get().exit()).isEqualTo(ExitCode.ABORTED.number());
    assertThat(run.get().out()).contains("enough");
    assertThat(victims.stopped()).isZero();
  }

  @Test
  void halt_ends_everything_and_nothing_begins_until_resume() throws Exception {
    String file = pause("60s", "{perGroup: unlimited}");
    CompletableFuture<Typed> run = inBackground(file);
    Victims.await("one is paused", () -> victims.stopped() == 1);

    Typed halt = terminal.type("halt", "--why", "fire");

    assertThat(halt.exit()).as(halt.all()).isZero();
    assertThat(victims.stopped()).isZero();
    assertThat(run.get().exit()).isEqualTo(ExitCode.ABORTED.number());
    Typed refused = terminal.type("run", file);
    assertThat(refused.exit()).isEqualTo(ExitCode.NOT_RUN.number());
    assertThat(refused.out()).contains("Refused by halted");
    terminal.type("resume", "--why", "out");
    assertThat(terminal.type("run", pause("5s", "{perGroup: unlimited}")).exit()).isZero();
  }

  private CompletableFuture<Typed> inBackground(String file) {
    return CompletableFuture.supplyAsync(() -> terminal.type("run", file));
  }

  private String runId() {
    return terminal
        .json("status")
        .document()
        .path("trails")
        .get(0)
        .path("running")
        .get(0)
        .path("run")
        .stringValue();
  }

  private String pid(int victim) {
    return Long.toString(victims.processes().get(victim).pid());
  }

  private String pause(String lasts, String limits) {
    return write("pause.yaml", "pause-process: {for: " + lasts + "}", limits);
  }

  private String kill() {
    return write("kill.yaml", "kill-process: {}", "{}");
  }

  private String write(String name, String step, String limits) {
    String inner = limits.substring(1, limits.length() - 1);
    return terminal.file(
        name,
        """
        gelada: 1
        name: cart
        why: The shop does not mind
        targets:
          cart:
            processes: {group: %s}
        limits: {window: {always: true, zone: UTC}%s}
        steps:
          - %s
        """
            .formatted(victims.group(), inner.isEmpty() ? "" : ", " + inner, step));
  }
}

package dev.gelada.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gelada.cli.Terminal.Typed;
import dev.gelada.core.plugin.SystemTime;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs of files that start their targets themselves, to each exit code that such a run can have.
 */
@EnabledOnOs(OS.LINUX)
class LaunchedIT {
  private static final String FILE =
      """
      gelada: 1
      name: sleepers
      why: Sleepers do not mind
      targets:
        nap:
          launch: {command: [%s, "600"], replicas: 2}
      probes:
        fine: {command: ["%s"], every: 100ms, recoverWithin: 1s}
      steadyState: [%s]
      steps:
        - kill-process: {}
        %s
      """;

  @TempDir Path folder;
  private Terminal terminal = Terminal.at(Path.of("."));

  @BeforeEach
  void sit_down() {
    terminal = new Terminal(folder, new SystemTime()).without("GELADA_TRAIL");
  }

  @Test
  void a_hypothesis_that_holds_is_exit_0_on_a_trail_of_its_own() {
    String file = terminal.file("nap.yaml", FILE.formatted("sleep", "true", "fine", ""));

    Typed run = terminal.type("run", file);

    Path own = terminal.state().resolve("own/nap.yaml/trail.jsonl");
    assertThat(run.exit()).as(run.all()).isZero();
    assertThat(run.out())
        .contains("this file's own", own.toString(), "launched", "struck", "cleaned")
        .contains("fine: ", " measured, 0 missed", "held (exit 0)");
    assertThat(terminal.type("trail", "verify", "--trail", own.toString()).exit()).isZero();
    assertThat(terminal.type("run", file).exit()).as("a second time").isZero();
    assertThat(terminal.json("status").document().path("trails").size()).isZero();
  }

  @Test
  void a_run_that_held_is_exit_0_though_its_words_did_not_arrive() {
    String file = terminal.file("nap.yaml", FILE.formatted("sleep", "true", "fine", ""));
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("No space left on device");
          }
        };
    Main main =
        new Main(
            terminal.around(
                Output.to(full, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8)));

    assertThat(main.run(main.commandLine(), "run", file)).isZero();
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("No space left on device");
    assertThat(terminal.state().resolve("launch")).as("logs of sleepers").isEmptyDirectory();
  }

  @Test
  void a_hypothesis_that_breaks_is_exit_1() {
    String step = "- {until: fine, within: 300ms}";
    Typed run =
        terminal.json("run", terminal.file("nap.yaml", FILE.formatted("sleep", "false", "", step)));

    assertThat(run.exit()).as(run.all()).isEqualTo(ExitCode.BROKEN.number());
    assertThat(run.document().path("exit").intValue()).isEqualTo(1);
    assertThat(run.document().path("claims").size()).isEqualTo(1);
    assertThat(run.document().path("probes").get(0).path("missed").intValue()).isPositive();
  }

  @Test
  void what_is_not_steady_before_is_exit_3() {
    Typed run =
        terminal.type(
            "run", terminal.file("nap.yaml", FILE.formatted("sleep", "false", "fine", "")));

    assertThat(run.exit()).as(run.all()).isEqualTo(ExitCode.NOT_RUN.number());
    assertThat(run.out()).contains("fine", "(exit 3)");
  }

  @Test
  void targets_that_cannot_be_started_are_exit_5() {
    Typed run =
        terminal.type(
            "run", terminal.file("nap.yaml", FILE.formatted("/no/such/program", "true", "", "")));

    assertThat(run.exit()).as(run.all()).isEqualTo(ExitCode.FAILED.number());
    assertThat(run.out()).contains("/no/such/program").doesNotContain("\tat ");
  }

  @Test
  void a_refusal_of_what_is_gone_by_now_is_explained_by_the_trail() {
    String file =
        terminal.file(
            "nap.yaml", FILE.formatted("sleep", "true", "", "") + "limits: {minHealthy: 2}\n");

    Typed run = terminal.type("run", file);
    String paste =
        run.out()
            .lines()
            .filter(line -> line.strip().startsWith("gelada "))
            .findFirst()
            .orElseThrow();
    String[] words = paste.strip().substring("gelada ".length()).split(" ");

    assertThat(run.exit()).as(run.all()).isEqualTo(ExitCode.NOT_RUN.number());
    assertThat(terminal.type(words).out()).contains("refused", "minHealthy");
  }
}

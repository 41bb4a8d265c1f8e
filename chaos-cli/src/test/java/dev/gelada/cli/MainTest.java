package dev.gelada.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class MainTest {
  @TempDir Path state;

  @Test
  void says_what_there_is_when_nothing_is_asked() {
    Screen screen = screen();

    assertThat(run(screen)).isZero();
    assertThat(screen.out()).startsWith("Usage: gelada").contains("run", "Exit codes:");
  }

  @Test
  void prints_its_version() {
    Screen screen = screen();

    assertThat(run(screen, "--version")).isZero();
    assertThat(screen.out()).matches("(?s)gelada \\d+\\.\\d+\\.\\d+.*Java .*");
  }

  @Test
  void hands_on_the_exit_code_of_a_command() {
    assertThat(run(screen(), "rehearse")).isEqualTo(ExitCode.NOT_RUN.number());
  }

  @Test
  void names_the_nearest_command_for_a_mistyped_one() {
    Screen screen = screen();

    assertThat(run(screen, "rehaerse")).isEqualTo(ExitCode.USAGE.number());
    assertThat(screen.err().lines())
        .containsExactly(
            "gelada: no command named 'rehaerse'. Did you mean 'rehearse'?",
            "'gelada --help' says what can be written here.");
    assertThat(screen.out()).isEmpty();
  }

  @Test
  void names_the_nearest_option_for_a_mistyped_one() {
    Screen screen = screen();

    assertThat(run(screen, "rehearse", "--outptu", "json")).isEqualTo(ExitCode.USAGE.number());
    assertThat(screen.err()).contains("no option named '--outptu'. Did you mean '--output'?");
  }

  @Test
  void guesses_nothing_when_nothing_is_near() {
    Screen screen = screen();

    run(screen, "somersault");

    assertThat(screen.err()).contains("no command named 'somersault'.").doesNotContain("Did you");
  }

  @Test
  void writes_json_where_the_option_stands_behind_the_command() {
    Screen screen = screen();

    run(screen, "rehearse", "--output", "json");

    assertThat(screen.out().strip()).isEqualTo("{\n  \"done\" : false\n}");
  }

  @Test
  void tells_what_output_can_be() {
    Screen screen = screen();

    assertThat(run(screen, "rehearse", "--output", "xml")).isEqualTo(ExitCode.USAGE.number());
    assertThat(screen.err()).contains("xml").containsIgnoringCase("json");
  }

  @Test
  void keeps_the_stack_trace_of_a_surprise_in_a_file() throws IOException {
    Screen screen = screen();

    assertThat(run(screen, "crash")).isEqualTo(ExitCode.FAILED.number());

    assertThat(screen.err().lines().toList())
        .singleElement()
        .asString()
        .startsWith("gelada: this should not have happened: IllegalStateException: the floor is");
    assertThat(screen.err()).doesNotContain("\tat ");
    Path log = log();
    assertThat(screen.err()).contains(log.toString());
    assertThat(log).content().contains("gelada crash", "the floor is", "\tat dev.gelada.cli");
  }

  @Test
  void keeps_secrets_out_of_message_and_file() throws IOException {
    Screen screen =
        new Screen(
            false, Map.of("XDG_STATE_HOME", state.toString(), "FLOOR_PASSWORD", "lava-lava"));

    run(screen, "crash");

    assertThat(screen.err()).contains("the floor is ***");
    assertThat(log()).content().contains("the floor is ***").doesNotContain("lava-lava");
  }

  @Test
  void survives_an_error_and_an_unwritable_state_folder() throws IOException {
    Path file = Files.createFile(state.resolve("file"));
    Screen screen = new Screen(false, Map.of("XDG_STATE_HOME", file.toString()));

    assertThat(run(screen, "overflow")).isEqualTo(ExitCode.FAILED.number());
    assertThat(screen.err()).contains("StackOverflowError");
  }

  private Screen screen() {
    return new Screen(false, Map.of("XDG_STATE_HOME", state.toString()));
  }

  private static int run(Screen screen, String... args) {
    Main main = new Main(screen.around());
    CommandLine gelada =
        main.commandLine()
            .addSubcommand(new Refusing(main.console()))
            .addSubcommand(new Crashing())
            .addSubcommand(new Overflowing());
    return main.run(gelada, args);
  }

  private Path log() throws IOException {
    try (var files = Files.list(state.resolve("gelada/logs"))) {
      List<Path> logs = files.toList();
      assertThat(logs).hasSize(1);
      return logs.get(0);
    }
  }

  @Command(name = "rehearse")
  private static final class Refusing implements Callable<Integer> {
    private final Console console;

    Refusing(Console console) {
      this.console = console;
    }

    @Override
    public Integer call() {
      console.document(Map.of("done", false));
      return ExitCode.NOT_RUN.number();
    }
  }

  @Command(name = "crash")
  private static final class Crashing implements Callable<Integer> {
    @Override
    public Integer call() {
      throw new IllegalStateException("the floor is lava-lava\nand more");
    }
  }

  @Command(name = "overflow")
  private static final class Overflowing implements Callable<Integer> {
    @Override
    public Integer call() {
      throw new StackOverflowError();
    }
  }
}

package dev.gelada.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gelada.cli.Terminal.Typed;
import dev.gelada.core.plugin.SystemTime;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A command line of its own JVM that is ended from outside in the middle of a pause. */
@EnabledOnOs(OS.LINUX)
class InterruptedIT {
  @TempDir Path folder;
  private Terminal terminal = Terminal.at(Path.of("."));
  private Victims victims = new Victims();

  @BeforeEach
  void sit_down() throws IOException {
    terminal = new Terminal(folder, new SystemTime());
    victims = Victims.start(2);
    terminal.type("trail", "init");
  }

  @AfterEach
  void end() {
    victims.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"INT", "TERM"})
  void a_signal_reverts_before_the_process_ends_with_exit_4(String signal) throws Exception {
    Process gelada = gelada("run", pause());
    Victims.await("one is paused", () -> victims.stopped() == 1);

    signal(gelada, signal);

    assertThat(gelada.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(victims.stopped()).isZero();
    assertThat(gelada.exitValue()).as(said()).isEqualTo(ExitCode.ABORTED.number());
    assertThat(said())
        .contains("Interrupted: putting everything back first.", "interrupted by a signal");
    assertThat(terminal.type("trail", "verify").exit()).isZero();
    assertThat(terminal.json("status").document().path("trails").get(0).path("open").size())
        .isZero();
  }

  @Test
  void after_SIGKILL_revert_puts_back_what_was_left() throws Exception {
    Process gelada = gelada("run", pause());
    Victims.await("one is paused", () -> victims.stopped() == 1);

    gelada.destroyForcibly().waitFor();
    assertThat(victims.stopped()).isEqualTo(1);
    Typed revert = terminal.type("revert");

    assertThat(revert.exit()).as(revert.all()).isZero();
    assertThat(revert.out()).contains("reverted");
    assertThat(victims.stopped()).isZero();
    assertThat(terminal.type("runs").out()).contains("ended");
  }

  @Test
  void a_second_signal_is_told_that_reverting_is_under_way() throws Exception {
    Path back = folder.resolve("back");
    Process slow = java(SlowToRevert.class, back.toString());
    Victims.await("it is ready", () -> said().contains("ready"));

    signal(slow, "INT");
    Victims.await("the first is heard", () -> said().contains("Interrupted"));
    Victims.await(
        "the second is heard",
        () -> {
          signal(slow, "INT");
          return said().contains("Reverting is under way");
        });
    assertThat(slow.isAlive()).isTrue();
    Files.createFile(back);

    assertThat(slow.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(slow.exitValue()).isEqualTo(ExitCode.ABORTED.number());
  }

  private String pause() {
    return terminal.file(
        "pause.yaml",
        """
        gelada: 1
        name: cart
        why: The shop does not mind
        targets:
          cart:
            processes: {group: %s}
        limits: {window: {always: true, zone: UTC}}
        steps:
          - pause-process: {for: 120s}
        """
            .formatted(victims.group()));
  }

  private Process gelada(String... args) throws IOException {
    return java(Main.class, args);
  }

  private Process java(Class<?> main, String... args) throws IOException {
    List<String> command = new ArrayList<>();
    // a build that runs in the background ignores SIGINT, and its children would inherit that
    command.addAll(List.of("env", "--default-signal=INT"));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.add(main.getName());
    command.addAll(List.of(args));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(terminal.environment());
    File said = folder.resolve("said").toFile();
    return builder.redirectErrorStream(true).redirectOutput(said).start();
  }

  private static void signal(Process process, String signal) {
    try {
      new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start().waitFor();
    } catch (IOException | InterruptedException failed) {
      throw new IllegalStateException(failed);
    }
  }

  private String said() {
    try {
      return Files.readString(folder.resolve("said"));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}

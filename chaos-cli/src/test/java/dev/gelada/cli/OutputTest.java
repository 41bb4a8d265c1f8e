package dev.gelada.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gelada.core.plugin.Redactor;
import dev.gelada.core.testing.ManualTime;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Standard output that does not take what is printed. */
class OutputTest {
  private static final String NOBODY =
      """
      gelada: 1
      name: nobody
      why: There is nobody to strike
      targets:
        cart:
          processes: {group: nobody-is-in-this-group}
      limits: {window: {zone: Europe/Berlin}}
      steps:
        - kill-process: {}
      """;

  @TempDir Path folder;
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void a_result_that_did_not_arrive_is_exit_5_and_one_line() {
    assertThat(type("No space left on device", "list")).isEqualTo(ExitCode.FAILED.number());
    assertThat(err.toString(StandardCharsets.UTF_8).lines())
        .containsExactly("gelada: not all of the output could be written: No space left on device");
  }

  @Test
  void a_reader_that_has_seen_enough_is_no_trouble() {
    assertThat(type("Broken pipe", "list")).isZero();
    assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  @Test
  void another_exit_code_than_0_is_kept() {
    Terminal terminal = Terminal.at(folder);
    String file = terminal.file("nobody.yaml", NOBODY);
    terminal.type("trail", "init");

    assertThat(type("No space left on device", "run", file)).isEqualTo(ExitCode.NOT_RUN.number());
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("No space left on device");
  }

  private int type(String trouble, String... args) {
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException(trouble);
          }
        };
    Map<String, String> environment = Terminal.at(folder).environment();
    Main main =
        new Main(
            new Surroundings(
                Output.to(full, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false,
                false,
                environment,
                ManualTime.onATuesdayMorning(),
                Redactor.of(environment)));
    return main.run(main.commandLine(), args);
  }
}

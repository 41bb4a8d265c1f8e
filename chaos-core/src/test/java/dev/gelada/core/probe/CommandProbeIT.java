package dev.gelada.core.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class CommandProbeIT {
  private static final String CANARY = "canary-6f1b2c";

  @TempDir Path folder = Path.of("unset");

  @Test
  void exit_code_0_holds() throws Exception {
    Measure measure = sh("exit 0", null).measure(ProbeTesting.within(10_000));

    assertThat(measure.verdict()).isEqualTo(Measure.Verdict.HOLDS);
    assertThat(measure.unit()).isEqualTo("ms");
  }

  @Test
  void another_exit_code_breaks_it_and_output_never_shows() throws Exception {
    Measure measure =
        sh("echo " + CANARY + "; echo " + CANARY + " >&2; exit 7", null)
            .measure(ProbeTesting.within(10_000));

    assertThat(measure.verdict()).isEqualTo(Measure.Verdict.BROKEN);
    assertThat(measure.detail()).startsWith("exit code 7").doesNotContain(CANARY);
  }

  @Test
  void a_program_that_is_not_there_leaves_it_unknown() throws Exception {
    Measure measure =
        probe(List.of("/no/such/" + CANARY), null, Duration.ofSeconds(5))
            .measure(ProbeTesting.within(10_000));

    assertThat(measure.verdict()).isEqualTo(Measure.Verdict.UNKNOWN);
    assertThat(measure.detail()).doesNotContain(CANARY);
  }

  @Test
  void a_number_on_the_first_line_becomes_the_value() throws Exception {
    Measure measure = sh("echo 42.5; echo more", "messages").measure(ProbeTesting.within(10_000));

    assertThat(measure.value()).isEqualTo(42.5);
    assertThat(measure.unit()).isEqualTo("messages");
  }

  @Test
  void something_else_on_the_first_line_leaves_it_unknown() throws Exception {
    Measure measure = sh("echo " + CANARY, "messages").measure(ProbeTesting.within(10_000));

    assertThat(measure.verdict()).isEqualTo(Measure.Verdict.UNKNOWN);
    assertThat(measure.detail()).doesNotContain(CANARY);
  }

  @Test
  void much_output_does_not_block_it() throws Exception {
    assertThat(
            sh("i=0; while [ $i -lt 20000 ]; do echo 1234567890; i=$((i+1)); done", "lines")
                .measure(ProbeTesting.within(30_000))
                .value())
        .isEqualTo(1234567890);
  }

  @Test
  void a_program_that_goes_on_is_killed_with_all_that_it_started() throws Exception {
    Path pids = folder.resolve("pids");
    Probe probe =
        probe(
            List.of(
                "sh",
                "-c",
                "sh -c 'sleep 300 & echo $! >> "
                    + pids
                    + "; wait' & echo $! >> "
                    + pids
                    + "; wait"),
            null,
            Duration.ofMillis(800));

    Measure measure = probe.measure(ProbeTesting.within(20_000));

    assertThat(measure.verdict()).isEqualTo(Measure.Verdict.BROKEN);
    List<ProcessHandle> left = alive(pids, 2);
    left.forEach(
        handle -> handle.onExit().orTimeout(10, java.util.concurrent.TimeUnit.SECONDS).join());
  }

  @Test
  void interruption_kills_it_too() throws Exception {
    Path pids = folder.resolve("pids");
    Probe probe = sh("echo $$ >> " + pids + "; exec sleep 300", null);

    Throwable thrown =
        ProbeTesting.interrupted(
            probe,
            () -> {
              while (!Files.exists(pids) || pids.toFile().length() == 0) {
                Thread.onSpinWait();
              }
            });

    assertThat(thrown).isInstanceOf(InterruptedException.class);
    alive(pids, 1)
        .forEach(
            handle -> handle.onExit().orTimeout(10, java.util.concurrent.TimeUnit.SECONDS).join());
  }

  @Test
  void an_empty_command_is_refused_when_the_file_is_read() {
    assertThatThrownBy(() -> probe(List.of(), null, Duration.ofSeconds(1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static List<ProcessHandle> alive(Path pids, int expected) throws IOException {
    List<String> lines = Files.readAllLines(pids);
    assertThat(lines).hasSize(expected);
    List<ProcessHandle> alive = new ArrayList<>();
    lines.forEach(line -> ProcessHandle.of(Long.parseLong(line)).ifPresent(alive::add));
    return alive;
  }

  private static Probe sh(String script, @Nullable String unit) {
    return probe(List.of("sh", "-c", script), unit, Duration.ofSeconds(20));
  }

  private static Probe probe(List<String> command, @Nullable String unit, Duration timeout) {
    return new CommandProbe()
        .create(new CommandProbe.Settings(command, unit, null, timeout), ProbeTesting.CONNECTIONS);
  }
}

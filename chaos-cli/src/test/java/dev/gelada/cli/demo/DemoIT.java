package dev.gelada.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gelada.cli.crash.GeladaProcess;
import dev.gelada.cli.crash.ProcessTable;
import dev.gelada.core.trail.Verification;
import dev.gelada.core.trail.Verify;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class DemoIT {
  private static final Duration LONG = Duration.ofMinutes(2);
  private static final Pattern LAUNCHED = Pattern.compile("\"marker\":\"([^\"]+)\"");

  /** The record of the strike that the demo's pause is. */
  private static final String PAUSED = "\"signal\":\"SIGSTOP\"";

  @TempDir Path folder;
  private Path work = Path.of("");
  private Path trail = Path.of("");

  @BeforeEach
  void prepare() throws IOException {
    work = Files.createDirectories(folder.resolve("work"));
    trail = work.resolve("gelada-demo/trail.jsonl");
  }

  /** Whatever a failed test left; its markers are on its own trail. */
  @AfterEach
  void end() throws IOException {
    for (long pid : launched()) {
      ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    }
  }

  @Test
  void shows_the_whole_loop_and_leaves_a_trail_also_twice_at_a_time() throws Exception {
    try (GeladaProcess one = gelada(work, "demo");
        GeladaProcess two = gelada(work, "demo")) {
      for (GeladaProcess demo : List.of(one, two)) {
        int exit = demo.exit(LONG);
        String output = demo.output();
        assertThat(exit).as(output).isZero();
        assertThat(output)
            .contains("Verdict: held (exit 0)")
            .contains("ATTACK     SIGKILL to shop replica")
            .contains("ATTACK     SIGSTOP to shop replica")
            .contains("REFUSED    by minHealthy, as it must be: 2 of 3")
            .contains("REVERTED   SIGCONT to shop replica")
            .contains("ATTACK     100 ms of latency on the way to the stock")
            .contains("REVERTED   100 ms of latency on the way to the stock")
            .containsPattern("before, during and after: p50 \\d+, [1-9]\\d\\d+, \\d+ ms")
            .contains("Trail verified: gelada-demo/trail.jsonl")
            .containsPattern("time to detect +time to recover")
            .containsPattern(
                "kill-process +shop replica \\d \\(process \\d+\\) +[\\d.]+ s +[\\d.]+ s")
            .containsPattern("\\d+ % served  p50 +\\d+ ms  p95 +\\d+ ms")
            .doesNotContain("\u001b")
            .doesNotContain("\r");
      }
    }

    assertThat(verified().counts()).containsEntry("ended", 2L).containsEntry("cleaned", 10L);
    assertThat(launched()).isEmpty();
    assertThat(work.resolve("gelada-demo/demo.yaml")).content().contains("refusedBy: minHealthy");
  }

  @Test
  void puts_everything_back_when_it_is_interrupted() throws Exception {
    try (GeladaProcess demo = gelada(work, "demo")) {
      awaitPaused(demo);

      demo.interrupt();

      assertThat(demo.exit(LONG)).as(demo.output()).isEqualTo(4);
      assertThat(demo.output()).contains("REVERTED   SIGCONT to shop replica");
    }
    assertThat(launched()).isEmpty();
    assertThat(verified().counts()).containsEntry("ended", 1L);
  }

  @Test
  void leaves_nothing_that_a_bare_revert_does_not_end_when_it_is_killed() throws Exception {
    try (GeladaProcess demo = gelada(work, "demo")) {
      awaitPaused(demo);
      demo.kill();
    }
    assertThat(launched()).as("what a killed demo leaves").isNotEmpty();

    try (GeladaProcess revert = gelada(folder, "revert")) {
      assertThat(revert.exit(LONG)).as(revert.output()).isZero();
    }

    assertThat(launched()).isEmpty();
    assertThat(verified().counts()).containsEntry("ended", 1L).containsEntry("cleaned", 5L);
  }

  private GeladaProcess gelada(Path from, String command) throws IOException {
    return GeladaProcess.start(folder.resolve("world"), from, List.of(command));
  }

  private void awaitPaused(GeladaProcess demo) throws Exception {
    long end = System.nanoTime() + LONG.toNanos();
    while (!Files.exists(trail) || !Files.readString(trail).contains(PAUSED)) {
      assertThat(demo.alive() && System.nanoTime() < end).as(demo.output()).isTrue();
      TimeUnit.MILLISECONDS.sleep(5);
    }
  }

  private Verification verified() throws IOException {
    Verification verification = Verify.file(trail, null);
    assertThat(verification.bad()).isNull();
    return verification;
  }

  /** Live processes that carry a marker of this trail. */
  private List<Long> launched() throws IOException {
    if (!Files.exists(trail)) {
      return List.of();
    }
    List<String> markers =
        LAUNCHED
            .matcher(Files.readString(trail))
            .results()
            .map(found -> "GELADA_LAUNCH=" + found.group(1))
            .toList();
    return ProcessTable.with(markers::contains);
  }
}

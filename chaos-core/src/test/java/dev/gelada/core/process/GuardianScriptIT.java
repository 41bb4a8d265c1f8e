package dev.gelada.core.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gelada.core.testing.Await;
import dev.gelada.core.testing.RealSystem;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The guardian alone, in every shell that is here. */
@EnabledOnOs(OS.LINUX)
@Timeout(60)
class GuardianScriptIT {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final String DASH = "/bin/dash";
  private static final String BASH = "/bin/bash";
  private static final String BUSYBOX = "/bin/busybox";

  private final ProcFs table = new ProcFs(Path.of("/proc"), Instant::now);
  private final Children children = new Children();
  private final List<Process> guardians = new ArrayList<>();

  @AfterEach
  void end() throws Exception {
    for (Process guardian : guardians) {
      guardian.destroy();
      Await.until("guardian ended", PATIENCE, () -> !guardian.isAlive());
    }
    children.killAll();
  }

  @ParameterizedTest
  @ValueSource(strings = {DASH, BASH, BUSYBOX})
  void stops_and_resumes_by_the_boot_clock(String shell) throws Exception {
    OsProcess victim = victim();
    long now = table.uptime();

    Process guardian = guardian(shell, victim.id(), now + 200, now + 200, 3600, path());

    assertThat(word(guardian)).isEqualTo("stopped");
    Await.until("stopped", PATIENCE, () -> stopped(victim));
    assertThat(table.uptime()).isLessThan(now + 200);
    Await.until("goes on", PATIENCE, () -> !stopped(victim));
    assertThat(table.uptime()).isBetween(now + 199, now + 500);
    assertThat(guardian.waitFor()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {DASH, BASH, BUSYBOX})
  void resumes_by_the_wall_clock_if_that_comes_first(String shell) throws Exception {
    OsProcess victim = victim();
    long now = table.uptime();

    Process guardian = guardian(shell, victim.id(), now + 500, now + 100_000, 2, path());

    assertThat(word(guardian)).isEqualTo("stopped");
    Await.until("goes on", PATIENCE, () -> !stopped(victim));
  }

  @ParameterizedTest
  @ValueSource(strings = {DASH, BASH, BUSYBOX})
  void a_late_one_stops_nothing(String shell) throws Exception {
    OsProcess victim = victim();
    long now = table.uptime();

    assertThat(word(guardian(shell, victim.id(), now, now + 500, 3600, path()))).isEqualTo("late");
    assertThat(stopped(victim)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {DASH, BASH, BUSYBOX})
  void a_look_alike_is_not_stopped(String shell) throws Exception {
    OsProcess victim = victim();
    long now = table.uptime();

    assertThat(word(guardian(shell, victim.pid() + "@7", now + 500, now + 500, 3600, path())))
        .isEqualTo("gone");
    assertThat(stopped(victim)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {DASH, BASH}) // busybox finds its own sleep and date without a PATH
  void one_that_cannot_tell_the_time_or_wait_resumes_at_once(String shell) throws Exception {
    OsProcess victim = victim();
    long now = table.uptime();

    Process guardian = guardian(shell, victim.id(), now + 500, now + 6000, 3600, "/nonexistent");

    assertThat(word(guardian)).isEqualTo("stopped");
    guardian.waitFor();
    Await.until("goes on", PATIENCE, () -> !stopped(victim));
    assertThat(table.uptime()).isLessThan(now + 3000);
  }

  @ParameterizedTest
  @ValueSource(strings = {DASH, BASH, BUSYBOX})
  void one_whose_listener_is_gone_keeps_its_word(String shell) throws Exception {
    OsProcess victim = victim();
    long now = table.uptime();

    Process guardian = guardian(shell, victim.id(), now + 500, now + 100, 3600, path());
    guardian.getInputStream().close();

    Await.until("ended", PATIENCE, () -> !guardian.isAlive());
    Await.until("goes on", PATIENCE, () -> !stopped(victim));
  }

  @ParameterizedTest
  @ValueSource(strings = {DASH, BASH, BUSYBOX})
  void it_ends_with_the_victim(String shell) throws Exception {
    OsProcess victim = victim();
    long now = table.uptime();
    Process guardian = guardian(shell, victim.id(), now + 500, now + 100_000, 3600, path());
    assertThat(word(guardian)).isEqualTo("stopped");

    children.killAll();

    Await.until("ended", PATIENCE, () -> !guardian.isAlive());
  }

  private OsProcess victim() throws Exception {
    return table.find(children.sleeper(Map.of()).pid()).orElseThrow();
  }

  private boolean stopped(OsProcess victim) throws Exception {
    return table.find(victim.id()).map(OsProcess::stopped).orElse(false);
  }

  private static String word(Process guardian) throws Exception {
    return new String(
            guardian.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8)
        .strip();
  }

  private Process guardian(
      String shell, String victim, long notAfter, long endBoot, long wallSeconds, String path)
      throws Exception {
    RealSystem.needed(
        Files.isExecutable(Path.of(shell)), shell + " is missing: install the package busybox");
    List<String> command = new ArrayList<>(List.of(shell));
    if (shell.equals(BUSYBOX)) {
      command.add("sh");
    }
    command.addAll(List.of("-c", Order.Task.PAUSE.script(), "gelada-guardian"));
    command.addAll(List.of(victim.split("@")));
    command.addAll(
        List.of(
            Long.toString(notAfter),
            Long.toString(endBoot),
            Long.toString(Instant.now().getEpochSecond() + wallSeconds)));
    ProcessBuilder builder = new ProcessBuilder(command).redirectInput(new File("/dev/null"));
    builder.environment().put("PATH", path);
    Process guardian = builder.start();
    guardians.add(guardian);
    return guardian;
  }

  private static String path() {
    return "/usr/bin:/bin";
  }
}

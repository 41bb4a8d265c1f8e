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
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Guardians alone, in every shell that is here. */
@EnabledOnOs(OS.LINUX)
@Timeout(60)
@Execution(ExecutionMode.CONCURRENT)
class GuardianScriptIT {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final String DASH = "/bin/dash";
  private static final String BASH = "/bin/bash";
  private static final String BUSYBOX = "/bin/busybox";

  @TempDir Path folder = Path.of("unset");

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

  @ParameterizedTest
  @ValueSource(strings = {DASH, BASH, BUSYBOX})
  void a_core_is_busy_until_the_end(String shell) throws Exception {
    OsProcess victim = victim();
    long now = table.uptime();

    Process load = guardian(shell, Order.Task.CPU_LOAD, victim.id(), times(now, 300), List.of());

    assertThat(word(load)).isEqualTo("started");
    load.waitFor();
    assertThat(table.uptime()).isBetween(now + 299, now + 600);
  }

  @ParameterizedTest
  @ValueSource(strings = {DASH, BASH, BUSYBOX})
  void a_load_ends_with_the_victim_and_by_the_wall_clock(String shell) throws Exception {
    for (Order.Task task : List.of(Order.Task.CPU_LOAD, Order.Task.MEMORY_LOAD)) {
      OsProcess victim = victim();
      long now = table.uptime();
      List<String> bytes = List.of("1048576");
      Process byVictim = guardian(shell, task, victim.id(), times(now, 100_000), bytes);
      assertThat(word(byVictim)).isEqualTo("started");
      children.killAll();
      Await.until("ended with the victim", PATIENCE, () -> !byVictim.isAlive());

      Times wall = new Times(now + 100_000, now + 100_000, 2);
      Process byWall = guardian(shell, task, victim().id(), wall, bytes);
      assertThat(word(byWall)).isEqualTo("started");
      Await.until("ended by the wall clock", PATIENCE, () -> !byWall.isAlive());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {DASH, BASH, BUSYBOX})
  void memory_is_held_until_the_end(String shell) throws Exception {
    OsProcess victim = victim();
    long now = table.uptime();

    Process load =
        guardian(
            shell,
            Order.Task.MEMORY_LOAD,
            victim.id(),
            times(now, 500),
            List.of(Integer.toString(32 << 20)));

    assertThat(word(load)).isEqualTo("started");
    Await.until("held", PATIENCE, () -> held(load) >= 32 << 20);
    load.waitFor();
    assertThat(table.uptime()).isBetween(now + 499, now + 800);
  }

  @ParameterizedTest
  @ValueSource(strings = {DASH, BASH, BUSYBOX})
  void a_command_is_undone_at_the_end(String shell) throws Exception {
    OsProcess victim = victim();
    long now = table.uptime();
    Path log = folder.resolve("log");

    Process guardian =
        guardian(
            shell,
            Order.Task.RUN_COMMAND,
            victim.id(),
            times(now, 300),
            List.of("300", logging(log, "do it's"), logging(log, "undo")));

    assertThat(word(guardian)).isEqualTo("done");
    guardian.waitFor();
    assertThat(table.uptime()).isBetween(now + 299, now + 700);
    assertThat(log).hasContent("do it's " + victim.pid() + "\nundo " + victim.pid());
  }

  @ParameterizedTest
  @ValueSource(strings = {DASH, BASH, BUSYBOX})
  void a_command_that_hangs_or_fails_is_undone_at_once(String shell) throws Exception {
    for (String act : List.of("'/bin/sleep' '341'", "'/bin/sh' '-c' 'exit 3'", "'/nowhere/x'")) {
      OsProcess victim = victim();
      long now = table.uptime();
      Path log = Files.createTempFile(folder, "log", "");
      Times times = new Times(now + 150, now + 100_000, 3600);
      List<String> arguments = List.of("300", act, logging(log, "undo"));

      Process guardian = guardian(shell, Order.Task.RUN_COMMAND, victim.id(), times, arguments);

      assertThat(word(guardian)).isIn("overran", "failed-3", "failed-127");
      guardian.waitFor();
      assertThat(log).hasContent("undo " + victim.pid());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {DASH, BASH, BUSYBOX})
  void one_that_is_asked_to_end_kills_the_command_and_bounds_its_undo(String shell)
      throws Exception {
    OsProcess victim = victim();
    long now = table.uptime();
    // told apart from those of the cases beside this one
    String act = "342" + Math.abs(shell.hashCode() % 100);
    String undo = "343" + Math.abs(shell.hashCode() % 100);
    List<String> sleeps =
        List.of("100", "'/bin/sleep' '" + act + "'", "'/bin/sleep' '" + undo + "'");

    Process guardian =
        guardian(shell, Order.Task.RUN_COMMAND, victim.id(), times(now, 100_000), sleeps);
    Await.until("began", PATIENCE, () -> sleeping(act));
    guardian.destroy();

    guardian.waitFor();
    assertThat(sleeping(act)).isFalse();
    assertThat(sleeping(undo)).isFalse();
  }

  private static boolean sleeping(String seconds) {
    return ProcessHandle.allProcesses()
        .anyMatch(
            p -> p.info().commandLine().filter(c -> c.endsWith("sleep " + seconds)).isPresent());
  }

  private static String logging(Path log, String word) {
    return Shell.quoted(
        List.of("/bin/sh", "-c", "echo \"$1 $GELADA_VICTIM_PID\" >>" + log, "sh", word));
  }

  /** By the largest process below. */
  private long held(Process load) throws Exception {
    long most = 0;
    for (ProcessHandle below : load.descendants().toList()) {
      most = Math.max(most, table.status(below.pid(), "RssAnon").map(Memory::bytes).orElse(0L));
    }
    return most;
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

  private record Times(long notAfter, long endBoot, long wallSeconds) {}

  private static Times times(long now, long lasts) {
    return new Times(now + lasts, now + lasts, 3600);
  }

  private Process guardian(
      String shell, String victim, long notAfter, long endBoot, long wallSeconds, String path)
      throws Exception {
    Times times = new Times(notAfter, endBoot, wallSeconds);
    return guardian(shell, Order.Task.PAUSE, victim, times, List.of(), path);
  }

  private Process guardian(
      String shell, Order.Task task, String victim, Times times, List<String> arguments)
      throws Exception {
    return guardian(shell, task, victim, times, arguments, path());
  }

  private Process guardian(
      String shell,
      Order.Task task,
      String victim,
      Times times,
      List<String> arguments,
      String path)
      throws Exception {
    RealSystem.needed(
        Files.isExecutable(Path.of(shell)), shell + " is missing: install the package busybox");
    List<String> command = new ArrayList<>(List.of(shell));
    if (shell.equals(BUSYBOX)) {
      command.add("sh");
    }
    command.addAll(List.of("-c", task.script(), "gelada-guardian"));
    command.addAll(List.of(victim.split("@")));
    command.addAll(
        List.of(
            Long.toString(times.notAfter()),
            Long.toString(times.endBoot()),
            Long.toString(Instant.now().getEpochSecond() + times.wallSeconds())));
    command.addAll(arguments);
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

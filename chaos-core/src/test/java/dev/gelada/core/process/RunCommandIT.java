package dev.gelada.core.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gelada.core.attack.Effect;
import dev.gelada.core.attack.Leave;
import dev.gelada.core.attack.Prepared;
import dev.gelada.core.attack.Strike;
import dev.gelada.core.attack.Undo;
import dev.gelada.core.attack.Undone;
import dev.gelada.core.target.Target;
import dev.gelada.core.testing.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The command makes a file that is named after the victim, and the undo removes it. */
@EnabledOnOs(OS.LINUX)
@Execution(ExecutionMode.CONCURRENT)
class RunCommandIT extends BesideContract {
  @TempDir Path folder = Path.of("unset");

  @Override
  List<String> settings() {
    return commands(
        ": >\"" + folder + "/struck-$GELADA_VICTIM_PID\"",
        "rm -f \"" + folder + "/struck-$GELADA_VICTIM_PID\"");
  }

  @Override
  protected boolean harmed(Target victim) {
    return Files.exists(folder.resolve("struck-" + victim.id().name()));
  }

  @Test
  void both_commands_know_victim_and_strike_and_nothing_of_our_environment() throws Exception {
    Target victim = victim();
    Strike strike = strike(victim, Duration.ofSeconds(60));
    List<String> commands =
        commands(
            "env >" + folder + "/did.part; mv " + folder + "/did.part " + folder + "/did",
            "env >" + folder + "/undid");
    Undo.Recipe recipe = begin(commands, strike, Effect.Struck.class);
    List<String> did = Files.readAllLines(folder.resolve("did"));
    undo(commands, strike, recipe);
    List<String> undid = Files.readAllLines(folder.resolve("undid"));

    for (List<String> found : List.of(did, undid)) {
      assertThat(found)
          .contains(
              "GELADA_VICTIM_PID=" + victim.id().name(),
              "GELADA_VICTIM_NAME=" + victim.id().name(),
              "GELADA_STRIKE=" + strike.id())
          .allMatch(line -> line.matches("(PATH|PWD|OLDPWD|SHLVL|_|GELADA_[A-Z_]+)=.*"));
    }
    // what an undo starts is to stay, so it is not ended by the strike's mark
    assertThat(did).contains("GELADA_GUARDIAN=" + strike.id());
    assertThat(undid).noneMatch(line -> line.startsWith("GELADA_GUARDIAN="));
  }

  @Test
  void a_command_that_fails_is_undone_and_told_by_its_exit_code() throws Exception {
    Strike strike = strike(victim(), Duration.ofSeconds(60));

    Effect effect = effect(commands("exit 42", append("undone")), strike);

    assertThat(effect)
        .isEqualTo(new Effect.Unknown("the command ended with exit code 42; it is undone"));
    Await.until("undone", PATIENCE, () -> lines("undone") == 1);
    Await.until("nothing left", PATIENCE, () -> marked(strike.id()).isEmpty());
  }

  @Test
  void a_command_that_hangs_is_killed_with_its_children_and_undone() throws Exception {
    Strike strike = strike(victim(), Duration.ofSeconds(60));
    List<String> commands = commands("sleep 331 & sleep 332", append("undone"));
    Undo.Recipe recipe =
        (Undo.Recipe)
            ((Prepared.Intent) AttackRunner.attack(commands, connections).prepare(strike)).undo();

    Effect effect = effect(commands, strike, Duration.ofSeconds(3));

    assertThat(effect)
        .isEqualTo(new Effect.Unknown("the command took too long and was killed; it is undone"));
    Await.until("undone", PATIENCE, () -> lines("undone") == 1);
    Await.until("nothing left", PATIENCE, () -> marked(strike.id()).isEmpty());
    assertThat(undo(commands, strike, recipe)).isInstanceOf(Undone.Restored.class);
  }

  @Test
  void an_undo_that_fails_is_an_error_until_it_does_not() throws Exception {
    Strike strike = strike(victim(), Duration.ofSeconds(60));
    List<String> commands = commands("true", "test -e " + folder + "/repaired || exit 7");
    Undo.Recipe recipe = begin(commands, strike, Effect.Struck.class);

    assertThatThrownBy(() -> undo(commands, strike, recipe))
        .isInstanceOf(IOException.class)
        .hasMessage("the undo of strike " + strike.id() + " ended with exit code 7");
    assertThat(marked(strike.id())).isEmpty();

    Files.createFile(folder.resolve("repaired"));
    assertThat(undo(commands, strike, recipe)).isInstanceOf(Undone.Restored.class);
  }

  @Test
  void the_command_of_another_user_is_left_to_that_user() throws Exception {
    Strike strike = strike(victim(), Duration.ofSeconds(60));
    List<String> commands = commands("true", append("undone"));
    Undo.Recipe recipe = begin(commands, strike, Effect.Struck.class);
    Map<String, String> theirs = new HashMap<>(recipe.args());
    assertThat(theirs).containsKey("user");
    theirs.put("user", "4294967294");
    Undo.Recipe other = new Undo.Recipe(recipe.place(), theirs, recipe.expiry());

    assertThat(undo(commands, strike, other)).isInstanceOf(Undone.Elsewhere.class);
    assertThat(marked(strike.id())).as("its guardian was asked to end").isEmpty();
    assertThat(lines("undone")).as("by the guardian alone").isEqualTo(1);
    assertThat(undo(commands, strike, recipe)).isInstanceOf(Undone.Restored.class);
  }

  @Test
  void an_undo_that_hangs_is_killed_and_told() throws Exception {
    Strike strike = strike(victim(), Duration.ofSeconds(90));
    List<String> commands = commands("true", "sleep 333");
    Undo.Recipe recipe = begin(commands, strike, Effect.Struck.class);
    Instant begun = Instant.now();

    assertThatThrownBy(() -> undo(commands, strike, recipe))
        .isInstanceOf(IOException.class)
        .hasMessage("the undo of strike " + strike.id() + " took too long and was killed");

    // the guardian's and the reverter's own fit into what a settler gives a revert
    assertThat(Duration.between(begun, Instant.now())).isLessThan(Duration.ofSeconds(30));
    assertThat(processes().all()).noneMatch(p -> arguments(p).equals("sleep\000333\0"));
  }

  @Test
  void the_undo_runs_at_the_end_though_nothing_of_gelada_is_left() throws Exception {
    Strike strike = strike(victim(), Duration.ofSeconds(8));
    Instant endsAt = Objects.requireNonNull(strike.endsAt());
    Process runner =
        AttackRunner.start(children, strike, commands(append("done"), append("undone")));
    Await.until("done", PATIENCE, () -> lines("done") == 1);
    runner.destroyForcibly().waitFor();

    Await.until("undone", Duration.ofSeconds(20), () -> lines("undone") == 1);

    assertThat(Instant.now()).isBetween(endsAt.minusMillis(300), endsAt.plusSeconds(4));
    Await.until("nothing left", PATIENCE, () -> marked(strike.id()).isEmpty());
    assertThat(lines("undone")).isEqualTo(1);
  }

  @Test
  void a_guardian_that_is_asked_to_end_in_the_middle_of_the_command_undoes_it() throws Exception {
    Strike strike = strike(victim(), Duration.ofSeconds(60));
    Process runner =
        AttackRunner.start(
            children, strike, commands(append("begun") + "; sleep 334", append("undone")));
    Await.until("begun", PATIENCE, () -> lines("begun") == 1);
    OsProcess guardian =
        marked(strike.id()).stream()
            .filter(p -> p.session() == p.pid() && arguments(p).contains("gelada-guardian"))
            .findFirst()
            .orElseThrow();

    processes().signal(guardian.id(), Signal.TERM, Children.within(PATIENCE));

    Await.until("undone", PATIENCE, () -> lines("undone") == 1);
    Await.until("no guardian", PATIENCE, () -> processes().find(guardian.id()).isEmpty());
    assertThat(processes().all()).noneMatch(p -> arguments(p).equals("sleep\000334\0"));
    runner.destroyForcibly();
  }

  @Test
  void what_the_command_leaves_running_is_ended_by_the_revert() throws Exception {
    Strike strike = strike(victim(), Duration.ofSeconds(60));
    List<String> commands = commands("setsid sleep 335 & sleep 336 & exit 0", "true");
    Undo.Recipe recipe = begin(commands, strike, Effect.Struck.class);
    Await.until("left running", PATIENCE, () -> running("sleep\000335\0", "sleep\000336\0") == 2);

    assertThat(undo(commands, strike, recipe)).isInstanceOf(Undone.Restored.class);

    assertThat(running("sleep\000335\0", "sleep\000336\0")).isZero();
  }

  @Test
  void what_the_undo_starts_stays() throws Exception {
    Strike strike = strike(victim(), Duration.ofSeconds(60));
    List<String> commands = commands("true", "sleep 337 & echo $! >>" + folder + "/pids");
    Undo.Recipe recipe = begin(commands, strike, Effect.Struck.class);

    assertThat(undo(commands, strike, recipe)).isInstanceOf(Undone.Restored.class);

    List<String> pids = Files.readAllLines(folder.resolve("pids"));
    try {
      assertThat(pids).as("the guardian's and the reverter's").hasSize(2);
      assertThat(running("sleep\000337\0")).isEqualTo(2);
    } finally {
      pids.forEach(
          pid -> ProcessHandle.of(Long.parseLong(pid)).ifPresent(ProcessHandle::destroyForcibly));
    }
  }

  @Test
  void the_undo_runs_when_the_victim_is_gone_and_is_not_told_a_pid_that_may_be_anybodys()
      throws Exception {
    Process process = children.sleeper(Map.of());
    Strike strike = strike(Children.target(processes(), process), Duration.ofSeconds(60));
    List<String> commands = commands("true", "echo [$GELADA_VICTIM_PID] >>" + folder + "/undone");
    Undo.Recipe recipe = begin(commands, strike, Effect.Struck.class);
    process.destroyForcibly().waitFor();

    assertThat(undo(commands, strike, recipe)).isInstanceOf(Undone.Gone.class);

    assertThat(Files.readAllLines(folder.resolve("undone"))).contains("[]").allMatch("[]"::equals);
  }

  @Test
  void the_undo_runs_after_a_restart_of_the_host_and_knows_of_no_victim() throws Exception {
    Strike strike = strike(victim(), Duration.ofSeconds(60));
    List<String> commands = commands("true", "echo [$GELADA_VICTIM_PID] >>" + folder + "/undone");
    Undo.Recipe recipe =
        (Undo.Recipe)
            ((Prepared.Intent) AttackRunner.attack(commands, connections).prepare(strike)).undo();

    assertThat(undo(commands, strike, beforeRestart(recipe))).isInstanceOf(Undone.Gone.class);

    assertThat(Files.readAllLines(folder.resolve("undone"))).containsExactly("[]");
  }

  @Test
  void arguments_arrive_as_they_are() throws Exception {
    List<String> odd =
        List.of("it's", "", "a b", "$HOME `id` \\ \"q\" *", "line\nbreak", "é", "-n");
    Path script = folder.resolve("show");
    Files.writeString(script, "#!/bin/sh\nprintf '%s\\0' \"$@\" >" + folder + "/arguments\n");
    assertThat(script.toFile().setExecutable(true)).isTrue();
    List<String> command = new java.util.ArrayList<>(List.of(script.toString()));
    command.addAll(odd);
    RunCommand.Settings settings = new RunCommand.Settings(List.of("true"), command);
    Strike strike = strike(victim(), Duration.ofSeconds(60));
    Prepared.Intent intent =
        (Prepared.Intent) new RunCommand().create(settings, connections).prepare(strike);

    Undone undone = undo(settings(), strike, (Undo.Recipe) intent.undo());

    assertThat(undone).isInstanceOf(Undone.Restored.class);
    assertThat(Files.readString(folder.resolve("arguments")))
        .isEqualTo(String.join("\0", odd) + "\0");
  }

  @Test
  void a_program_that_is_not_there_is_refused_with_the_place() throws Exception {
    Strike strike = strike(victim(), Duration.ofSeconds(5));
    for (String program : List.of("no-such-program", "./sh", "/bin", "/etc/passwd")) {
      RunCommand.Settings settings =
          new RunCommand.Settings(List.of("true"), List.of(program, "argument"));

      Prepared prepared = new RunCommand().create(settings, connections).prepare(strike);

      assertThat(prepared).isInstanceOf(Prepared.Refused.class);
      assertThat(((Prepared.Refused) prepared).why())
          .singleElement()
          .satisfies(
              why -> {
                assertThat(why.rule()).isEqualTo("command");
                assertThat(why.reason())
                    .startsWith(
                        "undo: there is no program '"
                            + program
                            + (program.startsWith("/")
                                ? "' that Gelada may run at "
                                : "' in the PATH of Gelada at "))
                    .contains(processes().place().toString());
              });
    }
  }

  @Test
  void it_says_what_it_needs() {
    assertThat(new RunCommand().leave()).isEqualTo(Leave.ALWAYS);
    assertThat(new RunCommand().missing(connections)).isEmpty();
    assertThatThrownBy(() -> new RunCommand.Settings(List.of(), List.of("true")))
        .hasMessage("do names a program");
    assertThatThrownBy(() -> new RunCommand.Settings(List.of("true"), List.of(" ")))
        .hasMessage("undo names a program");
  }

  private Undo.Recipe begin(List<String> commands, Strike strike, Class<? extends Effect> expected)
      throws Exception {
    Prepared.Intent intent =
        (Prepared.Intent) AttackRunner.attack(commands, connections).prepare(strike);
    assertThat(effect(commands, strike)).isInstanceOf(expected);
    return (Undo.Recipe) intent.undo();
  }

  private Effect effect(List<String> commands, Strike strike) throws Exception {
    return effect(commands, strike, attack().lease().applyWithin());
  }

  private Effect effect(List<String> commands, Strike strike, Duration within) throws Exception {
    return AttackRunner.attack(commands, connections)
        .apply(
            strike,
            (Prepared.Intent) AttackRunner.attack(commands, connections).prepare(strike),
            Children.within(within));
  }

  private Undone undo(List<String> commands, Strike strike, Undo.Recipe recipe) throws Exception {
    return AttackRunner.reverts(commands)
        .revert(strike.id(), recipe, connections, Children.within(Duration.ofSeconds(30)));
  }

  private static List<String> commands(String act, String undo) {
    return List.of("run-command", act, undo);
  }

  private String append(String file) {
    return "echo x >>" + folder.resolve(file);
  }

  private long lines(String file) throws IOException {
    Path path = folder.resolve(file);
    return Files.exists(path) ? Files.readAllLines(path).size() : 0;
  }

  private long running(String... commands) throws IOException {
    List<String> those = List.of(commands);
    return processes().all().stream().filter(p -> those.contains(arguments(p))).count();
  }

  private static String arguments(OsProcess process) {
    return text(process, "cmdline");
  }
}

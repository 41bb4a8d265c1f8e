package dev.gelada.core.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gelada.core.attack.Attack;
import dev.gelada.core.attack.AttackType;
import dev.gelada.core.attack.Effect;
import dev.gelada.core.attack.Prepared;
import dev.gelada.core.attack.Strike;
import dev.gelada.core.attack.StrikeId;
import dev.gelada.core.attack.Undo;
import dev.gelada.core.attack.Undone;
import dev.gelada.core.plugin.Connections;
import dev.gelada.core.target.Place;
import dev.gelada.core.target.Target;
import dev.gelada.core.target.TargetId;
import dev.gelada.core.testing.Await;
import dev.gelada.core.testing.RealConnections;
import dev.gelada.core.testing.ReversibleAttackContract;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class ProcessPauseIT extends ReversibleAttackContract {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Children children = new Children();
  private final ProcessPause type = new ProcessPause();
  private final RealConnections connections =
      new RealConnections(Children.ambient(Path.of("unused")));

  @AfterEach
  void end() throws Exception {
    children.killAll();
    connections.close();
  }

  @Override
  protected AttackType<?> type() {
    return type;
  }

  @Override
  protected Attack attack() {
    return type.create(new ProcessPause.Settings(), connections);
  }

  @Override
  protected Connections connections() {
    return connections;
  }

  @Override
  protected Target victim() throws Exception {
    return Children.target(processes(), children.sleeper(Map.of()));
  }

  @Override
  protected boolean harmed(Target victim) throws Exception {
    return processes().find(victim.id().uid()).map(OsProcess::stopped).orElse(true);
  }

  @Override
  protected TargetId lookAlike(TargetId victim) {
    return new TargetId(victim.place(), victim.kind(), victim.name(), victim.name() + "@1");
  }

  @Test
  void the_guardian_is_nobodys_child_and_knows_nothing_of_our_environment() throws Exception {
    Target victim = victim();
    Strike strike = strike(victim, Duration.ofSeconds(20));
    apply(strike, intent(strike));

    OsProcess guardian = guardian(strike.id()).orElseThrow();
    List<String> environment =
        Files.readString(Path.of("/proc/" + guardian.pid() + "/environ"))
            .lines()
            .flatMap(line -> List.of(line.split("\0")).stream())
            .map(assignment -> assignment.substring(0, assignment.indexOf('=')))
            .toList();

    assertThat(environment)
        .contains("PATH", "GELADA_GUARDIAN")
        .isSubsetOf("PATH", "GELADA_GUARDIAN", "PWD", "OLDPWD", "SHLVL", "_");
    assertThat(guardian.session()).isEqualTo(guardian.pid());
    assertThat(ProcessHandle.current().descendants().map(ProcessHandle::pid))
        .doesNotContain(guardian.pid());
    assertThat(processes().against(guardian).get(0).rule()).isEqualTo("never-touch");
    undo(strike);
    assertThat(guardian(strike.id())).isEmpty();
  }

  @Test
  void a_guardian_that_is_asked_to_end_lets_the_process_go_on() throws Exception {
    Target victim = victim();
    Strike strike = strike(victim, Duration.ofSeconds(60));
    apply(strike, intent(strike));
    Await.until("stopped", PATIENCE, () -> harmed(victim));

    OsProcess guardian = guardian(strike.id()).orElseThrow();
    processes().signal(guardian.id(), Signal.TERM, Children.within(PATIENCE));

    Await.until("goes on", PATIENCE, () -> !harmed(victim));
  }

  @Test
  void undo_works_when_the_guardian_was_killed() throws Exception {
    Target victim = victim();
    Strike strike = strike(victim, Duration.ofSeconds(60));
    apply(strike, intent(strike));
    OsProcess guardian = guardian(strike.id()).orElseThrow();
    processes().signal(guardian.id(), Signal.KILL, Children.within(PATIENCE));

    assertThat(undo(strike)).isInstanceOf(Undone.Restored.class);
    assertThat(harmed(victim)).isFalse();
  }

  @Test
  void it_ends_though_the_jvm_that_applied_it_was_killed() throws Exception {
    Target victim = victim();
    Strike strike = strike(victim, Duration.ofSeconds(6));
    Instant endsAt = Objects.requireNonNull(strike.endsAt());
    Process runner = AttackRunner.start(children, strike, List.of("pause-process"));
    Await.until("stopped", PATIENCE, () -> harmed(victim));
    runner.destroyForcibly().waitFor();

    Await.until("goes on", Duration.ofSeconds(15), () -> !harmed(victim));

    assertThat(Instant.now()).isBetween(endsAt.minusMillis(100), endsAt.plusSeconds(3));
    Await.until("no guardian", PATIENCE, () -> guardian(strike.id()).isEmpty());
  }

  @Test
  void nothing_stays_stopped_whenever_the_jvm_is_killed() throws Exception {
    List<Target> victims = new ArrayList<>();
    List<Process> runners = new ArrayList<>();
    Instant endsAt = Instant.now().plusSeconds(6);
    for (int round = 0; round < 6; round++) {
      Target victim = victim();
      victims.add(victim);
      runners.add(
          AttackRunner.start(
              children,
              new Strike(newId(), type.name(), victim, endsAt, 1),
              List.of("pause-process")));
    }
    long seed = 42;
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    for (Process runner : runners) {
      // somewhere between the start of a JVM and the end of its strike
      LockSupport.parkNanos(random.nextLong(400_000_000));
      runner.destroyForcibly();
    }
    Await.until(
        "the end", Duration.ofSeconds(15), () -> Instant.now().isAfter(endsAt.plusSeconds(1)));
    for (Target victim : victims) {
      Await.throughout("goes on, seed " + seed, Duration.ofMillis(200), () -> !harmed(victim));
    }
  }

  @Test
  void another_process_undoes_it_after_the_jvm_was_killed() throws Exception {
    Target victim = victim();
    Strike strike = strike(victim, Duration.ofSeconds(120));
    Prepared.Intent intent = intent(strike);
    Process runner = AttackRunner.start(children, strike, List.of("pause-process"));
    Await.until("stopped", PATIENCE, () -> harmed(victim));
    runner.destroyForcibly().waitFor();

    assertThat(intent.undo()).isInstanceOf(Undo.Recipe.class);
    assertThat(undo(strike)).isInstanceOf(Undone.Restored.class);
    assertThat(harmed(victim)).isFalse();
    assertThat(guardian(strike.id())).isEmpty();
  }

  @Test
  void what_somebody_else_stopped_is_refused_and_stays_stopped() throws Exception {
    Target victim = victim();
    new ProcessBuilder("kill", "-STOP", victim.id().name()).start().waitFor();
    Await.until("stopped", PATIENCE, () -> harmed(victim));

    Prepared prepared = attack().prepare(strike(victim, Duration.ofSeconds(5)));

    assertThat(prepared).isInstanceOf(Prepared.Refused.class);
    assertThat(((Prepared.Refused) prepared).why().get(0).rule()).isEqualTo("already-stopped");
    assertThat(
            processes()
                .start(
                    Order.of(Order.Task.PAUSE, strike(victim, PATIENCE)),
                    Children.within(PATIENCE)))
        .containsExactly("stopped-already");
    Await.throughout("stopped", Duration.ofMillis(300), () -> harmed(victim));
  }

  @Test
  void a_victim_that_ended_is_gone() throws Exception {
    Process process = children.sleeper(Map.of());
    Target victim = Children.target(processes(), process);
    Strike strike = strike(victim, Duration.ofSeconds(30));
    apply(strike, intent(strike));
    process.destroyForcibly().waitFor();

    assertThat(undo(strike)).isInstanceOf(Undone.Gone.class);
  }

  @Test
  void a_strike_whose_end_has_passed_does_not_begin() throws Exception {
    Target victim = victim();
    Strike strike = strike(victim, Duration.ofMillis(-1));

    assertThat(apply(strike, intent(strike))).isInstanceOf(Effect.Untouched.class);
    assertThat(harmed(victim)).isFalse();
  }

  @Test
  void a_guardian_that_is_dismissed_lets_the_victim_go_on_itself() throws Exception {
    Target victim = victim();
    Strike strike = strike(victim, Duration.ofMinutes(5));
    apply(strike, intent(strike));
    assertThat(harmed(victim)).isTrue();

    // no SIGCONT follows, as when the process that reverts is killed in between
    processes().dismiss(strike.id(), Aimed.PATIENCE, Children.within(PATIENCE));

    Await.until("goes on", PATIENCE, () -> !harmed(victim));
  }

  @Test
  void after_a_restart_of_the_host_the_victim_is_gone() throws Exception {
    Place here = processes().place();
    Place before = new Place("host", here.id().split("/")[0] + "/an-earlier-boot");
    assumeTrue(here.id().split("/").length == 2);
    Undo.Recipe recipe = new Undo.Recipe(before, Map.of("process", "1@1"), Undo.Expiry.GUARDIAN);

    assertThat(type.revert(newId(), recipe, connections, Children.within(PATIENCE)))
        .isInstanceOf(Undone.Gone.class);
  }

  @Test
  void nothing_is_missing_here() {
    assertThat(type.missing(connections)).isEmpty();
  }

  private Optional<OsProcess> guardian(StrikeId strike) throws Exception {
    return processes().all().stream()
        .filter(p -> p.marks().guardian().equals(strike.value()) && p.session() == p.pid())
        .findFirst();
  }

  private Processes processes() {
    return connections.get(Processes.class);
  }
}

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
import dev.gelada.core.plugin.Connections;
import dev.gelada.core.target.Place;
import dev.gelada.core.target.Target;
import dev.gelada.core.target.TargetId;
import dev.gelada.core.testing.Await;
import dev.gelada.core.testing.RealConnections;
import dev.gelada.core.testing.ReversibleAttackContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What every attack must do that begins something beside a process and ends it by itself. */
abstract class BesideContract extends ReversibleAttackContract {
  static final Duration PATIENCE = Duration.ofSeconds(15);

  final Children children = new Children();
  final RealConnections connections = new RealConnections(Children.ambient(Path.of("unused")));

  /** The attack's settings for {@link AttackRunner}. */
  abstract List<String> settings();

  @AfterEach
  void end() throws Exception {
    children.killAll();
    connections.close();
  }

  @Override
  protected final AttackType<?> type() {
    return AttackRunner.type(settings());
  }

  @Override
  protected final Attack attack() {
    return AttackRunner.attack(settings(), connections);
  }

  @Override
  protected final Connections connections() {
    return connections;
  }

  @Override
  protected Target victim() throws Exception {
    return Children.target(processes(), children.sleeper(Map.of()));
  }

  @Override
  protected final TargetId lookAlike(TargetId victim) {
    return new TargetId(victim.place(), victim.kind(), victim.name(), victim.name() + "@1");
  }

  @Test
  final void it_is_nobodys_child() throws Exception {
    Target victim = victim();
    Strike strike = strike(victim, Duration.ofSeconds(20));
    assertThat(apply(strike, intent(strike))).isInstanceOf(Effect.Struck.class);

    List<OsProcess> leaders =
        marked(strike.id()).stream().filter(p -> p.session() == p.pid()).toList();

    assertThat(leaders).isNotEmpty();
    assertThat(ProcessHandle.current().descendants().map(ProcessHandle::pid))
        .doesNotContainAnyElementsOf(leaders.stream().map(OsProcess::pid).toList());
    for (OsProcess leader : leaders) {
      assertThat(processes().against(leader).get(0).rule()).isEqualTo("never-touch");
    }
    undo(strike);
    assertThat(marked(strike.id())).isEmpty();
  }

  @Test
  final void it_ends_though_the_jvm_that_applied_it_was_killed() throws Exception {
    Target victim = victim();
    Strike strike = strike(victim, Duration.ofSeconds(9));
    Instant endsAt = Objects.requireNonNull(strike.endsAt());
    Process runner = runner(strike);
    Await.until("harmed", PATIENCE, () -> harmed(victim));
    runner.destroyForcibly().waitFor();

    Await.until("over", Duration.ofSeconds(20), () -> !harmed(victim));

    assertThat(Instant.now()).isBetween(endsAt.minusMillis(300), endsAt.plusSeconds(4));
    Await.until("nothing left", PATIENCE, () -> marked(strike.id()).isEmpty());
  }

  @Test
  final void another_process_undoes_it_after_the_jvm_was_killed() throws Exception {
    Target victim = victim();
    Strike strike = strike(victim, Duration.ofSeconds(120));
    intent(strike);
    Process runner = runner(strike);
    Await.until("harmed", PATIENCE, () -> harmed(victim));
    runner.destroyForcibly().waitFor();

    try (RealConnections another = new RealConnections(Children.ambient(Path.of("unused")))) {
      AttackRunner.reverts(settings())
          .revert(
              strike.id(),
              (Undo.Recipe) intent(strike).undo(),
              another,
              Children.within(Duration.ofSeconds(30)));
    }

    assertThat(harmed(victim)).isFalse();
    assertThat(marked(strike.id())).isEmpty();
  }

  @Test
  final void it_ends_with_its_victim() throws Exception {
    Process process = children.sleeper(Map.of());
    Target victim = Children.target(processes(), process);
    Strike strike = strike(victim, Duration.ofSeconds(60));
    apply(strike, intent(strike));
    assertThat(marked(strike.id())).isNotEmpty();

    process.destroyForcibly().waitFor();

    Await.until("nothing left", PATIENCE, () -> marked(strike.id()).isEmpty());
  }

  @Test
  final void a_strike_whose_end_has_passed_does_not_begin() throws Exception {
    Target victim = victim();
    Strike strike = strike(victim, Duration.ofMillis(-1));

    assertThat(apply(strike, intent(strike))).isInstanceOf(Effect.Untouched.class);
    assertThat(harmed(victim)).isFalse();
  }

  @Test
  final void where_there_are_no_guardians_it_is_refused() throws Exception {
    Strike strike = strike(victim(), Duration.ofSeconds(5));
    Processes portable = new PortableProcesses(Children.ambient(Path.of("unused")));

    Prepared prepared =
        AttackRunner.attack(settings(), AttackRunner.only(portable)).prepare(strike);

    assertThat(prepared).isInstanceOf(Prepared.Refused.class);
    assertThat(((Prepared.Refused) prepared).why().get(0).rule()).isEqualTo("prerequisite");
  }

  /** This host in an earlier boot, and what a recipe of then names. */
  final Undo.Recipe beforeRestart(Undo.Recipe recipe) {
    String[] here = processes().place().id().split("/");
    assumeTrue(here.length == 2);
    return new Undo.Recipe(
        new Place("host", here[0] + "/an-earlier-boot"), recipe.args(), recipe.expiry());
  }

  final List<OsProcess> marked(StrikeId strike) throws Exception {
    return processes().all().stream()
        .filter(process -> process.marks().guardian().equals(strike.value()))
        .toList();
  }

  /** The process of a load's or command's own session whose arguments name that victim. */
  final Optional<OsProcess> leader(Target victim) throws Exception {
    String[] who = victim.id().uid().split("@");
    return processes().all().stream()
        .filter(p -> !p.marks().guardian().isEmpty() && p.session() == p.pid())
        .filter(p -> text(p, "cmdline").contains("\0" + who[0] + "\0" + who[1] + "\0"))
        .findFirst();
  }

  /** A file of its folder in /proc; empty when it has ended. */
  static String text(OsProcess process, String file) {
    try {
      return Files.readString(Path.of("/proc/" + process.pid() + "/" + file));
    } catch (IOException ended) {
      return "";
    }
  }

  final Processes processes() {
    return connections.get(Processes.class);
  }

  private Process runner(Strike strike) throws Exception {
    return AttackRunner.start(children, strike, settings());
  }
}

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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Never more than one core, which needs a machine with two. */
@EnabledOnOs(OS.LINUX)
class CpuLoadIT extends BesideContract {
  @Override
  List<String> settings() {
    return List.of("cpu-load", "1");
  }

  @Override
  protected boolean harmed(Target victim) throws Exception {
    return leader(victim).isPresent();
  }

  @Test
  void it_really_burns_a_core_and_lets_go() throws Exception {
    Target victim = victim();
    Strike strike = strike(victim, Duration.ofSeconds(20));
    assertThat(apply(strike, intent(strike)))
        .isEqualTo(new Effect.Struck(java.util.Map.of("cores", "1")));
    OsProcess loop = marked(strike.id()).get(0);
    long before = ticks(loop);

    // other work may want this machine too; half a second of it in ten is no idle process
    Await.until("half a second burnt", PATIENCE, () -> ticks(loop) - before >= 50);
    assertThat(Files.readString(Path.of("/proc/" + loop.pid() + "/cmdline")))
        .doesNotContain("java");
    assertThat(undo(strike)).isInstanceOf(Undone.Restored.class);

    assertThat(processes().find(loop.id())).isEmpty();
  }

  @Test
  void a_loop_that_is_killed_leaves_nothing_behind_and_undoing_it_is_fine() throws Exception {
    Strike strike = strike(victim(), Duration.ofSeconds(60));
    apply(strike, intent(strike));

    for (OsProcess loop : marked(strike.id())) {
      processes().signal(loop.id(), Signal.KILL, Children.within(PATIENCE));
    }

    Await.until("nothing left", PATIENCE, () -> marked(strike.id()).isEmpty());
    assertThat(undo(strike)).isInstanceOf(Undone.Restored.class);
  }

  @Test
  void one_core_stays_free() throws Exception {
    int usable = processes().cores();

    assertThat(new CpuLoad.Cores(1).tooMuch(2)).isEmpty();
    assertThat(new CpuLoad.Cores(63).tooMuch(64)).isEmpty();
    assertThat(new CpuLoad.Cores(64).tooMuch(64).orElseThrow().remedy())
        .isEqualTo("Load at most 63.");
    assertThat(new CpuLoad.Cores(1).tooMuch(1).orElseThrow().reason())
        .isEqualTo("1 would be loaded of the 1 that Gelada may use, and one has to stay free.");
    Prepared prepared =
        AttackRunner.attack(List.of("cpu-load", "" + usable), connections)
            .prepare(strike(victim(), Duration.ofSeconds(5)));
    assertThat(prepared).isInstanceOf(Prepared.Refused.class);
    assertThat(((Prepared.Refused) prepared).why()).extracting("rule").containsExactly("cores");
  }

  @Test
  void nothing_begins_when_cores_were_taken_away_meanwhile() throws Exception {
    Strike strike = strike(victim(), Duration.ofSeconds(5));
    Prepared.Intent intent = intent(strike);

    Effect effect =
        AttackRunner.attack(List.of("cpu-load", "" + processes().cores()), connections)
            .apply(strike, intent, Children.within(PATIENCE));

    assertThat(effect).isInstanceOf(Effect.Untouched.class);
    assertThat(marked(strike.id())).isEmpty();
  }

  @Test
  void two_on_one_host_touch_the_same() throws Exception {
    Prepared.Intent one = intent(strike(victim(), Duration.ofSeconds(5)));
    Prepared.Intent other = intent(strike(victim(), Duration.ofSeconds(5)));

    assertThat(one.touches()).isEqualTo(other.touches());
    assertThat(one.takes()).singleElement().extracting("members").isEqualTo(1);
    assertThat(((Undo.Recipe) one.undo()).expiry()).isEqualTo(Undo.Expiry.TARGET);
  }

  @Test
  void after_a_restart_of_the_host_there_is_no_load() throws Exception {
    Strike strike = strike(victim(), Duration.ofSeconds(5));
    Undo.Recipe then = beforeRestart((Undo.Recipe) intent(strike).undo());

    assertThat(
            AttackRunner.reverts(settings())
                .revert(strike.id(), then, connections, Children.within(PATIENCE)))
        .isInstanceOf(Undone.Gone.class);
  }

  @Test
  void it_says_what_it_needs() {
    assertThat(new CpuLoad().leave()).isEqualTo(Leave.UNLESS_OWNED);
    assertThat(new CpuLoad().missing(connections)).isEmpty();
    assertThatThrownBy(() -> new CpuLoad.Settings(0))
        .hasMessage("cores is 0 and must be at least 1");
  }

  /** Processor time, user and system, in hundredths of a second. */
  private static long ticks(OsProcess process) throws Exception {
    String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
  }
}

package dev.gelada.core.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gelada.core.attack.Effect;
import dev.gelada.core.attack.Lease;
import dev.gelada.core.attack.Leave;
import dev.gelada.core.attack.Prepared;
import dev.gelada.core.attack.Strike;
import dev.gelada.core.attack.StrikeId;
import dev.gelada.core.attack.Undo;
import dev.gelada.core.attack.Undone;
import dev.gelada.core.plugin.Size;
import dev.gelada.core.target.Target;
import dev.gelada.core.testing.Await;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class MemoryLoadIT extends BesideContract {
  private static final int MIB = 64;

  @Override
  List<String> settings() {
    return List.of("memory-load", "" + MIB);
  }

  @Override
  protected boolean harmed(Target victim) throws Exception {
    Optional<OsProcess> leader = leader(victim);
    return leader.isPresent()
        && processes().memoryHeld(new StrikeId(leader.get().marks().guardian())) > (MIB << 20) / 2;
  }

  @Test
  void the_memory_is_resident_and_the_first_to_go() throws Exception {
    Target victim = victim();
    Strike strike = strike(victim, Duration.ofSeconds(30));

    Effect effect = apply(strike, intent(strike));

    assertThat(effect).isEqualTo(new Effect.Struck(Map.of("memory", MIB + "MiB")));
    assertThat(processes().memoryHeld(strike.id())).isBetween((long) MIB << 20, (MIB + 24L) << 20);
    assertThat(text(holder(strike), "oom_score_adj").strip()).isEqualTo("1000");
    assertThat(undo(strike)).isInstanceOf(Undone.Restored.class);
    assertThat(processes().memoryHeld(strike.id())).isZero();
  }

  @Test
  void a_holder_that_is_killed_takes_its_feeder_along() throws Exception {
    Strike strike = strike(victim(), Duration.ofSeconds(60));
    apply(strike, intent(strike));

    processes().signal(holder(strike).id(), Signal.KILL, Children.within(PATIENCE));

    Await.until("nothing left", PATIENCE, () -> marked(strike.id()).isEmpty());
    assertThat(undo(strike)).isInstanceOf(Undone.Restored.class);
  }

  @Test
  void a_feeder_or_leader_that_is_killed_takes_the_holder_along() throws Exception {
    for (boolean leader : new boolean[] {true, false}) {
      Strike strike = strike(victim(), Duration.ofSeconds(60));
      apply(strike, intent(strike));
      OsProcess holder = holder(strike);
      OsProcess other =
          marked(strike.id()).stream()
              .filter(p -> !p.id().equals(holder.id()) && !p.command().equals("sleep"))
              .filter(p -> (p.pid() == p.session()) == leader)
              .findFirst()
              .orElseThrow();

      processes().signal(other.id(), Signal.KILL, Children.within(PATIENCE));

      Await.until("nothing left", PATIENCE, () -> marked(strike.id()).isEmpty());
    }
  }

  @Test
  void what_is_not_full_within_the_lease_is_unknown_and_let_go() throws Exception {
    Target victim = victim();
    Strike strike = strike(victim, Duration.ofSeconds(60));
    Prepared.Intent intent = intent(strike);

    Effect effect =
        AttackRunner.attack(List.of("memory-load", "200"), connections)
            .apply(strike, intent, Children.within(Duration.ofMillis(60)));

    // the shorter the lease, the less is begun; that it is all there in time is not possible
    assertThat(effect).isNotInstanceOf(Effect.Struck.class);
    Await.until("nothing left", PATIENCE, () -> marked(strike.id()).isEmpty());
  }

  @Test
  void half_of_what_is_available_stays_free() throws Exception {
    MemoryLoad.Held held = new MemoryLoad.Held(new Size(512L << 20));

    assertThat(held.tooMuch(1024L << 20)).isEmpty();
    assertThat(held.tooMuch((1024L << 20) - 2).orElseThrow().reason())
        .isEqualTo("512MiB is more than half of the 1023 MiB that are available to Gelada now.");
    assertThat(held.tooMuch(300L << 20).orElseThrow().remedy())
        .isEqualTo("Hold at most 150 MiB, or free some.");
    long left = processes().memoryLeft() >> 20;
    Prepared prepared =
        AttackRunner.attack(List.of("memory-load", "" + left), connections)
            .prepare(strike(victim(), Duration.ofSeconds(5)));
    assertThat(prepared).isInstanceOf(Prepared.Refused.class);
    assertThat(((Prepared.Refused) prepared).why()).extracting("rule").containsExactly("memory");
  }

  @Test
  void more_memory_has_a_longer_lease() {
    assertThat(new MemoryLoad.Held(new Size(1L << 30)).lease().applyWithin())
        .isEqualTo(Lease.LOCAL.applyWithin().plusSeconds(8));
  }

  @Test
  void it_says_what_it_needs() throws Exception {
    Prepared.Intent intent = intent(strike(victim(), Duration.ofSeconds(5)));

    assertThat(new MemoryLoad().leave()).isEqualTo(Leave.UNLESS_OWNED);
    assertThat(new MemoryLoad().missing(connections)).isEmpty();
    assertThat(((Undo.Recipe) intent.undo()).expiry()).isEqualTo(Undo.Expiry.TARGET);
    assertThat(intent.touches()).containsExactly("memory of " + processes().place());
  }

  private OsProcess holder(Strike strike) throws Exception {
    OsProcess largest = null;
    long most = -1;
    ProcFs table = new ProcFs(Path.of("/proc"), time());
    for (OsProcess process : marked(strike.id())) {
      long held = table.status(process.pid(), "RssAnon").map(Memory::bytes).orElse(0L);
      if (held > most) {
        most = held;
        largest = process;
      }
    }
    return Objects.requireNonNull(largest);
  }
}

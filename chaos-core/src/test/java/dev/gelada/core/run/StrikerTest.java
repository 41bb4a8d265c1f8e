package dev.gelada.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gelada.core.attack.Effect;
import dev.gelada.core.attack.Lease;
import dev.gelada.core.plugin.Refusal;
import dev.gelada.core.target.TargetId;
import dev.gelada.core.testing.FakeTargets;
import dev.gelada.core.testing.ManualTime;
import dev.gelada.core.trail.Claim;
import dev.gelada.core.trail.Entry;
import dev.gelada.core.trail.MemoryTrailStore;
import dev.gelada.core.trail.RecordType;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StrikerTest {
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final World world;
  private final ManualTime time = ManualTime.onATuesdayMorning();

  StrikerTest() throws IOException {
    world = new World(new MemoryTrailStore(), time);
  }

  @AfterEach
  void end() {
    threads.shutdownNow();
  }

  private Striker.Outcome strike(Errand errand, dev.gelada.core.plan.Step.Hit hit)
      throws Exception {
    Engine engine = world.engine("1@1");
    return new Striker(engine, new Settler(engine), threads, new Reins(0)).strike(errand, hit);
  }

  private List<Refusal> refusals(Striker.Outcome outcome) {
    assertThat(outcome).isInstanceOf(Striker.Outcome.Refused.class);
    return ((Striker.Outcome.Refused) outcome).why();
  }

  @Test
  void the_claim_is_on_the_trail_before_the_attack_begins() throws Exception {
    List<Claim.State> seen = new ArrayList<>();
    world.kill.goes(
        (strike, deadline) -> {
          seen.add(world.ledger().claim(strike.id()).orElseThrow().state());
          return world.kill.strikes(strike, deadline);
        });

    strike(world.errand(world.kills()), world.kills());

    assertThat(seen).containsExactly(Claim.State.CLAIMED);
    assertThat(world.onlyClaim().state()).isEqualTo(Claim.State.STRUCK);
  }

  @Test
  void a_halt_before_the_last_reading_of_the_trail_releases_the_claim() throws Exception {
    world.kill.leased(new Lease(Duration.ofSeconds(5), Duration.ZERO));
    haltAfterTheClaim();

    Striker.Outcome outcome = strike(world.errand(world.kills()), world.kills());

    assertThat(refusals(outcome)).extracting(Refusal::rule).containsExactly("halted");
    assertThat(world.kill.applied()).isEmpty();
    assertThat(world.onlyClaim().state()).isEqualTo(Claim.State.RELEASED);
  }

  @Test
  void nothing_is_touched_after_the_lease_by_the_interval_clock() throws Exception {
    onTheLastLook(() -> time.advance(Duration.ofSeconds(2)));

    assertThat(refusals(strike(world.errand(world.kills()), world.kills())))
        .extracting(Refusal::rule)
        .containsExactly("lease");
    assertThat(world.kill.applied()).isEmpty();
    assertThat(world.onlyClaim().state()).isEqualTo(Claim.State.RELEASED);
  }

  @Test
  void nothing_is_touched_after_the_lease_by_the_wall_clock() throws Exception {
    onTheLastLook(() -> time.step(Duration.ofSeconds(2)));

    assertThat(refusals(strike(world.errand(world.kills()), world.kills())))
        .extracting(Refusal::rule)
        .containsExactly("lease");
    assertThat(world.kill.applied()).isEmpty();
  }

  @Test
  void the_attack_gets_what_is_left_of_the_lease() throws Exception {
    onTheLastLook(() -> time.advance(Duration.ofMillis(1500)));
    List<Duration> left = new ArrayList<>();
    world.kill.goes(
        (strike, deadline) -> {
          left.add(deadline.left());
          return world.kill.strikes(strike, deadline);
        });

    strike(world.errand(world.kills()), world.kills());

    assertThat(left).containsExactly(Duration.ofMillis(500));
  }

  @Test
  void a_victim_that_was_replaced_meanwhile_is_not_touched() throws Exception {
    onTheLastLook(
        () -> {
          for (int i = 0; i < 3; i++) {
            world.targets.remove(FakeTargets.member("cart-" + i));
            world.targets.add("cart", "cart-new-" + i);
          }
        });

    refusals(strike(world.errand(world.kills()), world.kills()));

    assertThat(world.kill.applied()).isEmpty();
    assertThat(world.onlyClaim().state()).isEqualTo(Claim.State.RELEASED);
  }

  @Test
  void a_group_that_lost_members_meanwhile_is_not_touched() throws Exception {
    onTheLastLook(
        () -> {
          TargetId victim = theVictim();
          for (int i = 0; i < 3; i++) {
            if (!FakeTargets.member("cart-" + i).equals(victim)) {
              world.targets.health(
                  FakeTargets.member("cart-" + i), dev.gelada.core.target.Health.UNHEALTHY);
            }
          }
        });

    assertThat(refusals(strike(world.errand(world.kills()), world.kills())))
        .extracting(Refusal::rule)
        .contains("minHealthy");
    assertThat(world.kill.applied()).isEmpty();
  }

  @Test
  void a_source_that_fails_at_the_last_look_means_no_attack() throws Exception {
    onTheLastLook(() -> world.targets.fail(new IOException("gone away")));

    refusals(strike(world.errand(world.kills()), world.kills()));

    assertThat(world.kill.applied()).isEmpty();
  }

  @Test
  void a_lost_answer_leaves_the_claim_open() throws Exception {
    world.kill.goes((strike, deadline) -> new Effect.Unknown("no answer"));

    Striker.Outcome outcome = strike(world.errand(world.kills()), world.kills());

    assertThat(outcome).isInstanceOf(Striker.Outcome.Done.class);
    assertThat(world.onlyClaim().state()).isEqualTo(Claim.State.CLAIMED);
  }

  @Test
  void an_exception_from_an_attack_proves_nothing() throws Exception {
    world.kill.goes(
        (strike, deadline) -> {
          throw new IllegalStateException("who knows");
        });

    strike(world.errand(world.kills()), world.kills());

    assertThat(world.onlyClaim().state()).isEqualTo(Claim.State.CLAIMED);
  }

  @Test
  void a_platform_that_says_no_gives_the_claim_back() throws Exception {
    world.kill.goes(
        (strike, deadline) ->
            new Effect.Untouched(new Refusal("budget", "0 of 3 may go.", "Wait.")));

    assertThat(refusals(strike(world.errand(world.kills()), world.kills())))
        .extracting(Refusal::rule)
        .containsExactly("budget");
    assertThat(world.onlyClaim().state()).isEqualTo(Claim.State.UNTOUCHED);
    assertThat(world.ledger().counted()).isEmpty();
  }

  @Test
  void a_dry_run_touches_nothing_and_is_no_part_of_the_ledger() throws Exception {
    strike(world.errand(true, world.kills()), world.kills());

    assertThat(world.kill.applied()).isEmpty();
    assertThat(world.ledger().claims()).isEmpty();
    assertThat(world.types()).contains(RecordType.CLAIMED, RecordType.STRUCK);
    assertThat(world.records().stream().filter(r -> r.type() != RecordType.OPENED))
        .allMatch(r -> r.dry());
  }

  @Test
  void what_cannot_be_found_out_is_not_nothing() {
    world.targets.fail(new IOException("no route to the platform"));

    assertThat(
            org.assertj.core.api.Assertions.catchThrowable(
                () -> strike(world.errand(world.kills()), world.kills())))
        .isInstanceOf(LookFailed.class)
        .hasMessageContaining("no route to the platform");
    assertThat(world.kill.applied()).isEmpty();
  }

  @Test
  void another_trails_mark_refuses() throws Exception {
    world.marks =
        (place, trail) ->
            java.util.Optional.of(new Refusal("trail.mismatch", "another trail.", "Use it."));

    assertThat(refusals(strike(world.errand(world.kills()), world.kills())))
        .extracting(Refusal::rule)
        .contains("trail.mismatch");
    assertThat(world.types()).contains(RecordType.REFUSED).doesNotContain(RecordType.CLAIMED);
  }

  private TargetId theVictim() {
    try {
      return world.onlyClaim().victim();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /**
   * Judging looks through the stream of groups; the group itself is only asked for right before
   * apply.
   */
  private void onTheLastLook(Runnable event) {
    world.targets.beforeLook(event);
  }

  private void haltAfterTheClaim() {
    TrailHook hook =
        new TrailHook(world.store, () -> world.writes("", new Entry.Halted("stop it")));
    hook.behind(world);
  }
}

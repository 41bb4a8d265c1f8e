package dev.gelada.core.safety;

import static dev.gelada.core.safety.Judging.allows;
import static dev.gelada.core.safety.Judging.refuses;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gelada.core.testing.Worlds;
import dev.gelada.core.trail.Claim;
import dev.gelada.core.trail.Entry;
import dev.gelada.core.trail.Ledger;
import dev.gelada.core.trail.Slot;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SlotGuardTest {
  private final Worlds world = new Worlds();
  private final SlotGuard guard = new SlotGuard();

  @Test
  void refuses_an_occasion_that_a_claim_used() throws Exception {
    world.when = "2026-03-10";
    used("2026-03-10", Claim.State.FAILED);
    refuses(
        guard,
        world,
        "steps[0] of 2026-03-10 of kill-cart on cart was used by strike s1 of run run-0",
        "Each occasion is used once; start a run of its own, or wait for the next.");
  }

  @Test
  void refuses_an_occasion_that_was_missed() throws Exception {
    world.when = "2026-03-10";
    world.missed.add(new Slot("kill-cart", Worlds.CART, "2026-03-10", ""));
    refuses(
        guard,
        world,
        "steps[0] of 2026-03-10 of kill-cart on cart was missed",
        "It is never made up; the next one counts.");
  }

  @Test
  void refuses_to_begin_an_occasion_that_others_take_for_missed_by_now() throws Exception {
    world.when = "2026-03-09";
    world.late = Duration.ofMinutes(59);
    allows(guard, world, "not used yet");
    world.late = Duration.ofMinutes(60);
    refuses(
        guard,
        world,
        "steps[0] of 2026-03-09 of kill-cart on cart is over",
        "It is never made up; the next one counts.");
  }

  @Test
  void allows_the_later_steps_of_a_run_that_began_in_time() throws Exception {
    world.when = "2026-03-10";
    world.late = Duration.ofHours(3);
    used("run-1", "2026-03-10", Claim.State.STRUCK, "steps[7]");
    allows(guard, world, "not used yet");
  }

  @Test
  void allows_again_what_never_touched_anything() throws Exception {
    world.when = "2026-03-10";
    used("2026-03-10", Claim.State.RELEASED);
    used("2026-03-10", Claim.State.UNTOUCHED);
    allows(guard, world, "not used yet");
  }

  @Test
  void refuses_an_occasion_of_which_another_run_did_another_step() throws Exception {
    world.when = "2026-03-10";
    used("2026-03-10", Claim.State.STRUCK, "steps[1]");
    assertThat(guard.judge(world.proposal(1), world.ledger())).isInstanceOf(Verdict.Refused.class);
  }

  @Test
  void allows_another_day() throws Exception {
    world.when = "2026-03-10";
    used("2026-03-09", Claim.State.STRUCK);
    allows(guard, world, "not used yet");
  }

  @Test
  void counts_the_victims_of_one_append_as_one_use_and_later_ones_of_the_run_as_another()
      throws Exception {
    Ledger batch = world.ledger().with(List.of(world.proposal(2).claim()), "run-1", world.now);
    batch = batch.with(List.of(world.proposal(3).claim()), "run-1", world.now);
    assertThat(guard.judge(world.proposal(1), batch)).isInstanceOf(Verdict.Allowed.class);
    Entry.Claimed earlier = world.proposal(2).claim();
    world.claimed("run-1", world.members.get(1), world.now, Claim.State.CLAIMED, c -> earlier);
    assertThat(guard.judge(world.proposal(1), world.ledger())).isInstanceOf(Verdict.Refused.class);
  }

  private void used(String when, Claim.State state) {
    used(when, state, "steps[0]");
  }

  private void used(String when, Claim.State state, String step) {
    used("run-0", when, state, step);
  }

  private void used(String run, String when, Claim.State state, String step) {
    world.claimed(
        run,
        world.members.get(1),
        world.now,
        state,
        c ->
            new Entry.Claimed(
                c.strike(),
                c.intent(),
                c.lease(),
                new Slot("kill-cart", Worlds.CART, when, step),
                c.origin(),
                false));
  }
}

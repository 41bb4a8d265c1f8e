package dev.gelada.core.safety;

import static dev.gelada.core.safety.Judging.allows;
import static dev.gelada.core.safety.Judging.refuses;

import dev.gelada.core.safety.Answer.Origin;
import dev.gelada.core.testing.Worlds;
import dev.gelada.core.testing.Written;
import dev.gelada.core.trail.Claim;
import org.junit.jupiter.api.Test;

class MaxVictimsGuardTest {
  private final Worlds world = new Worlds();
  private final MaxVictimsGuard file = new MaxVictimsGuard(Origin.FILE);
  private final MaxVictimsGuard policy = new MaxVictimsGuard(Origin.POLICY);

  @Test
  void allows_one_where_the_file_says_nothing() throws Exception {
    allows(file, world, "this run has 0 victims and the limit is 1");
    world.claimed("run-1", 2, "2026-03-10T09:50:00Z", Claim.State.STRUCK);
    refuses(
        file,
        world,
        "this run has 1 victim and the limit is 1",
        "Pick fewer victims, or raise limits.maxVictims.");
  }

  @Test
  void counts_one_that_is_struck_twice_once() throws Exception {
    world.claimed("run-1", 1, "2026-03-10T09:50:00Z", Claim.State.REVERTED);
    allows(file, world, "this run has 1 victim and the limit is 1");
  }

  @Test
  void counts_neither_other_runs_nor_what_never_happened() throws Exception {
    world.claimed("run-0", 2, "2026-03-10T09:50:00Z", Claim.State.STRUCK);
    world.claimed("run-1", 2, "2026-03-10T09:50:00Z", Claim.State.RELEASED);
    world.claimed("run-1", 3, "2026-03-10T09:50:00Z", Claim.State.UNTOUCHED);
    allows(file, world, "this run has 0 victims and the limit is 1");
  }

  @Test
  void counts_what_failed_because_it_might_have_happened() throws Exception {
    world.claimed("run-1", 2, "2026-03-10T09:50:00Z", Claim.State.FAILED);
    refuses(
        file,
        world,
        "this run has 1 victim and the limit is 1",
        "Pick fewer victims, or raise limits.maxVictims.");
  }

  @Test
  void does_not_limit_what_is_unlimited_or_owned_or_not_said_by_the_policy() throws Exception {
    allows(policy, world, "the policy sets no limit");
    world.limits = Written.limits().maxVictims(Integer.MAX_VALUE).done();
    allows(file, world, "unlimited");
    world.limits = Written.limits().done();
    world.owned = true;
    allows(file, world, "not applicable: owned");
  }

  @Test
  void limits_by_the_policy_too() throws Exception {
    world.policy(Written.limits().maxVictims(0).done());
    refuses(
        policy,
        world,
        "this run has 0 victims and the policy's limit is 0",
        "The policy sets this limit; `gelada policy show` prints it.");
  }
}

package dev.gelada.core.safety;

import static dev.gelada.core.safety.Judging.allows;
import static dev.gelada.core.safety.Judging.refuses;

import dev.gelada.core.safety.Answer.Origin;
import dev.gelada.core.testing.Worlds;
import dev.gelada.core.testing.Written;
import dev.gelada.core.trail.Claim;
import dev.gelada.core.trail.Entry;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MaxConcurrentGuardTest {
  private final Worlds world = new Worlds();
  private final MaxConcurrentGuard file = new MaxConcurrentGuard(Origin.FILE);
  private final MaxConcurrentGuard policy = new MaxConcurrentGuard(Origin.POLICY);

  @Test
  void limits_nothing_where_nothing_is_said() throws Exception {
    allows(file, world, "the file sets no limit");
    allows(policy, world, "the policy sets no limit");
  }

  @Test
  void counts_victims_with_open_strikes_of_the_file() throws Exception {
    world.limits = Written.limits().zone("UTC").maxConcurrent(1).done();
    world.claimed("run-0", 2, "2026-03-10T09:50:00Z", Claim.State.STRUCK);
    allows(file, world, "0 victims with open strikes and the limit is 1");
    world.claimed("run-0", 2, "2026-03-10T09:50:00Z", Claim.State.CLAIMED);
    refuses(
        file,
        world,
        "1 victim with open strikes and the limit is 1",
        "Wait until one is over (`gelada status` shows them), or raise limits.maxConcurrent.");
  }

  @Test
  void counts_a_victim_with_two_strikes_once() throws Exception {
    world.limits = Written.limits().zone("UTC").maxConcurrent(1).done();
    world.claimed("run-0", 1, "2026-03-10T09:50:00Z", Claim.State.CLAIMED);
    allows(file, world, "1 victim with open strikes and the limit is 1");
  }

  @Test
  void counts_residue() throws Exception {
    world.limits = Written.limits().zone("UTC").maxConcurrent(1).done();
    world.claimed("run-0", 2, "2026-03-10T09:50:00Z", Claim.State.RESIDUE);
    refuses(
        file,
        world,
        "1 victim with open strikes and the limit is 1",
        "Wait until one is over (`gelada status` shows them), or raise limits.maxConcurrent.");
  }

  @Test
  void counts_for_the_policy_over_the_whole_trail() throws Exception {
    world.limits = Written.limits().zone("UTC").maxConcurrent(1).done();
    world.policy(Written.limits().maxConcurrent(1).done());
    world.claimed(
        "run-0",
        world.members.get(1),
        world.now,
        Claim.State.CLAIMED,
        c ->
            new Entry.Claimed(
                c.strike(),
                c.intent(),
                c.lease(),
                c.slot(),
                new Entry.Origin("other", "", "", "", "", "", "1", Map.of()),
                false));
    allows(file, world, "0 victims with open strikes and the limit is 1");
    refuses(
        policy,
        world,
        "1 victim with open strikes and the policy's limit is 1",
        "Wait until one is over (`gelada status` shows them).");
  }
}

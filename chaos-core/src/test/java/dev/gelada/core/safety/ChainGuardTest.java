package dev.gelada.core.safety;

import static dev.gelada.core.safety.Judging.allows;
import static dev.gelada.core.safety.Judging.refuses;

import dev.gelada.core.testing.Worlds;
import dev.gelada.core.trail.Claim;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ChainGuardTest {
  private final Worlds world = new Worlds();
  private final ChainGuard guard = new ChainGuard();

  @Test
  void allows_a_victim_that_nothing_struck() throws Exception {
    allows(guard, world, "no strike stands against it");
  }

  @Test
  void allows_only_a_strike_that_chains_on_one_that_chains() throws Exception {
    world.lasts = Duration.ofMinutes(5);
    world.chains = true;
    world.claimed("run-0", 1, "2026-03-10T09:59:00Z", Claim.State.STRUCK);
    allows(guard, world, "the strikes chain");
    world.chains = false;
    refuses(
        guard,
        world,
        "cart-1 was struck by strike s1 of run run-0, which is not settled",
        "Wait until it is over, or run `gelada revert`.");
  }
}

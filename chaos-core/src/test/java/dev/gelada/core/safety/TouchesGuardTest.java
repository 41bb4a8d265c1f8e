package dev.gelada.core.safety;

import static dev.gelada.core.safety.Judging.allows;
import static dev.gelada.core.safety.Judging.refuses;

import dev.gelada.core.testing.Worlds;
import dev.gelada.core.trail.Claim;
import org.junit.jupiter.api.Test;

class TouchesGuardTest {
  private final Worlds world = new Worlds();
  private final TouchesGuard guard = new TouchesGuard();

  @Test
  void refuses_what_an_open_strike_touches() throws Exception {
    world.claimed("run-0", 1, "2026-03-10T09:59:00Z", Claim.State.CLAIMED);
    refuses(
        guard,
        world,
        "strike s1 of run run-0 is open and touches 101@7 too",
        "Wait until it is over; `gelada revert` settles what nobody owns.");
  }

  @Test
  void allows_what_only_a_strike_that_is_over_touched() throws Exception {
    world.claimed("run-0", 1, "2026-03-10T09:59:00Z", Claim.State.REVERTED);
    world.claimed("run-0", 2, "2026-03-10T09:59:00Z", Claim.State.CLAIMED);
    allows(guard, world, "no open strike touches the same");
  }

  @Test
  void allows_it_only_if_both_chain() throws Exception {
    world.claimed("run-0", 1, "2026-03-10T09:59:00Z", Claim.State.CLAIMED);
    world.chains = true;
    refuses(
        guard,
        world,
        "strike s1 of run run-0 is open and touches 101@7 too",
        "Wait until it is over; `gelada revert` settles what nobody owns.");
    world.claims.clear();
    world.claimed("run-0", 1, "2026-03-10T09:59:00Z", Claim.State.CLAIMED);
    allows(guard, world, "no open strike touches the same");
  }
}

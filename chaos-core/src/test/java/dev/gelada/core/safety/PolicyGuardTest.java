package dev.gelada.core.safety;

import static dev.gelada.core.safety.Judging.allows;
import static dev.gelada.core.safety.Judging.refuses;

import dev.gelada.core.testing.Worlds;
import dev.gelada.core.testing.Written;
import dev.gelada.core.trail.Entry;
import org.junit.jupiter.api.Test;

class PolicyGuardTest {
  private final Worlds world = new Worlds();
  private final PolicyGuard guard = new PolicyGuard();

  @Test
  void refuses_when_the_policy_was_replaced_meanwhile() throws Exception {
    world.policy(Written.limits().done());
    world.standing = new Entry.Policy("p2", "limits: {}");
    refuses(guard, world, "the policy was changed since this run read it", "Start the run again.");
  }

  @Test
  void refuses_when_a_policy_was_set_meanwhile() throws Exception {
    world.standing = new Entry.Policy("p2", "limits: {}");
    refuses(guard, world, "the policy was changed since this run read it", "Start the run again.");
  }

  @Test
  void takes_an_empty_policy_for_none() throws Exception {
    world.standing = new Entry.Policy("e3b0", "");
    allows(guard, world, "no policy is set");
  }

  @Test
  void allows_under_the_policy_that_the_trail_has() throws Exception {
    world.policy(Written.limits().done());
    allows(guard, world, "policy p1");
  }
}

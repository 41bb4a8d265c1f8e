package dev.gelada.core.safety;

import static dev.gelada.core.safety.Judging.allows;
import static dev.gelada.core.safety.Judging.refuses;

import dev.gelada.core.plan.Policy;
import dev.gelada.core.testing.Worlds;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OverrideGuardTest {
  private final Worlds world = new Worlds();
  private final OverrideGuard guard = new OverrideGuard();

  @Test
  void allows_when_nothing_is_overridden() throws Exception {
    allows(guard, world, "nothing is overridden");
  }

  @Test
  void refuses_a_rule_that_nobody_may_set_aside() throws Exception {
    world.overrides = Map.of("minHealthy", "because");
    world.allow(new Policy.Allow(false, false, Set.of("minHealthy"), Set.of()));
    refuses(
        guard,
        world,
        "minHealthy cannot be overridden",
        "What can be: cooldown, minAge, minGap, perGroup, window.");
  }

  @Test
  void refuses_without_the_policys_leave() throws Exception {
    world.overrides = Map.of("window", "game day");
    refuses(
        guard,
        world,
        "the policy does not allow to override window",
        "Have it allow that: `overrides` below `allow`, then `gelada policy set`.");
  }

  @Test
  void refuses_without_a_reason() throws Exception {
    world.overrides = Map.of("window", " ");
    world.allow(new Policy.Allow(false, false, Set.of("window"), Set.of()));
    refuses(
        guard, world, "the override of window gives no reason", "Say why; it goes into the trail.");
  }

  @Test
  void allows_with_reason_and_leave() throws Exception {
    world.overrides = Map.of("window", "game day");
    world.allow(new Policy.Allow(false, false, Set.of("window"), Set.of()));
    allows(guard, world, "the policy allows it");
  }
}

package dev.gelada.core.safety;

import static dev.gelada.core.safety.Judging.allows;
import static dev.gelada.core.safety.Judging.refuses;

import dev.gelada.core.testing.Worlds;
import dev.gelada.core.testing.Written;
import org.junit.jupiter.api.Test;

class ZoneGuardTest {
  private final Worlds world = new Worlds();
  private final ZoneGuard guard = new ZoneGuard();

  @Test
  void refuses_where_nobody_names_a_zone() throws Exception {
    world.limits = Written.limits().done();
    refuses(
        guard,
        world,
        "neither file nor policy names a time zone",
        "Write limits.window with a zone, for example Europe/Berlin.");
  }

  @Test
  void takes_the_files_zone_before_the_policys() throws Exception {
    world.policy(Written.limits().zone("Europe/Berlin").done());
    allows(guard, world, "UTC");
    world.limits = Written.limits().done();
    allows(guard, world, "Europe/Berlin");
  }

  @Test
  void asks_no_zone_for_what_the_run_owns() throws Exception {
    world.limits = Written.limits().done();
    world.owned = true;
    allows(guard, world, "not applicable: owned");
  }
}

package dev.gelada.core.safety;

import static dev.gelada.core.safety.Judging.allows;
import static dev.gelada.core.safety.Judging.refuses;

import dev.gelada.core.testing.Worlds;
import dev.gelada.core.trail.Entry;
import org.junit.jupiter.api.Test;

class HaltedGuardTest {
  private final Worlds world = new Worlds();
  private final HaltedGuard guard = new HaltedGuard();

  @Test
  void refuses_while_the_trail_is_halted() throws Exception {
    world.halted = new Entry.Halted("pager went off");
    refuses(
        guard,
        world,
        "everything on this trail is halted: pager went off",
        "When that is over: `gelada resume --why …`.");
  }

  @Test
  void allows_after_resumed() throws Exception {
    world.haltedAfter = 7;
    allows(guard, world, "not halted");
  }
}

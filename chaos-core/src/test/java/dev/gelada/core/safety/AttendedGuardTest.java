package dev.gelada.core.safety;

import static dev.gelada.core.safety.Judging.allows;
import static dev.gelada.core.safety.Judging.refuses;

import dev.gelada.core.attack.Undo;
import dev.gelada.core.plan.Policy;
import dev.gelada.core.safety.Answer.Origin;
import dev.gelada.core.testing.Worlds;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AttendedGuardTest {
  private final Worlds world = new Worlds();
  private final AttendedGuard file = new AttendedGuard(Origin.FILE);
  private final AttendedGuard policy = new AttendedGuard(Origin.POLICY);

  @Test
  void allows_what_ends_without_gelada() throws Exception {
    allows(file, world, "it ends without Gelada");
    world.lasts = Duration.ofMinutes(1);
    allows(file, world, "it ends without Gelada");
  }

  @Test
  void needs_the_leave_of_the_file() throws Exception {
    world.lasts = Duration.ofMinutes(1);
    world.expiry = Undo.Expiry.ATTENDED;
    refuses(
        file,
        world,
        "only Gelada can end kill on cart-1, and the file does not allow that",
        "Write `attended: true` at the step, if somebody stays with it.");
    world.attended = true;
    allows(file, world, "allowed to need Gelada to end it");
  }

  @Test
  void needs_the_leave_of_the_policy() throws Exception {
    world.lasts = Duration.ofMinutes(1);
    world.expiry = Undo.Expiry.ATTENDED;
    refuses(
        policy,
        world,
        "only Gelada can end kill on cart-1, and the policy does not allow that",
        "Have the policy allow attended attacks (`gelada policy set`).");
    world.allow(new Policy.Allow(false, true, Set.of(), Set.of()));
    allows(policy, world, "allowed to need Gelada to end it");
  }
}

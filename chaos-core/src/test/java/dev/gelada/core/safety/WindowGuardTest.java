package dev.gelada.core.safety;

import static dev.gelada.core.safety.Judging.allows;
import static dev.gelada.core.safety.Judging.refuses;

import dev.gelada.core.safety.Answer.Origin;
import dev.gelada.core.testing.Worlds;
import dev.gelada.core.testing.Written;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class WindowGuardTest {
  private final Worlds world = new Worlds();
  private final WindowGuard file = new WindowGuard(Origin.FILE);
  private final WindowGuard policy = new WindowGuard(Origin.POLICY);

  @Test
  void allows_within_the_window() throws Exception {
    allows(file, world, "it is Tue 2026-03-10 10:00 UTC and the window is Mon-Fri 09:00-15:00 UTC");
  }

  @Test
  void allows_exactly_at_its_opening_and_not_a_moment_before() throws Exception {
    world.now = Instant.parse("2026-03-10T09:00:00Z");
    allows(file, world, "it is Tue 2026-03-10 09:00 UTC and the window is Mon-Fri 09:00-15:00 UTC");
    world.now = world.now.minusMillis(1);
    refuses(
        file,
        world,
        "it is Tue 2026-03-10 08:59:59 UTC and the window is Mon-Fri 09:00-15:00 UTC",
        "The window opens Tue 2026-03-10 09:00 UTC.");
  }

  @Test
  void refuses_exactly_at_its_close() throws Exception {
    world.now = Instant.parse("2026-03-10T15:00:00Z");
    refuses(
        file,
        world,
        "it is Tue 2026-03-10 15:00 UTC and the window is Mon-Fri 09:00-15:00 UTC",
        "The window opens Wed 2026-03-11 09:00 UTC.");
  }

  @Test
  void needs_room_for_the_lease_and_for_a_request_under_way() throws Exception {
    world.now = Instant.parse("2026-03-10T14:59:30Z");
    allows(
        file, world, "it is Tue 2026-03-10 14:59:30 UTC and the window is Mon-Fri 09:00-15:00 UTC");
    world.now = Instant.parse("2026-03-10T14:59:31Z");
    refuses(
        file,
        world,
        "it is Tue 2026-03-10 14:59:31 UTC, the window is Mon-Fri 09:00-15:00 UTC and a strike may take 30 s to begin",
        "The window opens Wed 2026-03-11 09:00 UTC.");
  }

  @Test
  void is_careful_where_the_file_says_nothing() throws Exception {
    world.limits = Written.limits().done();
    world.now = Instant.parse("2026-03-14T10:00:00Z");
    refuses(
        file,
        world,
        "it is Sat 2026-03-14 10:00 UTC and the window is Mon-Fri 09:00-15:00 UTC",
        "The window opens Mon 2026-03-16 09:00 UTC.");
  }

  @Test
  void says_nothing_of_owned_targets_unless_it_is_written() throws Exception {
    world.owned = true;
    world.limits = Written.limits().done();
    allows(file, world, "not applicable: owned");
    world.limits = Written.limits().hours(11, 12, "UTC").done();
    refuses(
        file,
        world,
        "it is Tue 2026-03-10 10:00 UTC and the window is Mon-Fri 11:00-12:00 UTC",
        "The window opens Tue 2026-03-10 11:00 UTC.");
  }

  @Test
  void judges_the_policys_window_in_the_policys_zone() throws Exception {
    allows(policy, world, "the policy sets no limit");
    world.policy(Written.limits().hours(9, 10, "Europe/Berlin").done());
    refuses(
        policy,
        world,
        "it is Tue 2026-03-10 11:00 Europe/Berlin and the policy's window is Mon-Fri 09:00-10:00 Europe/Berlin",
        "The window opens Wed 2026-03-11 09:00 Europe/Berlin.");
    world.limits = Written.limits().always("UTC").done();
    refuses(
        policy,
        world,
        "it is Tue 2026-03-10 11:00 Europe/Berlin and the policy's window is Mon-Fri 09:00-10:00 Europe/Berlin",
        "The window opens Wed 2026-03-11 09:00 Europe/Berlin.");
  }
}

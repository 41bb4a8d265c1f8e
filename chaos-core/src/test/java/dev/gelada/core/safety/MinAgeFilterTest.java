package dev.gelada.core.safety;

import static dev.gelada.core.safety.Judging.allows;
import static dev.gelada.core.safety.Judging.refuses;

import dev.gelada.core.safety.Answer.Origin;
import dev.gelada.core.target.Target;
import dev.gelada.core.testing.Worlds;
import dev.gelada.core.testing.Written;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MinAgeFilterTest {
  private final Worlds world = new Worlds();
  private final MinAgeFilter file = new MinAgeFilter(Origin.FILE);
  private final MinAgeFilter policy = new MinAgeFilter(Origin.POLICY);

  @Test
  void limits_nothing_where_nothing_is_said() throws Exception {
    allows(file, world, "the file sets no limit");
    allows(policy, world, "the policy sets no limit");
    started(null);
    allows(file, world, "the file sets no limit");
  }

  @Test
  void refuses_what_is_too_young() throws Exception {
    world.limits = Written.limits().minAge(Duration.ofMinutes(10)).done();
    started(Instant.parse("2026-03-10T09:57:00Z"));
    refuses(
        file,
        world,
        "cart-1 is 3 min old and the limit is 10 min",
        "Wait 7 min, or lower limits.minAge.");
    started(Instant.parse("2026-03-10T09:50:00Z"));
    allows(file, world, "10 min old, the limit is 10 min");
    started(Instant.parse("2026-03-10T10:01:00Z"));
    refuses(
        file,
        world,
        "cart-1 is -1 min old and the limit is 10 min",
        "Wait 11 min, or lower limits.minAge.");
  }

  @Test
  void refuses_what_does_not_say_how_old_it_is() throws Exception {
    world.limits = Written.limits().minAge(Duration.ofMinutes(10)).done();
    started(null);
    refuses(
        file,
        world,
        "the platform does not say since when cart-1 exists, and the limit is 10 min",
        "Leave out limits.minAge for such targets.");
  }

  @Test
  void asks_what_the_policy_says_too() throws Exception {
    world.policy(Written.limits().minAge(Duration.ofDays(30)).done());
    refuses(
        policy,
        world,
        "cart-1 is 9 days 10 h old and the policy's limit is 30 days",
        "Wait 20 days 14 h.");
  }

  private void started(@Nullable Instant at) {
    world.member(1, t -> new Target(t.id(), t.group(), "", Map.of(), at, t.health(), List.of()));
  }
}

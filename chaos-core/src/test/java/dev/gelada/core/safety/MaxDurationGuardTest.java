package dev.gelada.core.safety;

import static dev.gelada.core.safety.Judging.allows;
import static dev.gelada.core.safety.Judging.refuses;

import dev.gelada.core.safety.Answer.Origin;
import dev.gelada.core.testing.Worlds;
import dev.gelada.core.testing.Written;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class MaxDurationGuardTest {
  private final Worlds world = new Worlds();
  private final MaxDurationGuard file = new MaxDurationGuard(Origin.FILE);
  private final MaxDurationGuard policy = new MaxDurationGuard(Origin.POLICY);

  @Test
  void refuses_a_strike_that_ends_after_the_run_must() throws Exception {
    world.lasts = Duration.ofSeconds(30);
    world.endsBy = Instant.parse("2026-03-10T10:00:30Z");
    allows(
        file,
        world,
        "the strike would be over Tue 2026-03-10 10:00:30 UTC and the run must be over Tue 2026-03-10 10:00:30 UTC");
    world.endsBy = Instant.parse("2026-03-10T10:00:29Z");
    refuses(
        file,
        world,
        "the strike would be over Tue 2026-03-10 10:00:30 UTC and the run must be over Tue 2026-03-10 10:00:29 UTC",
        "Shorten the steps, or raise limits.maxDuration.");
  }

  @Test
  void judges_an_irreversible_strike_by_now() throws Exception {
    world.endsBy = world.now;
    allows(
        file,
        world,
        "the strike would be over Tue 2026-03-10 10:00 UTC and the run must be over Tue 2026-03-10 10:00 UTC");
    world.endsBy = world.now.minusSeconds(1);
    refuses(
        file,
        world,
        "the strike would be over Tue 2026-03-10 10:00 UTC and the run must be over Tue 2026-03-10 09:59:59 UTC",
        "Shorten the steps, or raise limits.maxDuration.");
  }

  @Test
  void judges_by_the_policy_from_when_the_run_began() throws Exception {
    world.lasts = Duration.ofMinutes(2);
    world.policy(Written.limits().maxDuration(Duration.ofMinutes(1)).done());
    refuses(
        policy,
        world,
        "the strike would be over Tue 2026-03-10 10:02 UTC and the run must be over Tue 2026-03-10 10:01 UTC",
        "The policy sets this limit; `gelada policy show` prints it.");
    world.lasts = Duration.ofMinutes(1);
    allows(
        policy,
        world,
        "the strike would be over Tue 2026-03-10 10:01 UTC and the run must be over Tue 2026-03-10 10:01 UTC");
  }

  @Test
  void judges_by_the_files_own_words_where_the_run_has_no_bound_yet() throws Exception {
    world.lasts = Duration.ofMinutes(2);
    world.limits = Written.limits().zone("UTC").maxDuration(Duration.ofMinutes(1)).done();
    refuses(
        file,
        world,
        "the strike would be over Tue 2026-03-10 10:02 UTC and the run must be over Tue 2026-03-10 10:01 UTC",
        "Shorten the steps, or raise limits.maxDuration.");
  }

  @Test
  void limits_nothing_where_nothing_is_said() throws Exception {
    allows(file, world, "the file sets no limit");
    allows(policy, world, "the policy sets no limit");
  }
}

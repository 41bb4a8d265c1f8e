package dev.gelada.core.safety;

import static dev.gelada.core.safety.Judging.allows;
import static dev.gelada.core.safety.Judging.refuses;

import dev.gelada.core.plan.Span;
import dev.gelada.core.safety.Answer.Origin;
import dev.gelada.core.testing.Worlds;
import dev.gelada.core.testing.Written;
import dev.gelada.core.trail.Claim;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class MinGapGuardTest {
  private final Worlds world = new Worlds();
  private final MinGapGuard file = new MinGapGuard(Origin.FILE);
  private final MinGapGuard policy = new MinGapGuard(Origin.POLICY);

  @Test
  void counts_from_when_the_last_occasion_began() throws Exception {
    world.limits = Written.limits().zone("UTC").minGap(new Span(Duration.ofHours(2), 0)).done();
    world.claimed("run-0", 2, "2026-03-10T08:00:00Z", Claim.State.STRUCK);
    world.claimed(
        "run-0", 3, "2026-03-10T09:30:00Z", Claim.State.STRUCK); // still the same occasion
    allows(file, world, "no other run began to strike cart within 2 h");
    world.now = Instant.parse("2026-03-10T09:59:59Z");
    refuses(
        file,
        world,
        "run run-0 began to strike cart Tue 2026-03-10 08:00 UTC and the limit is 2 h between occasions",
        "Wait until Tue 2026-03-10 10:00 UTC, or lower limits.minGap.");
  }

  @Test
  void counts_workdays_from_the_close_of_the_window() throws Exception {
    world.limits = Written.limits().zone("UTC").minGap(new Span(Duration.ZERO, 2)).done();
    world.claimed("run-0", 2, "2026-03-06T14:00:00Z", Claim.State.STRUCK); // a Friday
    world.now = Instant.parse("2026-03-09T14:30:00Z");
    refuses(
        file,
        world,
        "run run-0 began to strike cart Fri 2026-03-06 14:00 UTC and the limit is 2 workdays between occasions",
        "Wait until Tue 2026-03-10 00:00 UTC, or lower limits.minGap.");
    world.now = Instant.parse("2026-03-10T09:00:00Z");
    allows(file, world, "no other run began to strike cart within 2 workdays");
  }

  @Test
  void does_not_ask_it_of_the_run_itself() throws Exception {
    world.limits = Written.limits().zone("UTC").minGap(new Span(Duration.ZERO, 2)).done();
    world.claimed("run-1", 2, "2026-03-10T09:59:00Z", Claim.State.STRUCK);
    allows(file, world, "no other run began to strike cart within 2 workdays");
  }

  @Test
  void limits_nothing_where_nothing_is_said() throws Exception {
    allows(file, world, "the file sets no limit");
    allows(policy, world, "the policy sets no limit");
  }
}

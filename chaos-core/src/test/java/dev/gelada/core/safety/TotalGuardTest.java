package dev.gelada.core.safety;

import static dev.gelada.core.safety.Judging.allows;
import static dev.gelada.core.safety.Judging.refuses;

import dev.gelada.core.plan.Rate;
import dev.gelada.core.safety.Answer.Origin;
import dev.gelada.core.testing.Worlds;
import dev.gelada.core.testing.Written;
import dev.gelada.core.trail.Claim;
import dev.gelada.core.trail.Entry;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TotalGuardTest {
  private final Worlds world = new Worlds();
  private final TotalGuard file = new TotalGuard(Origin.FILE);
  private final TotalGuard policy = new TotalGuard(Origin.POLICY);

  @Test
  void limits_nothing_where_nothing_is_said() throws Exception {
    allows(file, world, "the file sets no limit");
    allows(policy, world, "the policy sets no limit");
  }

  @Test
  void counts_the_files_victims_since_midnight() throws Exception {
    world.limits = Written.limits().zone("UTC").total(new Rate(2, Rate.Period.DAY)).done();
    world.claimed("run-0", 2, "2026-03-09T23:59:59Z", Claim.State.STRUCK);
    world.claimed("run-0", 3, "2026-03-10T00:00:00Z", Claim.State.STRUCK);
    allows(file, world, "the file kill-cart had 1 victim this day and the limit is 2 per day");
    world.claimed("run-0", 2, "2026-03-10T01:00:00Z", Claim.State.FAILED);
    refuses(
        file,
        world,
        "the file kill-cart had 2 victims this day and the limit is 2 per day",
        "Wait, or raise limits.total.");
  }

  @Test
  void counts_an_hour_back_to_the_moment() throws Exception {
    world.limits = Written.limits().zone("UTC").total(new Rate(1, Rate.Period.HOUR)).done();
    world.claimed("run-0", 3, "2026-03-10T08:59:59.999Z", Claim.State.STRUCK);
    allows(file, world, "the file kill-cart had 0 victims this hour and the limit is 1 per hour");
    world.claimed("run-0", 3, "2026-03-10T09:00:00Z", Claim.State.STRUCK);
    refuses(
        file,
        world,
        "the file kill-cart had 1 victim this hour and the limit is 1 per hour",
        "Wait, or raise limits.total.");
  }

  @Test
  void counts_the_own_run_too() throws Exception {
    world.limits = Written.limits().zone("UTC").total(new Rate(1, Rate.Period.WEEK)).done();
    world.claimed("run-1", 3, "2026-03-09T08:00:00Z", Claim.State.STRUCK);
    refuses(
        file,
        world,
        "the file kill-cart had 1 victim this week and the limit is 1 per week",
        "Wait, or raise limits.total.");
  }

  @Test
  void counts_for_the_policy_over_the_trail_in_its_own_zone() throws Exception {
    world.limits = Written.limits().zone("UTC").total(new Rate(1, Rate.Period.DAY)).done();
    world.policy(Written.limits().zone("Europe/Berlin").total(new Rate(1, Rate.Period.DAY)).done());
    world.claimed(
        "run-0",
        world.members.get(1),
        Instant.parse("2026-03-09T23:30:00Z"),
        Claim.State.STRUCK,
        c ->
            new Entry.Claimed(
                c.strike(),
                c.intent(),
                c.lease(),
                c.slot(),
                new Entry.Origin("other", "", "", "", "", "", "1", Map.of()),
                false));
    allows(file, world, "the file kill-cart had 0 victims this day and the limit is 1 per day");
    refuses(
        policy,
        world,
        "the trail as a whole had 1 victim this day and the policy's limit is 1 per day",
        "The policy sets this limit; `gelada policy show` prints it.");
  }

  @Test
  void gives_back_what_never_happened() throws Exception {
    world.limits = Written.limits().zone("UTC").total(new Rate(1, Rate.Period.DAY)).done();
    world.claimed("run-0", 2, "2026-03-10T01:00:00Z", Claim.State.RELEASED);
    world.claimed("run-0", 2, "2026-03-10T01:00:00Z", Claim.State.UNTOUCHED);
    allows(file, world, "the file kill-cart had 0 victims this day and the limit is 1 per day");
  }
}

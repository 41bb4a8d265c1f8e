package dev.gelada.core.safety;

import static dev.gelada.core.safety.Judging.allows;
import static dev.gelada.core.safety.Judging.refuses;

import dev.gelada.core.plan.Rate;
import dev.gelada.core.safety.Answer.Origin;
import dev.gelada.core.target.Health;
import dev.gelada.core.testing.Worlds;
import dev.gelada.core.testing.Written;
import dev.gelada.core.trail.Claim;
import dev.gelada.core.trail.Entry;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PerGroupGuardTest {
  private final Worlds world = new Worlds();
  private final PerGroupGuard file = new PerGroupGuard(Origin.FILE);
  private final PerGroupGuard policy = new PerGroupGuard(Origin.POLICY);

  @Test
  void allows_one_occasion_a_workday_where_the_file_says_nothing() throws Exception {
    allows(
        file, world, "other runs struck cart 0 times this workday and the limit is 1 per workday");
    world.claimed("run-0", 2, "2026-03-10T09:50:00Z", Claim.State.STRUCK);
    refuses(
        file,
        world,
        "other runs struck cart once this workday and the limit is 1 per workday",
        "Wait, or raise limits.perGroup.");
  }

  @Test
  void counts_all_claims_of_one_run_as_one_occasion() throws Exception {
    world.limits = Written.limits().zone("UTC").perGroup(new Rate(2, Rate.Period.DAY)).done();
    world.claimed("run-0", 2, "2026-03-10T09:50:00Z", Claim.State.STRUCK);
    world.claimed("run-0", 3, "2026-03-10T09:50:00Z", Claim.State.STRUCK);
    allows(file, world, "other runs struck cart once this day and the limit is 2 per day");
    world.claimed("run-9", 3, "2026-03-10T09:51:00Z", Claim.State.STRUCK);
    refuses(
        file,
        world,
        "other runs struck cart 2 times this day and the limit is 2 per day",
        "Wait, or raise limits.perGroup.");
  }

  @Test
  void counts_the_own_runs_earlier_claims_as_the_same_occasion() throws Exception {
    world.claimed("run-1", 2, "2026-03-10T09:50:00Z", Claim.State.STRUCK);
    allows(
        file, world, "other runs struck cart 0 times this workday and the limit is 1 per workday");
  }

  @Test
  void looks_over_all_files_and_only_at_the_group() throws Exception {
    world.claimed(
        "run-0",
        Worlds.member(Worlds.groupId("shop"), 1, Health.HEALTHY),
        world.now,
        Claim.State.STRUCK,
        c -> c);
    allows(
        file, world, "other runs struck cart 0 times this workday and the limit is 1 per workday");
    world.claimed(
        "run-9",
        world.members.get(1),
        world.now,
        Claim.State.STRUCK,
        c ->
            new Entry.Claimed(
                c.strike(),
                c.intent(),
                c.lease(),
                c.slot(),
                new Entry.Origin("other", "", "", "", "", "", "1", Map.of()),
                false));
    refuses(
        file,
        world,
        "other runs struck cart once this workday and the limit is 1 per workday",
        "Wait, or raise limits.perGroup.");
  }

  @Test
  void lets_fridays_occasion_count_over_the_weekend() throws Exception {
    world.now = Instant.parse("2026-03-15T10:00:00Z");
    world.claimed("run-0", 2, "2026-03-13T10:00:00Z", Claim.State.STRUCK);
    refuses(
        file,
        world,
        "other runs struck cart once this workday and the limit is 1 per workday",
        "Wait, or raise limits.perGroup.");
    world.now = Instant.parse("2026-03-16T00:00:00Z");
    allows(
        file, world, "other runs struck cart 0 times this workday and the limit is 1 per workday");
  }

  @Test
  void counts_a_run_that_began_yesterday_and_struck_again_today() throws Exception {
    world.claimed("run-0", 2, "2026-03-09T14:50:00Z", Claim.State.STRUCK);
    allows(
        file, world, "other runs struck cart 0 times this workday and the limit is 1 per workday");
    world.claimed("run-0", 3, "2026-03-10T09:10:00Z", Claim.State.STRUCK);
    refuses(
        file,
        world,
        "other runs struck cart once this workday and the limit is 1 per workday",
        "Wait, or raise limits.perGroup.");
  }

  @Test
  void counts_records_that_are_ahead_of_the_clock() throws Exception {
    world.claimed("run-0", 2, "2026-03-10T10:00:04Z", Claim.State.STRUCK);
    refuses(
        file,
        world,
        "other runs struck cart once this workday and the limit is 1 per workday",
        "Wait, or raise limits.perGroup.");
  }

  @Test
  void forbids_all_with_none_and_nothing_where_it_is_unlimited_or_owned() throws Exception {
    world.limits = Written.limits().zone("UTC").perGroup(new Rate(0, Rate.Period.DAY)).done();
    refuses(
        file,
        world,
        "other runs struck cart 0 times this day and the limit is 0 per day",
        "Wait, or raise limits.perGroup.");
    world.limits = Written.limits().zone("UTC").perGroup(Rate.UNLIMITED).done();
    allows(file, world, "unlimited");
    world.owned = true;
    world.limits = Written.limits().done();
    allows(file, world, "not applicable: owned");
    allows(policy, world, "the policy sets no limit");
  }
}

package dev.gelada.core.safety;

import static dev.gelada.core.safety.Judging.allows;
import static dev.gelada.core.safety.Judging.refuses;

import dev.gelada.core.plan.Span;
import dev.gelada.core.safety.Answer.Origin;
import dev.gelada.core.target.Health;
import dev.gelada.core.testing.Worlds;
import dev.gelada.core.testing.Written;
import dev.gelada.core.trail.Claim;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class CooldownGuardTest {
  private final Worlds world = new Worlds();
  private final CooldownGuard file = new CooldownGuard(Origin.FILE);
  private final CooldownGuard policy = new CooldownGuard(Origin.POLICY);

  @Test
  void limits_nothing_where_nothing_is_said_or_it_is_none() throws Exception {
    world.claimed("run-0", 2, "2026-03-10T09:59:00Z", Claim.State.STRUCK);
    allows(file, world, "the file sets no limit");
    world.limits = Written.limits().zone("UTC").cooldown(new Span(Duration.ZERO, 0)).done();
    allows(file, world, "the file sets no limit");
  }

  @Test
  void begins_when_the_last_strike_ended() throws Exception {
    world.limits =
        Written.limits().zone("UTC").cooldown(new Span(Duration.ofMinutes(10), 0)).done();
    world.claimed("run-0", 2, "2026-03-10T09:49:00Z", Claim.State.REVERTED); // over 30 s later
    allows(file, world, "no other run's strike on cart ended within 10 min");
    world.now = Instant.parse("2026-03-10T09:59:30Z");
    allows(file, world, "no other run's strike on cart ended within 10 min");
    world.now = Instant.parse("2026-03-10T09:59:29Z");
    refuses(
        file,
        world,
        "a strike on cart ended Tue 2026-03-10 09:49:30 UTC and the limit is 10 min after it",
        "Wait until Tue 2026-03-10 09:59:30 UTC, or lower limits.cooldown.");
  }

  @Test
  void has_not_begun_while_a_strike_is_open() throws Exception {
    world.limits =
        Written.limits().zone("UTC").cooldown(new Span(Duration.ofMinutes(10), 0)).done();
    world.claimed("run-0", 2, "2026-03-10T01:00:00Z", Claim.State.RESIDUE);
    refuses(
        file,
        world,
        "a strike of run run-0 on cart is not over and the limit is 10 min after it",
        "Wait until it is over; `gelada revert` settles what nobody owns.");
  }

  @Test
  void does_not_ask_it_of_the_run_itself_nor_of_other_groups_nor_of_what_never_happened()
      throws Exception {
    world.limits =
        Written.limits().zone("UTC").cooldown(new Span(Duration.ofMinutes(10), 0)).done();
    world.claimed("run-1", 2, "2026-03-10T09:59:00Z", Claim.State.CLAIMED);
    world.claimed("run-0", 2, "2026-03-10T09:59:00Z", Claim.State.RELEASED);
    world.claimed(
        "run-0",
        Worlds.member(Worlds.groupId("shop"), 1, Health.HEALTHY),
        world.now,
        Claim.State.CLAIMED,
        c -> c);
    allows(file, world, "no other run's strike on cart ended within 10 min");
  }

  @Test
  void counts_workdays_in_the_policys_zone() throws Exception {
    world.policy(
        Written.limits().zone("Europe/Berlin").cooldown(new Span(Duration.ZERO, 1)).done());
    world.claimed(
        "run-0", 2, "2026-03-09T13:59:40Z", Claim.State.STRUCK); // ended after 15:00 in Berlin
    refuses(
        policy,
        world,
        "a strike on cart ended Mon 2026-03-09 15:00:10 Europe/Berlin and the policy's limit is 1 workday after it",
        "Wait until Wed 2026-03-11 00:00 Europe/Berlin.");
  }
}

package dev.gelada.core.safety;

import static dev.gelada.core.safety.Judging.allows;
import static dev.gelada.core.safety.Judging.refuses;

import dev.gelada.core.attack.Prepared;
import dev.gelada.core.plan.Amount;
import dev.gelada.core.safety.Answer.Origin;
import dev.gelada.core.target.Group;
import dev.gelada.core.target.Health;
import dev.gelada.core.testing.Worlds;
import dev.gelada.core.testing.Written;
import dev.gelada.core.trail.Claim;
import dev.gelada.core.trail.Entry;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MinHealthyGuardTest {
  private final Worlds world = new Worlds();
  private final MinHealthyGuard file = new MinHealthyGuard(Origin.FILE);
  private final MinHealthyGuard policy = new MinHealthyGuard(Origin.POLICY);

  @Test
  void refuses_when_the_group_would_fall_below_the_limit() throws Exception {
    world.limits = Written.limits().zone("UTC").minHealthy(new Amount(2, false)).done();
    world.health(2, Health.UNHEALTHY);
    refuses(
        file,
        world,
        "2 of 3 cart processes are healthy and the limit is 2",
        "Wait until more are healthy, or lower limits.minHealthy.");
  }

  @Test
  void allows_when_exactly_the_limit_is_left() throws Exception {
    world.limits = Written.limits().zone("UTC").minHealthy(new Amount(2, false)).done();
    allows(file, world, "3 of 3 cart processes are healthy, this takes 1, the limit is 2");
  }

  @Test
  void leaves_one_where_the_file_says_nothing_also_of_owned_ones() throws Exception {
    world.members.remove(2);
    world.members.remove(1);
    refuses(
        file,
        world,
        "1 of 1 cart processes are healthy and the limit is 1",
        "Pick fewer victims, or lower limits.minHealthy.");
    world.owned = true;
    refuses(
        file,
        world,
        "1 of 1 cart processes are healthy and the limit is 1",
        "Pick fewer victims, or lower limits.minHealthy.");
  }

  @Test
  void rounds_a_percentage_up_and_takes_it_of_what_the_group_wants() throws Exception {
    world.limits = Written.limits().zone("UTC").minHealthy(new Amount(34, true)).done();
    refusesAfter(2);
    allows(
        file,
        world,
        "3 of 3 cart processes are healthy, this takes 1, the limit is 34% of 3, which is 2");
    world.group = new Group(Worlds.CART, Map.of(), 10, true, List.of());
    refuses(
        file,
        world,
        "3 of 10 cart processes are healthy and the limit is 34% of 10, which is 4",
        "Wait until more are healthy, or lower limits.minHealthy.");
  }

  @Test
  void counts_unknown_health_as_unhealthy_and_says_so() throws Exception {
    world.health(2, Health.UNKNOWN).health(3, Health.UNKNOWN);
    refuses(
        file,
        world,
        "1 of 3 cart processes are healthy (2 of unknown health, which counts as unhealthy) and the limit is 1",
        "Wait until more are healthy, or lower limits.minHealthy.");
  }

  @Test
  void strikes_off_by_identity_whatever_the_reading_says() throws Exception {
    world.claimed("run-0", 2, "2026-03-10T09:59:00Z", Claim.State.CLAIMED);
    world.claimed("run-0", 3, "2026-03-09T09:59:00Z", Claim.State.STRUCK);
    refuses(
        file,
        world,
        "1 of 3 cart processes are healthy (2 struck off by the trail) and the limit is 1",
        "Wait until more are healthy, or lower limits.minHealthy.");
  }

  @Test
  void believes_the_reading_of_what_was_reverted_or_failed() throws Exception {
    world.claimed("run-0", 2, "2026-03-09T09:59:00Z", Claim.State.FAILED);
    world.claimed("run-0", 3, "2026-03-09T09:59:00Z", Claim.State.REVERTED);
    allows(file, world, "3 of 3 cart processes are healthy, this takes 1, the limit is 1");
  }

  @Test
  void strikes_off_residue() throws Exception {
    world.claimed("run-0", 2, "2026-03-09T09:59:00Z", Claim.State.RESIDUE);
    allows(
        file,
        world,
        "2 of 3 cart processes are healthy (1 struck off by the trail), this takes 1, the limit is 1");
  }

  @Test
  void takes_nothing_from_the_healthy_ones_when_the_victim_is_none_of_them() throws Exception {
    world.health(1, Health.UNHEALTHY).health(2, Health.UNHEALTHY);
    allows(file, world, "1 of 3 cart processes are healthy, this takes 0, the limit is 1");
  }

  @Test
  void counts_the_victim_though_the_attack_says_that_it_takes_nothing() throws Exception {
    world.takes = List.of();
    world.limits = Written.limits().zone("UTC").minHealthy(new Amount(3, false)).done();
    refuses(
        file,
        world,
        "3 of 3 cart processes are healthy and the limit is 3",
        "Pick fewer victims, or lower limits.minHealthy.");
  }

  @Test
  void counts_all_that_the_attack_takes() throws Exception {
    world.takes = List.of(new Prepared.Take(Worlds.CART, 2), new Prepared.Take(Worlds.CART, 1));
    refuses(
        file,
        world,
        "3 of 3 cart processes are healthy, this takes 3 and the limit is 1",
        "Pick fewer victims, or lower limits.minHealthy.");
  }

  @Test
  void counts_what_open_strikes_take_without_saying_whom() throws Exception {
    world.claimed(
        "run-0",
        Worlds.member(Worlds.groupId("shop"), 1, Health.HEALTHY),
        Instant.parse("2026-03-10T09:59:00Z"),
        Claim.State.CLAIMED,
        c -> taking(c, 2));
    refuses(
        file,
        world,
        "1 of 3 cart processes are healthy (2 taken by open strikes) and the limit is 1",
        "Wait until more are healthy, or lower limits.minHealthy.");
  }

  @Test
  void believes_the_reading_of_what_an_irreversible_strike_took_once_it_has_settled()
      throws Exception {
    world.claimed(
        "run-0",
        Worlds.member(Worlds.groupId("shop"), 1, Health.HEALTHY),
        Instant.parse("2026-03-10T09:59:21Z"),
        Claim.State.STRUCK,
        c -> taking(c, 2));
    world.now = Instant.parse("2026-03-10T10:00:00.999Z"); // closed at 09:59:51, settles for 10 s
    refuses(
        file,
        world,
        "1 of 3 cart processes are healthy (2 taken by open strikes) and the limit is 1",
        "Wait until more are healthy, or lower limits.minHealthy.");
    world.now = Instant.parse("2026-03-10T10:00:01Z");
    allows(file, world, "3 of 3 cart processes are healthy, this takes 1, the limit is 1");
  }

  @Test
  void does_not_apply_where_members_do_not_replace_each_other() throws Exception {
    world.group = new Group(Worlds.CART, Map.of(), 1, false, List.of());
    world.members.removeIf(member -> !member.id().name().equals("cart-1"));
    allows(file, world, "not applicable: members of the group do not replace each other");
  }

  @Test
  void holds_for_bystanders_too_and_refuses_where_nobody_looked_at_them() throws Exception {
    world.takes =
        List.of(new Prepared.Take(Worlds.CART, 1), new Prepared.Take(Worlds.groupId("shop"), 1));
    refuses(
        file,
        world,
        "the attack takes from shop, whose health was not looked at",
        "Use a source that can see this group too.");
    world.bystanders.put(Worlds.groupId("shop"), Worlds.look(Worlds.group("shop"), 1));
    refuses(
        file,
        world,
        "1 of 1 shop processes are healthy and the limit is 1",
        "Pick fewer victims, or lower limits.minHealthy.");
    world.bystanders.put(Worlds.groupId("shop"), Worlds.look(Worlds.group("shop"), 2));
    allows(file, world, "3 of 3 cart processes are healthy, this takes 1, the limit is 1");
  }

  @Test
  void asks_of_the_policy_only_what_it_says() throws Exception {
    world.members.removeIf(member -> !member.id().name().equals("cart-1"));
    allows(policy, world, "the policy sets no limit");
    world.policy(Written.limits().minHealthy(new Amount(1, false)).done());
    refuses(
        policy,
        world,
        "1 of 1 cart processes are healthy and the policy's limit is 1",
        "The policy sets this limit; `gelada policy show` prints it.");
  }

  private void refusesAfter(int unhealthy) throws Exception {
    world.health(unhealthy, Health.UNHEALTHY);
    refuses(
        file,
        world,
        "2 of 3 cart processes are healthy and the limit is 34% of 3, which is 2",
        "Wait until more are healthy, or lower limits.minHealthy.");
    world.health(unhealthy, Health.HEALTHY);
  }

  private static Entry.Claimed taking(Entry.Claimed c, int members) {
    return new Entry.Claimed(
        c.strike(),
        new Prepared.Intent(
            c.intent().undo(), List.of(new Prepared.Take(Worlds.CART, members)), Set.of(), false),
        c.lease(),
        c.slot(),
        c.origin(),
        false);
  }
}

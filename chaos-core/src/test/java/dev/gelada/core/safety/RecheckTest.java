package dev.gelada.core.safety;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gelada.core.attack.Prepared;
import dev.gelada.core.plan.Amount;
import dev.gelada.core.plugin.Refusal;
import dev.gelada.core.target.Group;
import dev.gelada.core.target.Health;
import dev.gelada.core.target.Target;
import dev.gelada.core.target.TargetId;
import dev.gelada.core.testing.Worlds;
import dev.gelada.core.testing.Written;
import dev.gelada.core.trail.Claim;
import dev.gelada.core.trail.Entry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RecheckTest {
  private final Gate gate = new Gate(text -> text);
  private final Worlds world = new Worlds();
  private Proposal proposal = world.proposal(1);

  @BeforeEach
  void claims_the_first_member() {
    claim(Claim.State.CLAIMED);
  }

  @Test
  void lets_a_claim_go_ahead_while_all_is_as_it_was() {
    assertThat(refusal()).isEmpty();
  }

  @Test
  void does_not_take_the_victim_twice() {
    world.members.remove(2);
    world.limits = Written.limits().zone("UTC").minHealthy(new Amount(1, false)).done();
    proposal = world.proposal(1);
    assertThat(refusal()).isEmpty();
    world.health(2, Health.UNHEALTHY);
    assertThat(refusal())
        .contains(
            new Refusal(
                "minHealthy",
                "0 of 2 cart processes are healthy (1 struck off by the trail) and the limit is 1",
                "Wait until more are healthy, or lower limits.minHealthy."));
  }

  @Test
  void asks_the_policys_minimum_too() {
    world.policy(Written.limits().minHealthy(new Amount(3, false)).done());
    proposal = world.proposal(1);
    assertThat(rule()).contains("minHealthy");
  }

  @Test
  void does_not_need_the_window_again() {
    world.now = Instant.parse("2026-03-10T15:00:01Z");
    assertThat(refusal()).isEmpty();
  }

  @Test
  void refuses_what_is_not_in_the_trail_or_not_open_any_more() {
    world.claims.clear();
    assertThat(rule()).contains("claim");
    for (Claim.State state : Claim.State.values()) {
      claim(state);
      assertThat(rule().isPresent()).isEqualTo(state != Claim.State.CLAIMED);
    }
  }

  @Test
  void refuses_the_claim_of_another_run() {
    Entry.Claimed entry = proposal.claim();
    world.claims.clear();
    world.claims.add(new Claim(9, world.now, "run-2", entry, Claim.State.CLAIMED, null, ""));
    assertThat(rule()).contains("claim");
  }

  @Test
  void refuses_after_a_halt_though_it_was_resumed() {
    world.halted = new Entry.Halted("pager");
    assertThat(rule()).contains("halted");
    world.halted = null;
    world.haltedAfter = 10;
    assertThat(rule()).contains("halted");
    world.haltedAfter = 8;
    assertThat(rule()).isEmpty();
  }

  @Test
  void refuses_a_victim_that_is_gone_or_only_has_the_same_name() {
    Target first = world.members.get(0);
    world.member(1, same -> renewed(same, first.id().uid() + "0"));
    assertThat(rule()).contains("identity");
    world.members.remove(0);
    assertThat(rule()).contains("identity");
  }

  @Test
  void refuses_another_group() {
    world.group = Worlds.group("shop");
    assertThat(rule()).contains("identity");
  }

  @Test
  void refuses_when_somebody_opted_out_meanwhile() {
    world.group = new Group(Worlds.CART, Map.of("gelada/enabled", "false"), -1, true, List.of());
    assertThat(rule()).contains("opt-out");
    world.group = new Group(Worlds.CART, Map.of(), -1, true, List.of());
    assertThat(rule()).contains("opt-in");
  }

  @Test
  void refuses_when_the_victim_was_excepted_meanwhile() {
    world.excepted.add(world.members.get(0).id());
    assertThat(rule()).contains("except");
  }

  @Test
  void refuses_what_the_platform_holds_now() {
    Refusal rollout = new Refusal("rollout", "under way", "Wait.");
    world.group = new Group(Worlds.CART, world.group.labels(), -1, true, List.of(rollout));
    assertThat(refusal()).contains(rollout);
    world.group = Worlds.group("cart");
    world.member(
        1,
        t -> new Target(t.id(), t.group(), "", Map.of(), null, Health.HEALTHY, List.of(rollout)));
    assertThat(refusal()).contains(rollout);
  }

  @Test
  void refuses_when_bystanders_cannot_be_seen_any_more() {
    world.takes =
        List.of(new Prepared.Take(Worlds.CART, 1), new Prepared.Take(Worlds.groupId("shop"), 1));
    world.bystanders.put(Worlds.groupId("shop"), Worlds.look(Worlds.group("shop"), 2));
    proposal = world.proposal(1);
    claim(Claim.State.CLAIMED);
    assertThat(rule()).isEmpty();
    world.bystanders.clear();
    assertThat(rule()).contains("bystanders");
  }

  @Test
  void refuses_a_strike_whose_end_has_passed() {
    world.lasts = Duration.ofSeconds(20);
    proposal = world.proposal(1);
    claim(Claim.State.CLAIMED);
    assertThat(rule()).isEmpty();
    world.now = world.now.plusSeconds(20);
    assertThat(rule()).contains("claim");
  }

  private void claim(Claim.State state) {
    world.claims.clear();
    Claim claim = new Claim(9, world.now, "run-1", proposal.claim(), state, null, "");
    world.claims.add(
        claim.open()
            ? claim
            : new Claim(9, world.now, "run-1", proposal.claim(), state, world.now, ""));
  }

  private Optional<Refusal> refusal() {
    return gate.recheck(proposal, world.look(), world.ledger(), world.now);
  }

  private Optional<String> rule() {
    return refusal().map(Refusal::rule);
  }

  private static Target renewed(Target target, String uid) {
    TargetId id = target.id();
    return new Target(
        new TargetId(id.place(), id.kind(), id.name(), uid),
        target.group(),
        "",
        Map.of(),
        null,
        Health.HEALTHY,
        List.of());
  }
}

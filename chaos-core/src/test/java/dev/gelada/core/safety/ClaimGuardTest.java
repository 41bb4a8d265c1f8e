package dev.gelada.core.safety;

import static dev.gelada.core.safety.Judging.allows;
import static dev.gelada.core.safety.Judging.refuses;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gelada.core.attack.Lease;
import dev.gelada.core.attack.Prepared;
import dev.gelada.core.attack.Strike;
import dev.gelada.core.attack.Undo;
import dev.gelada.core.testing.Worlds;
import dev.gelada.core.trail.Claim;
import dev.gelada.core.trail.Entry;
import dev.gelada.core.trail.Slot;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClaimGuardTest {
  private final Worlds world = new Worlds();
  private final ClaimGuard guard = new ClaimGuard();

  private static final String BUG =
      "This is a mistake of Gelada or of a plug-in: please report it.";

  @Test
  void allows_a_claim_that_says_what_is_judged() throws Exception {
    allows(guard, world, "the claim says what is judged");
    world.lasts = Duration.ofSeconds(30);
    allows(guard, world, "the claim says what is judged");
  }

  @Test
  void refuses_another_victim() throws Exception {
    Entry.Claimed other = new Worlds().proposal(2).claim();
    world.claim = c -> other;
    refuses(guard, world, "the claim names another victim than the one that is judged", BUG);
  }

  @Test
  void refuses_a_victim_that_was_not_seen() throws Exception {
    Candidate seen = world.candidate(1);
    Proposal proposal = world.proposal(1);
    world.members.remove(0);
    Candidate unseen =
        new Candidate(
            seen.mission(), seen.hit(), seen.aim(), world.look(), seen.target(), seen.now());
    assertThat(guard.judge(new Proposal(unseen, proposal.claim()), world.ledger()))
        .isEqualTo(Verdict.no("claim", "cart-1 is not among the members that were seen", BUG));
  }

  @Test
  void refuses_a_wrong_word_about_ownership() throws Exception {
    world.claim =
        c -> new Entry.Claimed(c.strike(), c.intent(), c.lease(), c.slot(), c.origin(), true);
    refuses(guard, world, "the claim says wrongly whether the victim is the run's own", BUG);
  }

  @Test
  void refuses_a_strike_that_is_in_the_trail() throws Exception {
    Entry.Claimed again = world.proposal(1).claim();
    world.claimed("run-1", world.members.get(0), world.now, Claim.State.FAILED, c -> again);
    refuses(guard, world, "strike new-1 is in the trail already", BUG);
  }

  @Test
  void refuses_another_slot_than_the_step_has() throws Exception {
    world.claim =
        c ->
            new Entry.Claimed(
                c.strike(),
                c.intent(),
                c.lease(),
                new Slot("other", Worlds.CART, "run-1", "steps[0]"),
                c.origin(),
                false);
    refuses(
        guard, world, "the claim names another file, occasion or step than what is judged", BUG);
    world.claim =
        c ->
            new Entry.Claimed(
                c.strike(),
                c.intent(),
                c.lease(),
                new Slot("kill-cart", Worlds.groupId("shop"), "run-1", "steps[0]"),
                c.origin(),
                false);
    refuses(
        guard, world, "the claim names another file, occasion or step than what is judged", BUG);
    world.claim =
        c ->
            new Entry.Claimed(
                c.strike(),
                c.intent(),
                c.lease(),
                new Slot("kill-cart", null, "run-1", "steps[1]"),
                c.origin(),
                false);
    refuses(
        guard, world, "the claim names another file, occasion or step than what is judged", BUG);
  }

  @Test
  void refuses_another_attack_than_the_step_has() throws Exception {
    world.claim =
        c ->
            new Entry.Claimed(
                new Strike(c.strike().id(), "pause", c.strike().victim(), null, 1),
                c.intent(),
                c.lease(),
                c.slot(),
                c.origin(),
                false);
    refuses(guard, world, "the claim names another attack than kill", BUG);
  }

  @Test
  void refuses_an_override_that_would_not_be_in_the_trail() throws Exception {
    world.claim =
        c ->
            new Entry.Claimed(
                c.strike(),
                c.intent(),
                c.lease(),
                c.slot(),
                new Entry.Origin("kill-cart", "", "", "", "", "", "1", Map.of()),
                false);
    world.overrides = Map.of("window", "game day");
    refuses(
        guard, world, "the claim names another policy or other overrides than the run has", BUG);
  }

  @Test
  void refuses_a_lease_that_is_shorter_than_the_attacks() throws Exception {
    world.lease = new Lease(Duration.ofSeconds(19), Duration.ofSeconds(10));
    refuses(guard, world, "the claim's lease is shorter than the attack needs", BUG);
    world.lease = new Lease(Duration.ofSeconds(30), Duration.ofSeconds(9));
    refuses(guard, world, "the claim's lease is shorter than the attack needs", BUG);
    world.lease = new Lease(Duration.ofSeconds(30), Duration.ofSeconds(30));
    allows(guard, world, "the claim says what is judged");
  }

  @Test
  void refuses_a_reversible_strike_without_an_end_and_an_irreversible_one_with_it()
      throws Exception {
    world.claim =
        c ->
            new Entry.Claimed(
                c.strike(),
                new Prepared.Intent(
                    new Undo.Recipe(Worlds.PLACE, Map.of(), Undo.Expiry.GUARDIAN),
                    c.intent().takes(),
                    c.intent().touches(),
                    false),
                c.lease(),
                c.slot(),
                c.origin(),
                false);
    refuses(guard, world, "the attack is reversible and the claim does not say when it ends", BUG);
    world.lasts = Duration.ofSeconds(30);
    world.claim =
        c ->
            new Entry.Claimed(
                c.strike(),
                new Prepared.Intent(
                    new Undo.None("gone"), c.intent().takes(), c.intent().touches(), false),
                c.lease(),
                c.slot(),
                c.origin(),
                false);
    refuses(guard, world, "the attack cannot be undone and the claim says when it ends", BUG);
  }

  @Test
  void refuses_a_strike_that_is_over_already() throws Exception {
    world.lasts = Duration.ZERO;
    refuses(guard, world, "the strike would be over before it begins", BUG);
  }
}

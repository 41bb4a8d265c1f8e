package dev.gelada.core.safety;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gelada.core.plan.OptIn;
import dev.gelada.core.plan.Policy;
import dev.gelada.core.plan.Window;
import dev.gelada.core.plugin.Refusal;
import dev.gelada.core.target.Group;
import dev.gelada.core.target.Health;
import dev.gelada.core.target.Target;
import dev.gelada.core.testing.Worlds;
import dev.gelada.core.testing.Written;
import dev.gelada.core.trail.Claim;
import dev.gelada.core.trail.Entry;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GateTest {
  private final Gate gate = new Gate(text -> text.replace("hunter22", "***"));
  private final Worlds world = new Worlds();

  @Test
  void lets_a_careful_strike_pass_with_every_rule_answering() {
    List<Answer> answers = gate.strikes(List.of(world.proposal(1)), world.ledger());
    assertThat(answers).allMatch(Answer::allowed);
    assertThat(answers)
        .extracting(Answer::rule)
        .contains("opt-in", "window", "minHealthy", "perGroup", "slot", "halted", "holds");
    assertThat(Gate.refusals(answers)).isEmpty();
  }

  @Test
  void gives_all_answers_about_a_member_and_not_only_the_first_no() {
    world.group = new Group(Worlds.groupId("kube-system/dns"), Map.of(), -1, true, List.of());
    world.members.clear();
    world.members.add(Worlds.member(world.group.id(), 1, Health.HEALTHY));
    world.excepted.add(world.members.get(0).id());
    List<Answer> answers = gate.member(world.candidate(1), world.ledger());
    assertThat(Gate.refusals(answers))
        .extracting(Refusal::rule)
        .containsExactly("never-touch", "opt-in", "except");
    assertThat(answers).hasSize(Rulebook.FILTERS.size() + 1);
  }

  @Test
  void passes_on_what_the_platform_says_under_its_own_rule_and_without_secrets() {
    Refusal rollout = new Refusal("rollout", "under way with hunter22", "Wait.");
    Refusal gelada = new Refusal("never-touch", "it is Gelada itself", "Aim elsewhere.");
    world.group = new Group(Worlds.CART, world.group.labels(), -1, true, List.of(rollout));
    world.member(1, target -> holding(target, gelada));
    assertThat(Gate.refusals(gate.member(world.candidate(1), world.ledger())))
        .containsExactly(new Refusal("rollout", "under way with ***", "Wait."), gelada);
  }

  @Test
  void judges_each_strike_as_if_those_before_it_were_claimed() {
    world.limits = Written.limits().zone("UTC").maxVictims(3).done();
    assertThat(refused(1, 2)).isEmpty();
    assertThat(refused(1, 2, 3)).containsExactly("minHealthy");
    world.limits = Written.limits().zone("UTC").maxVictims(1).done();
    assertThat(refused(1, 2)).containsExactly("maxVictims");
  }

  @Test
  void never_takes_the_same_victim_twice_in_one_append() {
    world.limits = Written.unlimited("UTC").done();
    assertThat(refused(1, 1)).contains("already-struck", "claim", "touches");
  }

  @Test
  void names_a_reason_once_though_it_holds_for_several_victims() {
    world.now = Instant.parse("2026-03-10T16:00:00Z");
    world.limits = Written.limits().zone("UTC").maxVictims(2).done();
    assertThat(refused(1, 2)).containsExactly("window");
  }

  @Test
  void refuses_what_it_cannot_decide_and_shows_no_secret() {
    Window window =
        new Window(
            false,
            dev.gelada.core.plan.Calendar.CAREFUL.days(),
            Duration.ofHours(9),
            Duration.ofHours(15),
            ZoneId.of("UTC"),
            List.of("hunter22"),
            List.of());
    world.limits = Written.limits().window(window).done();
    assertThat(Gate.refusals(gate.strikes(List.of(world.proposal(1)), world.ledger())))
        .contains(
            new Refusal(
                "window",
                "could not decide: IllegalArgumentException: no holiday calendar '***': country"
                    + " '***' is not known",
                "Nothing is attacked while a rule cannot be judged."));
  }

  @Test
  void sets_a_rule_of_the_file_aside_with_a_reason_and_leave() {
    world.now = Instant.parse("2026-03-10T16:00:00Z");
    world.overrides = Map.of("window", "game day");
    assertThat(refused(1)).containsExactlyInAnyOrder("override", "window");
    world.allow(new Policy.Allow(false, false, Set.of("window"), Set.of()));
    assertThat(refused(1)).isEmpty();
    assertThat(gate.strikes(List.of(world.proposal(1)), world.ledger()))
        .contains(new Answer("window", Answer.Origin.FILE, Verdict.yes("overridden: game day")));
  }

  @Test
  void never_sets_a_rule_of_the_policy_aside() {
    world.now = Instant.parse("2026-03-10T16:00:00Z");
    world.overrides = Map.of("window", "game day");
    world.policy(Written.limits().zone("UTC").done());
    world.allow(new Policy.Allow(false, false, Set.of("window"), Set.of()));
    assertThat(refused(1)).containsExactly("window");
  }

  @Test
  void asks_no_careful_defaults_of_owned_targets_and_keeps_what_is_written() {
    world.owned = true;
    world.group = new Group(Worlds.CART, Map.of(), -1, true, List.of());
    world.now = Instant.parse("2026-03-14T03:00:00Z");
    world.limits = Written.limits().done();
    world.claimed("run-0", 3, "2026-03-14T02:00:00Z", Claim.State.FAILED);
    assertThat(refused(1, 2)).isEmpty();
    assertThat(refused(1, 2, 3)).containsExactly("minHealthy");
    world.limits = Written.limits().zone("UTC").done();
    assertThat(refused(1)).containsExactly("window");
  }

  @Test
  void answers_the_same_for_the_same_ledger_and_look() {
    assertThat(gate.strikes(List.of(world.proposal(1)), world.ledger()))
        .isEqualTo(gate.strikes(List.of(world.proposal(1)), world.ledger()));
  }

  @Test
  void needs_opt_in_though_everything_else_is_allowed() {
    world.limits = Written.unlimited("UTC").done();
    world.group = new Group(Worlds.CART, Map.of(), -1, true, List.of());
    assertThat(refused(1)).containsExactly("opt-in");
    world.optIn = OptIn.NONE;
    assertThat(refused(1)).containsExactly("opt-in");
    world.allow(new Policy.Allow(true, false, Set.of(), Set.of()));
    assertThat(refused(1)).isEmpty();
  }

  @Test
  void halts() {
    world.halted = new Entry.Halted("pager");
    assertThat(refused(1)).containsExactly("halted");
  }

  private List<String> refused(int... members) {
    List<Proposal> step = java.util.Arrays.stream(members).mapToObj(world::proposal).toList();
    return Gate.refusals(gate.strikes(step, world.ledger())).stream()
        .map(Refusal::rule)
        .distinct()
        .toList();
  }

  private static Target holding(Target target, Refusal hold) {
    return new Target(
        target.id(),
        target.group(),
        target.zone(),
        target.labels(),
        target.startedAt(),
        target.health(),
        List.of(hold));
  }
}

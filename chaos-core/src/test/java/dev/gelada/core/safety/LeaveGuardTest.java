package dev.gelada.core.safety;

import static dev.gelada.core.safety.Judging.allows;
import static dev.gelada.core.safety.Judging.refuses;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gelada.core.attack.Leave;
import dev.gelada.core.plan.Policy;
import dev.gelada.core.safety.Answer.Origin;
import dev.gelada.core.testing.Worlds;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LeaveGuardTest {
  private static final String REMEDY =
      "Have the policy name it: `allow: {attacks: [kill]}`, then `gelada policy set`.";

  private final Worlds world = new Worlds();
  private final LeaveGuard guard = new LeaveGuard();

  @Test
  void most_attacks_need_no_leave() throws Exception {
    allows(guard, world, "not needed");
    world.owned = true;
    allows(guard, world, "not needed for what the run owns");
  }

  @Test
  void without_a_policy_there_is_no_leave() throws Exception {
    world.leave = Leave.UNLESS_OWNED;

    refuses(guard, world, "kill needs the policy's leave, and no policy is set", REMEDY);
  }

  @Test
  void leave_for_another_attack_is_none() throws Exception {
    world.leave = Leave.UNLESS_OWNED;
    world.allow(new Policy.Allow(true, true, Set.of(), Set.of("kil", "kill-process", "*")));

    refuses(guard, world, "kill needs the policy's leave, and the policy does not name it", REMEDY);
  }

  @Test
  void the_policy_gives_leave_by_name() throws Exception {
    world.leave = Leave.ALWAYS;
    world.allow(new Policy.Allow(false, false, Set.of(), Set.of("kill")));

    allows(guard, world, "the policy allows kill");
  }

  @Test
  void what_the_run_owns_needs_leave_only_for_what_always_needs_it() throws Exception {
    world.owned = true;
    world.leave = Leave.UNLESS_OWNED;
    allows(guard, world, "not needed for what the run owns");

    world.leave = Leave.ALWAYS;
    refuses(guard, world, "kill needs the policy's leave, and no policy is set", REMEDY);
  }

  @Test
  void it_is_the_policys_rule_and_no_run_sets_it_aside() {
    world.leave = Leave.ALWAYS;
    world.overrides = Map.of(LeaveGuard.RULE, "because");
    world.allow(new Policy.Allow(true, true, Set.of(LeaveGuard.RULE), Set.of()));

    List<Answer> refused =
        new Gate(text -> text)
            .strikes(List.of(world.proposal(1)), world.ledger()).stream()
                .filter(answer -> answer.rule().equals(LeaveGuard.RULE))
                .toList();

    assertThat(refused).singleElement().extracting(Answer::origin).isEqualTo(Origin.POLICY);
    assertThat(refused).noneMatch(Answer::allowed);
  }
}

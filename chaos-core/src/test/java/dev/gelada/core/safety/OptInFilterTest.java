package dev.gelada.core.safety;

import static dev.gelada.core.safety.Judging.allows;
import static dev.gelada.core.safety.Judging.refuses;

import dev.gelada.core.plan.OptIn;
import dev.gelada.core.plan.Policy;
import dev.gelada.core.safety.Answer.Origin;
import dev.gelada.core.target.Group;
import dev.gelada.core.target.Target;
import dev.gelada.core.testing.Worlds;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OptInFilterTest {
  private final Worlds world = new Worlds();
  private final OptInFilter file = new OptInFilter(Origin.FILE);
  private final OptInFilter policy = new OptInFilter(Origin.POLICY);

  @Test
  void refuses_where_nobody_opted_in() throws Exception {
    world.group = new Group(Worlds.CART, Map.of("gelada/enabled", "yes"), -1, true, List.of());
    refuses(
        file,
        world,
        "neither cart-1 nor its group cart carries gelada/enabled=true",
        "Put gelada/enabled=true on the group, if its people agree.");
  }

  @Test
  void takes_the_word_of_the_group_or_of_the_member() throws Exception {
    allows(file, world, "the group carries gelada/enabled=true");
    world.group = new Group(Worlds.CART, Map.of(), -1, true, List.of());
    world.member(
        1,
        t ->
            new Target(
                t.id(),
                t.group(),
                "",
                Map.of("gelada/enabled", "true"),
                null,
                t.health(),
                List.of()));
    allows(file, world, "it carries gelada/enabled=true");
  }

  @Test
  void needs_the_policys_leave_for_none_and_for_another_label() throws Exception {
    allows(policy, world, "the default label needs no leave");
    world.optIn = OptIn.NONE;
    allows(file, world, "optIn: none");
    refuses(
        policy,
        world,
        "targets.cart.optIn is none and the policy does not allow that",
        "Leave out optIn, or have the policy allow optInNone (`gelada policy set`).");
    world.optIn = new OptIn("team/chaos", "yes");
    refuses(
        file,
        world,
        "neither cart-1 nor its group cart carries team/chaos=yes",
        "Put team/chaos=yes on the group, if its people agree.");
    refuses(
        policy,
        world,
        "targets.cart.optIn asks for team/chaos instead of gelada/enabled and the policy does not allow that",
        "Leave out optIn, or have the policy allow optInNone (`gelada policy set`).");
    world.allow(new Policy.Allow(true, false, Set.of(), Set.of()));
    allows(policy, world, "the policy allows it");
  }

  @Test
  void takes_the_word_of_what_the_group_lies_in_only_with_the_policys_leave() throws Exception {
    world.group =
        new Group(Worlds.CART, Map.of(), -1, true, List.of(), Map.of("gelada/enabled", "true"));
    refuses(
        file,
        world,
        "only what cart lies in carries gelada/enabled=true and the policy does not allow that",
        "Put gelada/enabled=true on the group, or have the policy allow optInAround (`gelada policy set`).");
    allows(policy, world, "the default label needs no leave");
    world.allow(new Policy.Allow(true, true, Set.of("opt-in"), Set.of("kill")));
    refuses(
        file,
        world,
        "only what cart lies in carries gelada/enabled=true and the policy does not allow that",
        "Put gelada/enabled=true on the group, or have the policy allow optInAround (`gelada policy set`).");
    world.allow(new Policy.Allow(false, false, Set.of(), Set.of(), true));
    allows(
        file,
        world,
        "what the group lies in carries gelada/enabled=true and the policy allows that");
  }

  @Test
  void asks_nothing_of_owned_targets_unless_the_file_does() throws Exception {
    world.owned = true;
    world.group = new Group(Worlds.CART, Map.of(), -1, true, List.of());
    allows(file, world, "not applicable: owned");
    allows(policy, world, "not applicable: owned");
    world.optIn = OptIn.DEFAULT;
    refuses(
        file,
        world,
        "neither cart-1 nor its group cart carries gelada/enabled=true",
        "Put gelada/enabled=true on the group, if its people agree.");
  }
}

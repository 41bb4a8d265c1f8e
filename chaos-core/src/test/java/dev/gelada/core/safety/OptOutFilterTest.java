package dev.gelada.core.safety;

import static dev.gelada.core.safety.Judging.allows;
import static dev.gelada.core.safety.Judging.refuses;

import dev.gelada.core.plan.OptIn;
import dev.gelada.core.target.Group;
import dev.gelada.core.target.Target;
import dev.gelada.core.testing.Worlds;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OptOutFilterTest {
  private final Worlds world = new Worlds();
  private final OptOutFilter filter = new OptOutFilter();

  @Test
  void respects_an_opt_out_of_the_group_and_of_the_member() throws Exception {
    world.group = new Group(Worlds.CART, Map.of("gelada/enabled", "false"), -1, true, List.of());
    refuses(
        filter,
        world,
        "the group cart opted out",
        "Remove the label if that is no longer meant; nothing else lifts it.");
    world.group = Worlds.group("cart");
    world.member(
        1,
        t ->
            new Target(
                t.id(),
                t.group(),
                "",
                Map.of("gelada/enabled", "FALSE"),
                null,
                t.health(),
                List.of()));
    refuses(
        filter,
        world,
        "cart-1 opted out",
        "Remove the label if that is no longer meant; nothing else lifts it.");
  }

  @Test
  void respects_an_opt_out_of_what_the_group_lies_in() throws Exception {
    world.group =
        new Group(
            Worlds.CART,
            Map.of("gelada/enabled", "true"),
            -1,
            true,
            List.of(),
            Map.of("gelada/enabled", "False"));
    refuses(
        filter,
        world,
        "what the group cart lies in opted out",
        "Remove the label if that is no longer meant; nothing else lifts it.");
  }

  @Test
  void respects_the_default_label_though_another_is_asked_for() throws Exception {
    world.optIn = new OptIn("team/chaos", "yes");
    world.group =
        new Group(
            Worlds.CART,
            Map.of("team/chaos", "yes", "gelada/enabled", "false"),
            -1,
            true,
            List.of());
    refuses(
        filter,
        world,
        "the group cart opted out",
        "Remove the label if that is no longer meant; nothing else lifts it.");
    world.group = new Group(Worlds.CART, Map.of("team/chaos", "false"), -1, true, List.of());
    refuses(
        filter,
        world,
        "the group cart opted out",
        "Remove the label if that is no longer meant; nothing else lifts it.");
  }

  @Test
  void respects_it_of_owned_targets_too() throws Exception {
    world.owned = true;
    world.group = new Group(Worlds.CART, Map.of("gelada/enabled", "false"), -1, true, List.of());
    refuses(
        filter,
        world,
        "the group cart opted out",
        "Remove the label if that is no longer meant; nothing else lifts it.");
  }

  @Test
  void allows_where_nobody_opted_out() throws Exception {
    allows(filter, world, "nobody opted out");
  }
}

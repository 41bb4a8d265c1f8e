package dev.gelada.core.safety;

import static dev.gelada.core.safety.Judging.allows;
import static dev.gelada.core.safety.Judging.refuses;

import dev.gelada.core.testing.Worlds;
import org.junit.jupiter.api.Test;

class ExceptFilterTest {
  private final Worlds world = new Worlds();
  private final ExceptFilter filter = new ExceptFilter();

  @Test
  void refuses_exactly_what_is_excepted() throws Exception {
    world.excepted.add(world.members.get(1).id());
    allows(filter, world, "not in targets.cart.except");
    world.excepted.add(world.members.get(0).id());
    refuses(
        filter,
        world,
        "cart-1 is one of targets.cart.except",
        "Take it out of targets.cart.except.");
  }
}

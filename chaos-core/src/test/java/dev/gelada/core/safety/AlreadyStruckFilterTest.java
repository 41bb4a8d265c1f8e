package dev.gelada.core.safety;

import static dev.gelada.core.safety.Judging.allows;
import static dev.gelada.core.safety.Judging.refuses;

import dev.gelada.core.target.Target;
import dev.gelada.core.target.TargetId;
import dev.gelada.core.testing.Worlds;
import dev.gelada.core.trail.Claim;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AlreadyStruckFilterTest {
  private final Worlds world = new Worlds();
  private final AlreadyStruckFilter filter = new AlreadyStruckFilter();

  @Test
  void refuses_a_victim_with_an_open_claim() throws Exception {
    world.claimed("run-0", 1, "2026-03-10T09:59:00Z", Claim.State.CLAIMED);
    refuses(
        filter,
        world,
        "cart-1 was claimed by strike s1 of run run-0, which is not settled",
        "Wait until it is over, or run `gelada revert`.");
  }

  @Test
  void refuses_a_victim_that_was_struck_for_good() throws Exception {
    world.claimed("run-0", 1, "2026-03-01T09:59:00Z", Claim.State.STRUCK);
    refuses(
        filter,
        world,
        "cart-1 was struck by strike s1 of run run-0, which cannot be undone",
        "Wait until something replaces it.");
  }

  @Test
  void refuses_residue() throws Exception {
    world.chains = true;
    world.claimed("run-0", 1, "2026-03-01T09:59:00Z", Claim.State.RESIDUE);
    refuses(
        filter,
        world,
        "cart-1 was struck by strike s1 of run run-0, which left residue",
        "Look at it, then `gelada revert --accept s1 --why …`.");
  }

  @Test
  void allows_what_was_put_back_or_never_happened_or_hit_another() throws Exception {
    world.claimed("run-0", 1, "2026-03-10T09:59:00Z", Claim.State.REVERTED);
    world.claimed("run-0", 1, "2026-03-10T09:59:00Z", Claim.State.FAILED);
    world.claimed("run-0", 1, "2026-03-10T09:59:00Z", Claim.State.RELEASED);
    world.claimed("run-0", 1, "2026-03-10T09:59:00Z", Claim.State.UNTOUCHED);
    world.claimed("run-0", 2, "2026-03-10T09:59:00Z", Claim.State.CLAIMED);
    allows(filter, world, "no strike stands against it");
  }

  @Test
  void knows_a_successor_of_the_same_name_from_the_one_that_was_struck() throws Exception {
    world.claimed("run-0", 1, "2026-03-10T09:59:00Z", Claim.State.STRUCK);
    world.member(
        1,
        t ->
            new Target(
                new TargetId(Worlds.PLACE, "process", "cart-1", "900@9"),
                t.group(),
                "",
                Map.of(),
                null,
                t.health(),
                List.of()));
    allows(filter, world, "no strike stands against it");
  }

  @Test
  void leaves_room_beside_a_reversible_strike_that_chains() throws Exception {
    world.lasts = Duration.ofMinutes(5);
    world.chains = true;
    world.claimed("run-0", 1, "2026-03-10T09:59:00Z", Claim.State.STRUCK);
    allows(filter, world, "no strike stands against it");
  }
}

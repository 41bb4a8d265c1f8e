package dev.gelada.core.attack;

import dev.gelada.core.target.Target;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One attack on one victim.
 *
 * @param id fixed before the claim
 * @param attack the attack type's name
 * @param victim as read when it was judged
 * @param endsAt when the fault is to be over, fixed before the claim and never moved; null exactly
 *     for an irreversible attack
 * @param seed for chance within the attack
 */
public record Strike(
    StrikeId id, String attack, Target victim, @Nullable Instant endsAt, long seed) {
  public Strike {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(attack, "attack");
    Objects.requireNonNull(victim, "victim");
  }
}

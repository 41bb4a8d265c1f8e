package dev.gelada.core.safety;

import dev.gelada.core.plan.Aim;
import dev.gelada.core.plan.Step;
import dev.gelada.core.target.Target;
import java.time.Instant;
import java.util.Objects;

/**
 * A member that might become a victim, before any is chosen.
 *
 * @param mission the run
 * @param hit the step
 * @param aim the step's target
 * @param look at its group
 * @param target the member
 * @param now when it is judged
 */
public record Candidate(
    Mission mission, Step.Hit hit, Aim aim, Look look, Target target, Instant now) {
  public Candidate {
    Objects.requireNonNull(mission, "mission");
    Objects.requireNonNull(hit, "hit");
    Objects.requireNonNull(aim, "aim");
    Objects.requireNonNull(look, "look");
    Objects.requireNonNull(target, "target");
    Objects.requireNonNull(now, "now");
  }
}

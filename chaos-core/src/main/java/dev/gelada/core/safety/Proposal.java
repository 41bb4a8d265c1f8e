package dev.gelada.core.safety;

import dev.gelada.core.trail.Entry;
import java.util.Objects;

/**
 * A strike to be judged: a chosen candidate, with the claim that would be appended.
 *
 * @param candidate whom, in which step and run
 * @param claim what would be claimed
 */
public record Proposal(Candidate candidate, Entry.Claimed claim) {
  public Proposal {
    Objects.requireNonNull(candidate, "candidate");
    Objects.requireNonNull(claim, "claim");
  }
}

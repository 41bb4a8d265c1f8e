package dev.gelada.core.safety;

import dev.gelada.core.target.TargetId;
import dev.gelada.core.trail.Claim;
import dev.gelada.core.trail.Ledger;
import java.util.List;

/**
 * A target that the trail has struck off is no victim again: a strike on it is open, it is residue,
 * or it was struck for good. Only strikes that chain leave room for another; whether that one
 * chains too is {@link ChainGuard}'s question.
 */
final class AlreadyStruckFilter implements Filter {
  static final String RULE = "already-struck";

  @Override
  public String rule() {
    return RULE;
  }

  @Override
  public Verdict judge(Candidate candidate, Ledger ledger) {
    for (Claim claim : on(candidate.target().id(), ledger)) {
      if (!(claim.entry().intent().chains()
          && claim.reversible()
          && claim.state() != Claim.State.RESIDUE)) {
        return no(claim);
      }
    }
    return Verdict.yes("no strike stands against it");
  }

  /** Claims that strike off that target, by identity. */
  static List<Claim> on(TargetId victim, Ledger ledger) {
    return ledger.claims().values().stream()
        .filter(claim -> claim.strikesOff() && claim.victim().equals(victim))
        .toList();
  }

  static Verdict no(Claim claim) {
    String strike =
        "%s was %s by strike %s of run %s"
            .formatted(
                claim.victim().name(),
                claim.state() == Claim.State.CLAIMED ? "claimed" : "struck",
                claim.id(),
                claim.run());
    return claim.open()
        ? Verdict.no(
            RULE,
            strike
                + (claim.state() == Claim.State.RESIDUE
                    ? ", which left residue"
                    : ", which is not settled"),
            claim.state() == Claim.State.RESIDUE
                ? "Look at it, then `gelada revert --accept %s --why …`.".formatted(claim.id())
                : "Wait until it is over, or run `gelada revert`.")
        : Verdict.no(
            RULE, strike + ", which cannot be undone", "Wait until something replaces it.");
  }
}

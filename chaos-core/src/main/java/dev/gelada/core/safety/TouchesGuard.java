package dev.gelada.core.safety;

import dev.gelada.core.attack.Prepared;
import dev.gelada.core.trail.Claim;
import dev.gelada.core.trail.Ledger;
import java.util.Optional;

/** Two open strikes never change the same thing, unless both say that they chain. */
final class TouchesGuard implements Guard {
  static final String RULE = "touches";

  @Override
  public String rule() {
    return RULE;
  }

  @Override
  public Verdict judge(Proposal proposal, Ledger ledger) {
    Prepared.Intent intent = proposal.claim().intent();
    for (Claim claim : ledger.open()) {
      Prepared.Intent other = claim.entry().intent();
      Optional<String> shared =
          intent.touches().stream().filter(other.touches()::contains).sorted().findFirst();
      if (shared.isPresent() && !(intent.chains() && other.chains())) {
        return Verdict.no(
            RULE,
            "strike %s of run %s is open and touches %s too"
                .formatted(claim.id(), claim.run(), shared.get()),
            "Wait until it is over; `gelada revert` settles what nobody owns.");
      }
    }
    return Verdict.yes("no open strike touches the same");
  }
}

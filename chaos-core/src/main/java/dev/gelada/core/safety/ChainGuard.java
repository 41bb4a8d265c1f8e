package dev.gelada.core.safety;

import dev.gelada.core.trail.Claim;
import dev.gelada.core.trail.Ledger;
import java.util.List;

/** On a victim with an open strike that chains, only a strike that chains too may follow. */
final class ChainGuard implements Guard {
  @Override
  public String rule() {
    return AlreadyStruckFilter.RULE;
  }

  @Override
  public Verdict judge(Proposal proposal, Ledger ledger) {
    List<Claim> on = AlreadyStruckFilter.on(proposal.candidate().target().id(), ledger);
    return on.isEmpty() || proposal.claim().intent().chains()
        ? Verdict.yes(on.isEmpty() ? "no strike stands against it" : "the strikes chain")
        : AlreadyStruckFilter.no(on.get(0));
  }
}

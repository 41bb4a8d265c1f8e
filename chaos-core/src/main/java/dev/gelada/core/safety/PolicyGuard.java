package dev.gelada.core.safety;

import dev.gelada.core.trail.Entry;
import dev.gelada.core.trail.Ledger;

/** A strike is judged by the policy that the trail has now, not by one that was replaced. */
final class PolicyGuard implements Guard {
  static final String RULE = "policy";

  @Override
  public String rule() {
    return RULE;
  }

  @Override
  public Verdict judge(Proposal proposal, Ledger ledger) {
    Entry.Policy standing = ledger.policy();
    String hash = standing == null || standing.text().isEmpty() ? "" : standing.hash();
    return hash.equals(proposal.candidate().mission().policy().hash())
        ? Verdict.yes(hash.isEmpty() ? "no policy is set" : "policy " + hash)
        : Verdict.no(RULE, "the policy was changed since this run read it", "Start the run again.");
  }
}

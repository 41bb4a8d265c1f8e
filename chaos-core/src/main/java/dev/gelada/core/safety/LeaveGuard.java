package dev.gelada.core.safety;

import dev.gelada.core.trail.Ledger;

/** An attack that needs the operator's leave is named in the policy, or it does not happen. */
final class LeaveGuard implements Guard {
  static final String RULE = "leave";

  @Override
  public String rule() {
    return RULE;
  }

  @Override
  public Verdict judge(Proposal proposal, Ledger ledger) {
    Candidate candidate = proposal.candidate();
    String attack = candidate.hit().type().name();
    boolean owned = candidate.aim().owned();
    boolean needed =
        switch (candidate.hit().type().leave()) {
          case FREE -> false;
          case UNLESS_OWNED -> !owned;
          case ALWAYS -> true;
        };
    if (!needed) {
      return Verdict.yes(owned ? "not needed for what the run owns" : "not needed");
    }
    return candidate.mission().policy().allow().attacks().contains(attack)
        ? Verdict.yes("the policy allows " + attack)
        : Verdict.no(
            RULE,
            "%s needs the policy's leave, and %s"
                .formatted(
                    attack,
                    candidate.mission().policy().hash().isEmpty()
                        ? "no policy is set"
                        : "the policy does not name it"),
            "Have the policy name it: `allow: {attacks: [%s]}`, then `gelada policy set`."
                .formatted(attack));
  }
}

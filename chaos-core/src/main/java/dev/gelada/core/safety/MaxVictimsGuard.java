package dev.gelada.core.safety;

import dev.gelada.core.safety.Answer.Origin;
import dev.gelada.core.target.TargetId;
import dev.gelada.core.trail.Claim;
import dev.gelada.core.trail.Ledger;
import java.util.HashSet;
import java.util.Set;

/** So many victims in one run; one that is struck twice counts once. */
final class MaxVictimsGuard implements Guard {
  static final String RULE = "maxVictims";

  private final Origin origin;

  MaxVictimsGuard(Origin origin) {
    this.origin = origin;
  }

  @Override
  public String rule() {
    return RULE;
  }

  @Override
  public Verdict judge(Proposal proposal, Ledger ledger) {
    EffectiveLimits limits = EffectiveLimits.of(origin, proposal.candidate());
    Integer most = limits.limits().maxVictims();
    if (most == null) {
      return limits.silent();
    }
    if (most == Integer.MAX_VALUE) {
      return Verdict.yes("unlimited");
    }
    Set<TargetId> victims = new HashSet<>();
    for (Claim claim : ledger.counted()) {
      if (claim.run().equals(proposal.candidate().mission().run())) {
        victims.add(claim.victim());
      }
    }
    int before = victims.size();
    victims.add(proposal.candidate().target().id());
    String figures =
        "this run has %s and %s is %d"
            .formatted(Words.count(before, "victim"), limits.theLimit(), most);
    return victims.size() <= most
        ? Verdict.yes(figures)
        : Verdict.no(
            RULE, figures, limits.remedy("Pick fewer victims, or raise limits.maxVictims."));
  }
}

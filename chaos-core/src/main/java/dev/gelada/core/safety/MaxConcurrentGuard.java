package dev.gelada.core.safety;

import dev.gelada.core.safety.Answer.Origin;
import dev.gelada.core.target.TargetId;
import dev.gelada.core.trail.Claim;
import dev.gelada.core.trail.Ledger;
import java.util.HashSet;
import java.util.Set;

/** So many victims with open strikes at the same time: of the file, for a policy of the trail. */
final class MaxConcurrentGuard implements Guard {
  static final String RULE = "maxConcurrent";

  private final Origin origin;

  MaxConcurrentGuard(Origin origin) {
    this.origin = origin;
  }

  @Override
  public String rule() {
    return RULE;
  }

  @Override
  public Verdict judge(Proposal proposal, Ledger ledger) {
    EffectiveLimits limits = EffectiveLimits.of(origin, proposal.candidate());
    Integer most = limits.limits().maxConcurrent();
    if (most == null) {
      return limits.silent();
    }
    if (most == Integer.MAX_VALUE) {
      return Verdict.yes("unlimited");
    }
    String file = proposal.candidate().mission().experiment().name();
    Set<TargetId> victims = new HashSet<>();
    for (Claim claim : ledger.open()) {
      if (origin == Origin.POLICY || claim.entry().origin().name().equals(file)) {
        victims.add(claim.victim());
      }
    }
    String figures =
        "%s with open strikes and %s is %d"
            .formatted(Words.count(victims.size(), "victim"), limits.theLimit(), most);
    victims.add(proposal.candidate().target().id());
    return victims.size() <= most
        ? Verdict.yes(figures)
        : Verdict.no(
            RULE,
            figures,
            "Wait until one is over (`gelada status` shows them)"
                + (origin == Origin.FILE ? ", or raise limits.maxConcurrent." : "."));
  }
}

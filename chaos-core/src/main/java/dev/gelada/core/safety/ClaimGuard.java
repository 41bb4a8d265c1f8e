package dev.gelada.core.safety;

import dev.gelada.core.attack.Lease;
import dev.gelada.core.attack.Strike;
import dev.gelada.core.attack.Undo;
import dev.gelada.core.plan.Step;
import dev.gelada.core.target.Target;
import dev.gelada.core.trail.Entry;
import dev.gelada.core.trail.Ledger;
import java.time.Instant;

/**
 * The claim says the truth about what is judged: other guards and other processes rely on it, so a
 * claim that does not is never appended.
 */
final class ClaimGuard implements Guard {
  static final String RULE = "claim";

  @Override
  public String rule() {
    return RULE;
  }

  @Override
  public Verdict judge(Proposal proposal, Ledger ledger) {
    String wrong = victim(proposal, ledger);
    wrong = wrong.isEmpty() ? origin(proposal) : wrong;
    wrong = wrong.isEmpty() ? lease(proposal) : wrong;
    wrong = wrong.isEmpty() ? expiry(proposal) : wrong;
    return wrong.isEmpty()
        ? Verdict.yes("the claim says what is judged")
        : Verdict.no(RULE, wrong, "This is a mistake of Gelada or of a plug-in: please report it.");
  }

  private static String victim(Proposal proposal, Ledger ledger) {
    Candidate candidate = proposal.candidate();
    Entry.Claimed claim = proposal.claim();
    Target victim = claim.strike().victim();
    if (!victim.id().equals(candidate.target().id())
        || !claim.group().equals(candidate.look().group().id())
        || !candidate.target().group().equals(claim.group())) {
      return "the claim names another victim than the one that is judged";
    }
    if (candidate.look().members().stream().noneMatch(m -> m.id().equals(victim.id()))) {
      return victim.id().name() + " is not among the members that were seen";
    }
    if (claim.owned() != candidate.aim().owned()) {
      return "the claim says wrongly whether the victim is the run's own";
    }
    return ledger.claims().containsKey(claim.strike().id())
        ? "strike %s is in the trail already".formatted(claim.strike().id())
        : "";
  }

  private static String origin(Proposal proposal) {
    Candidate candidate = proposal.candidate();
    Mission mission = candidate.mission();
    Entry.Claimed claim = proposal.claim();
    String file = mission.experiment().name();
    Step.Hit hit = candidate.hit();
    if (!claim.origin().name().equals(file) || !claim.slot().equals(mission.slot(hit.at()))) {
      return "the claim names another file, occasion or step than what is judged";
    }
    if (!claim.strike().attack().equals(hit.type().name())) {
      return "the claim names another attack than %s".formatted(hit.type().name());
    }
    return claim.origin().policy().equals(mission.policy().hash())
            && claim.origin().overrides().equals(mission.overrides())
        ? ""
        : "the claim names another policy or other overrides than the run has";
  }

  private static String lease(Proposal proposal) {
    Step.Hit hit = proposal.candidate().hit();
    Lease least = hit.lease().lengthened(hit.attack().lease());
    Lease lease = proposal.claim().lease();
    return lease.lengthened(least).equals(lease)
        ? ""
        : "the claim's lease is shorter than the attack needs";
  }

  private static String expiry(Proposal proposal) {
    Strike strike = proposal.claim().strike();
    Instant endsAt = strike.endsAt();
    boolean reversible = proposal.claim().intent().undo() instanceof Undo.Recipe;
    if (reversible != (endsAt != null)) {
      return reversible
          ? "the attack is reversible and the claim does not say when it ends"
          : "the attack cannot be undone and the claim says when it ends";
    }
    return endsAt != null && !endsAt.isAfter(proposal.candidate().now())
        ? "the strike would be over before it begins"
        : "";
  }
}

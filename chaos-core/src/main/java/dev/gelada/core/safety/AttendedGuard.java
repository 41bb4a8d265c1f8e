package dev.gelada.core.safety;

import dev.gelada.core.attack.Undo;
import dev.gelada.core.safety.Answer.Origin;
import dev.gelada.core.trail.Ledger;

/** A fault that only Gelada can end needs the leave of file and policy. */
final class AttendedGuard implements Guard {
  static final String RULE = "attended";

  private final Origin origin;

  AttendedGuard(Origin origin) {
    this.origin = origin;
  }

  @Override
  public String rule() {
    return RULE;
  }

  @Override
  public Verdict judge(Proposal proposal, Ledger ledger) {
    Undo undo = proposal.claim().intent().undo();
    if (!(undo instanceof Undo.Recipe recipe) || recipe.expiry() != Undo.Expiry.ATTENDED) {
      return Verdict.yes("it ends without Gelada");
    }
    Candidate candidate = proposal.candidate();
    boolean allowed =
        origin == Origin.POLICY
            ? candidate.mission().policy().allow().attended()
            : candidate.hit().attended();
    return allowed
        ? Verdict.yes("allowed to need Gelada to end it")
        : Verdict.no(
            RULE,
            "only Gelada can end %s on %s, and the %s does not allow that"
                .formatted(
                    candidate.hit().type().name(),
                    candidate.target().id().name(),
                    origin == Origin.POLICY ? "policy" : "file"),
            origin == Origin.POLICY
                ? "Have the policy allow attended attacks (`gelada policy set`)."
                : "Write `attended: true` at the step, if somebody stays with it.");
  }
}

package dev.gelada.core.safety;

import dev.gelada.core.plan.PlannedRun;
import dev.gelada.core.plan.Planner;
import dev.gelada.core.trail.Claim;
import dev.gelada.core.trail.Ledger;
import dev.gelada.core.trail.Slot;

/**
 * A planned occasion is used once. All its victims go into one append, so those of the same step
 * that were judged before do not use it up, and any claim that is in the trail does.
 */
final class SlotGuard implements Guard {
  static final String RULE = "slot";

  @Override
  public String rule() {
    return RULE;
  }

  @Override
  public Verdict judge(Proposal proposal, Ledger ledger) {
    Slot slot = proposal.claim().slot();
    String which = slot.step() + " of " + slot.text();
    if (ledger.missed().contains(slot.occasion())) {
      return Verdict.no(RULE, which + " was missed", "It is never made up; the next one counts.");
    }
    String run = proposal.candidate().mission().run();
    boolean begun = false;
    for (Claim claim : ledger.counted()) {
      Slot used = claim.entry().slot();
      begun |= claim.run().equals(run);
      // what is judged as if it were appended is numbered after the head
      if (claim.seq() <= ledger.head().sequence()
          && used.occasion().equals(slot.occasion())
          && (used.equals(slot) || !claim.run().equals(run))) {
        return Verdict.no(
            RULE,
            "%s was used by strike %s of run %s".formatted(which, claim.id(), claim.run()),
            "Each occasion is used once; start a run of its own, or wait for the next.");
      }
    }
    return begun || inTime(proposal.candidate())
        ? Verdict.yes("not used yet")
        : Verdict.no(RULE, which + " is over", "It is never made up; the next one counts.");
  }

  /**
   * A run may stand still between its start and its first claim, in a suspended machine for days.
   * It does not strike when others put its occasion on record as missed.
   */
  private static boolean inTime(Candidate candidate) {
    PlannedRun planned = candidate.mission().planned();
    return planned == null || candidate.now().isBefore(planned.until().plus(Planner.GRACE));
  }
}

package dev.gelada.core.safety;

import dev.gelada.core.trail.Entry;
import dev.gelada.core.trail.Ledger;

/** A run that was stopped, also from another process, or that has ended claims nothing more. */
final class AbortedGuard implements Guard {
  static final String RULE = "aborted";

  @Override
  public String rule() {
    return RULE;
  }

  @Override
  public Verdict judge(Proposal proposal, Ledger ledger) {
    String id = proposal.candidate().mission().run();
    Ledger.Run run = ledger.runs().get(id);
    Entry.Aborted aborted = run == null ? null : run.aborted();
    if (aborted != null) {
      return Verdict.no(
          RULE, "run %s is to end: %s".formatted(id, aborted.reason()), "Start another run.");
    }
    return run != null && run.ended() != null
        ? Verdict.no(RULE, "run %s has ended".formatted(id), "Start another run.")
        : Verdict.yes("nobody stopped the run");
  }
}

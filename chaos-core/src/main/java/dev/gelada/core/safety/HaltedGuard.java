package dev.gelada.core.safety;

import dev.gelada.core.trail.Entry;
import dev.gelada.core.trail.Ledger;

/** After {@code halted} nothing is claimed until {@code resumed}. */
final class HaltedGuard implements Guard {
  static final String RULE = "halted";

  @Override
  public String rule() {
    return RULE;
  }

  @Override
  public Verdict judge(Proposal proposal, Ledger ledger) {
    Entry.Halted halted = ledger.halted();
    return halted == null
        ? Verdict.yes("not halted")
        : Verdict.no(
            RULE,
            "everything on this trail is halted: " + halted.reason(),
            "When that is over: `gelada resume --why …`.");
  }
}

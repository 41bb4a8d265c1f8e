package dev.gelada.core.safety;

import dev.gelada.core.safety.Answer.Origin;
import dev.gelada.core.trail.Ledger;

/** Working hours mean something only in a time zone, which file or policy names. */
final class ZoneGuard implements Guard {
  static final String RULE = "zone";

  @Override
  public String rule() {
    return RULE;
  }

  @Override
  public Verdict judge(Proposal proposal, Ledger ledger) {
    EffectiveLimits limits = EffectiveLimits.of(Origin.FILE, proposal.candidate());
    if (limits.owned()) {
      return Verdict.yes("not applicable: owned");
    }
    return limits.zoned()
        ? Verdict.yes(limits.calendar().zone().getId())
        : Verdict.no(
            RULE,
            "neither file nor policy names a time zone",
            "Write limits.window with a zone, for example Europe/Berlin.");
  }
}

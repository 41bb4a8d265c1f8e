package dev.gelada.core.safety;

import dev.gelada.core.plan.OptIn;
import dev.gelada.core.trail.Ledger;

/** Whoever opted out is left alone, at whichever level they did. */
final class OptOutFilter implements Filter {
  static final String RULE = "opt-out";

  @Override
  public String rule() {
    return RULE;
  }

  @Override
  public Verdict judge(Candidate candidate, Ledger ledger) {
    OptIn optIn = candidate.aim().effectiveOptIn();
    if (optIn.out(candidate.look().group().labels())) {
      return no("the group " + candidate.look().group().id().name());
    }
    if (optIn.out(candidate.look().group().around())) {
      return no("what the group " + candidate.look().group().id().name() + " lies in");
    }
    if (optIn.out(candidate.target().labels())) {
      return no(candidate.target().id().name());
    }
    return Verdict.yes("nobody opted out");
  }

  private static Verdict no(String who) {
    return Verdict.no(
        RULE,
        who + " opted out",
        "Remove the label if that is no longer meant; nothing else lifts it.");
  }
}

package dev.gelada.core.safety;

import dev.gelada.core.trail.Ledger;

/** What {@code except:} finds is never a victim. */
final class ExceptFilter implements Filter {
  @Override
  public String rule() {
    return "except";
  }

  @Override
  public Verdict judge(Candidate candidate, Ledger ledger) {
    String aim = "targets." + candidate.aim().name() + ".except";
    return candidate.look().excepted().contains(candidate.target().id())
        ? Verdict.no(
            rule(),
            candidate.target().id().name() + " is one of " + aim,
            "Take it out of " + aim + ".")
        : Verdict.yes("not in " + aim);
  }
}

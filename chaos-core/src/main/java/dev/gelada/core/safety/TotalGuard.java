package dev.gelada.core.safety;

import dev.gelada.core.plan.Rate;
import dev.gelada.core.safety.Answer.Origin;
import dev.gelada.core.trail.Ledger;
import java.time.Instant;
import java.util.Locale;

/** So many strikes in a period: of the file, for a policy of the whole trail. */
final class TotalGuard implements Guard {
  static final String RULE = "total";

  private final Origin origin;

  TotalGuard(Origin origin) {
    this.origin = origin;
  }

  @Override
  public String rule() {
    return RULE;
  }

  @Override
  public Verdict judge(Proposal proposal, Ledger ledger) {
    EffectiveLimits limits = EffectiveLimits.of(origin, proposal.candidate());
    Rate most = limits.limits().total();
    if (most == null) {
      return limits.silent();
    }
    if (most.unlimited()) {
      return Verdict.yes("unlimited");
    }
    String file = proposal.candidate().mission().experiment().name();
    Instant since = limits.calendar().began(most.per(), proposal.candidate().now());
    long before =
        ledger.counted().stream()
            .filter(claim -> !claim.at().isBefore(since))
            .filter(claim -> origin == Origin.POLICY || claim.entry().origin().name().equals(file))
            .count();
    String figures =
        "%s %s had %s this %s and %s is %s"
            .formatted(
                origin == Origin.POLICY ? "the trail" : "the file",
                origin == Origin.POLICY ? "as a whole" : file,
                Words.count(before, "victim"),
                most.per().name().toLowerCase(Locale.ROOT),
                limits.theLimit(),
                most);
    return before < most.times()
        ? Verdict.yes(figures)
        : Verdict.no(RULE, figures, limits.remedy("Wait, or raise limits.total."));
  }
}

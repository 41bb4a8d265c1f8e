package dev.gelada.core.safety;

import dev.gelada.core.plan.Rate;
import dev.gelada.core.safety.Answer.Origin;
import dev.gelada.core.target.GroupId;
import dev.gelada.core.trail.Ledger;
import java.time.Instant;
import java.util.Locale;

/** So many occasions of one group in a period, over all files. */
final class PerGroupGuard implements Guard {
  static final String RULE = "perGroup";

  private final Origin origin;

  PerGroupGuard(Origin origin) {
    this.origin = origin;
  }

  @Override
  public String rule() {
    return RULE;
  }

  @Override
  public Verdict judge(Proposal proposal, Ledger ledger) {
    EffectiveLimits limits = EffectiveLimits.of(origin, proposal.candidate());
    Rate most = limits.limits().perGroup();
    if (most == null) {
      return limits.silent();
    }
    if (most.unlimited()) {
      return Verdict.yes("unlimited");
    }
    GroupId group = proposal.claim().group();
    Instant since = limits.calendar().began(most.per(), proposal.candidate().now());
    long before =
        Occasion.ofOthers(ledger, group, proposal.candidate().mission().run()).stream()
            .filter(occasion -> !occasion.latest().isBefore(since))
            .count();
    String figures =
        "other runs struck %s %s this %s and %s is %s"
            .formatted(
                group.name(),
                before == 1 ? "once" : before + " times",
                most.per().name().toLowerCase(Locale.ROOT),
                limits.theLimit(),
                most);
    return before < most.times()
        ? Verdict.yes(figures)
        : Verdict.no(RULE, figures, limits.remedy("Wait, or raise limits.perGroup."));
  }
}

package dev.gelada.core.safety;

import dev.gelada.core.plan.Span;
import dev.gelada.core.safety.Answer.Origin;
import dev.gelada.core.target.GroupId;
import dev.gelada.core.trail.Ledger;
import java.time.Instant;

/** So long since the group's last occasion began, over all files. */
final class MinGapGuard implements Guard {
  static final String RULE = "minGap";

  private final Origin origin;

  MinGapGuard(Origin origin) {
    this.origin = origin;
  }

  @Override
  public String rule() {
    return RULE;
  }

  @Override
  public Verdict judge(Proposal proposal, Ledger ledger) {
    EffectiveLimits limits = EffectiveLimits.of(origin, proposal.candidate());
    Span least = limits.limits().minGap();
    if (least == null || least.isZero()) {
      return limits.silent();
    }
    GroupId group = proposal.claim().group();
    for (Occasion occasion :
        Occasion.ofOthers(ledger, group, proposal.candidate().mission().run())) {
      Instant over = limits.calendar().over(least, occasion.began());
      if (proposal.candidate().now().isBefore(over)) {
        return Verdict.no(
            RULE,
            "run %s began to strike %s %s and %s is %s between occasions"
                .formatted(
                    occasion.run(),
                    group.name(),
                    limits.calendar().text(occasion.began()),
                    limits.theLimit(),
                    Words.span(least)),
            until(over, limits, "minGap"));
      }
    }
    return Verdict.yes(
        "no other run began to strike %s within %s".formatted(group.name(), Words.span(least)));
  }

  /** When a wait is over, and what else would help. */
  static String until(Instant over, EffectiveLimits limits, String key) {
    String wait =
        over.equals(Instant.MAX)
            ? "No workday comes within two years"
            : "Wait until " + limits.calendar().text(over);
    return wait + (limits.origin() == Origin.FILE ? ", or lower limits." + key + "." : ".");
  }
}

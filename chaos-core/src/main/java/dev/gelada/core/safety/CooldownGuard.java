package dev.gelada.core.safety;

import dev.gelada.core.plan.Span;
import dev.gelada.core.safety.Answer.Origin;
import dev.gelada.core.target.GroupId;
import dev.gelada.core.trail.Ledger;
import java.time.Instant;

/** So long since the last strike on the group ended, over all files. */
final class CooldownGuard implements Guard {
  static final String RULE = "cooldown";

  private final Origin origin;

  CooldownGuard(Origin origin) {
    this.origin = origin;
  }

  @Override
  public String rule() {
    return RULE;
  }

  @Override
  public Verdict judge(Proposal proposal, Ledger ledger) {
    EffectiveLimits limits = EffectiveLimits.of(origin, proposal.candidate());
    Span least = limits.limits().cooldown();
    if (least == null || least.isZero()) {
      return limits.silent();
    }
    GroupId group = proposal.claim().group();
    for (Occasion occasion :
        Occasion.ofOthers(ledger, group, proposal.candidate().mission().run())) {
      Instant ended = occasion.ended();
      if (ended == null) {
        return Verdict.no(
            RULE,
            "a strike of run %s on %s is not over and %s is %s after it"
                .formatted(occasion.run(), group.name(), limits.theLimit(), Words.span(least)),
            "Wait until it is over; `gelada revert` settles what nobody owns.");
      }
      Instant over = limits.calendar().over(least, ended);
      if (proposal.candidate().now().isBefore(over)) {
        return Verdict.no(
            RULE,
            "a strike on %s ended %s and %s is %s after it"
                .formatted(
                    group.name(),
                    limits.calendar().text(ended),
                    limits.theLimit(),
                    Words.span(least)),
            MinGapGuard.until(over, limits, "cooldown"));
      }
    }
    return Verdict.yes(
        "no other run's strike on %s ended within %s".formatted(group.name(), Words.span(least)));
  }
}

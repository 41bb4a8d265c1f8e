package dev.gelada.core.safety;

import dev.gelada.core.plan.Calendar;
import dev.gelada.core.safety.Answer.Origin;
import dev.gelada.core.trail.Ledger;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The strike is over before the run must be. */
final class MaxDurationGuard implements Guard {
  static final String RULE = "maxDuration";

  private final Origin origin;

  MaxDurationGuard(Origin origin) {
    this.origin = origin;
  }

  @Override
  public String rule() {
    return RULE;
  }

  @Override
  public Verdict judge(Proposal proposal, Ledger ledger) {
    EffectiveLimits limits = EffectiveLimits.of(origin, proposal.candidate());
    Instant by = by(proposal.candidate(), limits.limits().maxDuration(), ledger);
    if (by == null) {
      return limits.silent();
    }
    Instant endsAt = proposal.claim().strike().endsAt();
    Instant ends = endsAt == null ? proposal.candidate().now() : endsAt;
    Calendar calendar = limits.calendar();
    String figures =
        "the strike would be over %s and the run must be over %s"
            .formatted(calendar.text(ends), calendar.text(by));
    return ends.isAfter(by)
        ? Verdict.no(
            RULE, figures, limits.remedy("Shorten the steps, or raise limits.maxDuration."))
        : Verdict.yes(figures);
  }

  private @Nullable Instant by(Candidate candidate, @Nullable Duration most, Ledger ledger) {
    Ledger.Run run = ledger.runs().get(candidate.mission().run());
    Instant began = run == null ? candidate.now() : run.at();
    Instant own = most == null ? null : began.plus(most);
    Instant given = origin == Origin.FILE ? candidate.mission().endsBy() : null;
    if (own == null || given == null) {
      return own == null ? given : own;
    }
    return own.isBefore(given) ? own : given;
  }
}

package dev.gelada.core.safety;

import dev.gelada.core.plan.Calendar;
import dev.gelada.core.safety.Answer.Origin;
import dev.gelada.core.trail.Ledger;
import java.time.Duration;
import java.time.Instant;

/**
 * The window is open for as long as the strike may take to begin, and the request to take effect.
 */
final class WindowGuard implements Guard {
  static final String RULE = "window";

  private final Origin origin;

  WindowGuard(Origin origin) {
    this.origin = origin;
  }

  @Override
  public String rule() {
    return RULE;
  }

  @Override
  public Verdict judge(Proposal proposal, Ledger ledger) {
    EffectiveLimits limits = EffectiveLimits.of(origin, proposal.candidate());
    if (limits.limits().window() == null) {
      return limits.silent();
    }
    Calendar calendar = limits.calendar();
    Instant now = proposal.candidate().now();
    Duration takes = proposal.claim().lease().total();
    String window =
        (origin == Origin.POLICY ? "the policy's window is " : "the window is ") + calendar;
    if (calendar.contains(now, now.plus(takes))) {
      return Verdict.yes("it is %s and %s".formatted(calendar.text(now), window));
    }
    String opens =
        calendar
            .opens(now)
            .map(at -> "The window opens " + calendar.text(at) + ".")
            .orElse("The window does not open within two years.");
    return Verdict.no(
        RULE,
        calendar.contains(now, now)
            ? "it is %s, %s and a strike may take %s to begin"
                .formatted(calendar.text(now), window, Words.time(takes))
            : "it is %s and %s".formatted(calendar.text(now), window),
        opens);
  }
}

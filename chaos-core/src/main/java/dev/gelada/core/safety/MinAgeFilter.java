package dev.gelada.core.safety;

import dev.gelada.core.safety.Answer.Origin;
import dev.gelada.core.trail.Ledger;
import java.time.Duration;
import java.time.Instant;

/** A target must have existed for so long. */
final class MinAgeFilter implements Filter {
  static final String RULE = "minAge";

  private final Origin origin;

  MinAgeFilter(Origin origin) {
    this.origin = origin;
  }

  @Override
  public String rule() {
    return RULE;
  }

  @Override
  public Verdict judge(Candidate candidate, Ledger ledger) {
    EffectiveLimits limits = EffectiveLimits.of(origin, candidate);
    Duration least = limits.limits().minAge();
    if (least == null || least.isZero()) {
      return limits.silent();
    }
    Instant started = candidate.target().startedAt();
    String name = candidate.target().id().name();
    if (started == null) {
      return Verdict.no(
          RULE,
          "the platform does not say since when %s exists, and %s is %s"
              .formatted(name, limits.theLimit(), Words.time(least)),
          limits.remedy("Leave out limits.minAge for such targets."));
    }
    Duration age = Duration.between(started, candidate.now());
    if (age.compareTo(least) < 0) {
      return Verdict.no(
          RULE,
          "%s is %s old and %s is %s"
              .formatted(name, Words.time(age), limits.theLimit(), Words.time(least)),
          "Wait %s%s"
              .formatted(
                  Words.time(least.minus(age)),
                  limits.origin() == Origin.FILE ? ", or lower limits.minAge." : "."));
    }
    return Verdict.yes(
        "%s old, %s is %s".formatted(Words.time(age), limits.theLimit(), Words.time(least)));
  }
}

package dev.gelada.core.safety;

import dev.gelada.core.plan.OptIn;
import dev.gelada.core.safety.Answer.Origin;
import dev.gelada.core.trail.Ledger;

/**
 * No opt-in, no attack: group or member carries the label. Another label than the default one,
 * none, or one that only what the group lies in carries needs the policy's leave.
 */
final class OptInFilter implements Filter {
  static final String RULE = "opt-in";

  private final Origin origin;

  OptInFilter(Origin origin) {
    this.origin = origin;
  }

  @Override
  public String rule() {
    return RULE;
  }

  @Override
  public Verdict judge(Candidate candidate, Ledger ledger) {
    OptIn optIn = candidate.aim().effectiveOptIn();
    return origin == Origin.POLICY ? leave(candidate, optIn) : label(candidate, optIn);
  }

  private static Verdict label(Candidate candidate, OptIn optIn) {
    if (optIn.none()) {
      return Verdict.yes(candidate.aim().owned() ? "not applicable: owned" : "optIn: none");
    }
    String label = optIn.key() + "=" + optIn.value();
    if (optIn.in(candidate.look().group().labels())) {
      return Verdict.yes("the group carries " + label);
    }
    if (optIn.in(candidate.target().labels())) {
      return Verdict.yes("it carries " + label);
    }
    if (optIn.in(candidate.look().group().around())) {
      return around(candidate, label);
    }
    return Verdict.no(
        RULE,
        "neither %s nor its group %s carries %s"
            .formatted(candidate.target().id().name(), candidate.look().group().id().name(), label),
        "Put %s on the group, if its people agree.".formatted(label));
  }

  private static Verdict around(Candidate candidate, String label) {
    return candidate.mission().policy().allow().optInAround()
        ? Verdict.yes(
            "what the group lies in carries %s and the policy allows that".formatted(label))
        : Verdict.no(
            RULE,
            "only what %s lies in carries %s and the policy does not allow that"
                .formatted(candidate.look().group().id().name(), label),
            "Put %s on the group, or have the policy allow optInAround (`gelada policy set`)."
                .formatted(label));
  }

  private static Verdict leave(Candidate candidate, OptIn optIn) {
    if (candidate.aim().owned()) {
      return Verdict.yes("not applicable: owned");
    }
    if (optIn.equals(OptIn.DEFAULT)) {
      return Verdict.yes("the default label needs no leave");
    }
    if (candidate.mission().policy().allow().optInNone()) {
      return Verdict.yes("the policy allows it");
    }
    return Verdict.no(
        RULE,
        optIn.none()
            ? "targets.%s.optIn is none and the policy does not allow that"
                .formatted(candidate.aim().name())
            : "targets.%s.optIn asks for %s instead of %s and the policy does not allow that"
                .formatted(candidate.aim().name(), optIn.key(), OptIn.DEFAULT.key()),
        "Leave out optIn, or have the policy allow optInNone (`gelada policy set`).");
  }
}

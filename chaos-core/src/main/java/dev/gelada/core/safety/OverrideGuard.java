package dev.gelada.core.safety;

import dev.gelada.core.trail.Ledger;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * An override names a rule of the file that can be set aside, and why, and has the policy's leave.
 */
final class OverrideGuard implements Guard {
  static final String RULE = "override";

  /** Rules of the file's list that a run may set aside with leave. */
  static final Set<String> OVERRIDABLE =
      Set.of(
          WindowGuard.RULE,
          PerGroupGuard.RULE,
          CooldownGuard.RULE,
          MinGapGuard.RULE,
          MinAgeFilter.RULE);

  @Override
  public String rule() {
    return RULE;
  }

  @Override
  public Verdict judge(Proposal proposal, Ledger ledger) {
    Mission mission = proposal.candidate().mission();
    for (Map.Entry<String, String> override : new TreeMap<>(mission.overrides()).entrySet()) {
      if (!OVERRIDABLE.contains(override.getKey())) {
        return Verdict.no(
            RULE,
            "%s cannot be overridden".formatted(override.getKey()),
            "What can be: %s."
                .formatted(String.join(", ", OVERRIDABLE.stream().sorted().toList())));
      }
      if (override.getValue().isBlank()) {
        return Verdict.no(
            RULE,
            "the override of %s gives no reason".formatted(override.getKey()),
            "Say why; it goes into the trail.");
      }
      if (!leave(mission, override.getKey())) {
        return Verdict.no(
            RULE,
            "the policy does not allow to override %s".formatted(override.getKey()),
            "Have it allow that: `overrides` below `allow`, then `gelada policy set`.");
      }
    }
    return Verdict.yes(
        mission.overrides().isEmpty() ? "nothing is overridden" : "the policy allows it");
  }

  /** Whether that rule of the file is set aside, rightly. */
  static boolean overridden(Mission mission, String rule) {
    return OVERRIDABLE.contains(rule)
        && !mission.overrides().getOrDefault(rule, "").isBlank()
        && leave(mission, rule);
  }

  private static boolean leave(Mission mission, String rule) {
    return mission.policy().allow().overrides().contains(rule);
  }
}

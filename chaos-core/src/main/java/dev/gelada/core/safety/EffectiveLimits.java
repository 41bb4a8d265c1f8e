package dev.gelada.core.safety;

import dev.gelada.core.plan.Amount;
import dev.gelada.core.plan.Calendar;
import dev.gelada.core.plan.Experiment;
import dev.gelada.core.plan.Limits;
import dev.gelada.core.plan.Policy;
import dev.gelada.core.plan.Rate;
import dev.gelada.core.plan.Window;
import dev.gelada.core.safety.Answer.Origin;
import java.time.ZoneId;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The limits that apply to the targets of one aim: a file's with the careful defaults, or a
 * policy's exactly as written.
 *
 * @param origin whose they are
 * @param limits null where nothing limits
 * @param calendar for windows, periods and spans in workdays
 * @param zoned whether file or policy names a time zone
 * @param owned whether the targets are the run's own
 */
public record EffectiveLimits(
    Origin origin, Limits limits, Calendar calendar, boolean zoned, boolean owned) {
  public EffectiveLimits {
    Objects.requireNonNull(origin, "origin");
    Objects.requireNonNull(limits, "limits");
    Objects.requireNonNull(calendar, "calendar");
  }

  /**
   * A file's. Where it says nothing: Mon–Fri 09:00–15:00, one left healthy, one victim a run, one
   * occasion a workday for each group; for owned targets only that one is left healthy.
   *
   * @param policy lends its zone to a file that names none
   */
  public static EffectiveLimits ofFile(Experiment file, Policy policy, boolean owned) {
    Limits said = file.limits();
    ZoneId zone = zone(policy.limits().window());
    Limits applied =
        new Limits(
            said.window() != null || owned ? said.window() : Calendar.CAREFUL,
            said.minHealthy() != null ? said.minHealthy() : new Amount(1, false),
            said.maxVictims() != null || owned ? said.maxVictims() : Integer.valueOf(1),
            said.perGroup() != null || owned ? said.perGroup() : new Rate(1, Rate.Period.WORKDAY),
            said.total(),
            said.cooldown(),
            said.minGap(),
            said.minAge(),
            said.maxDuration(),
            said.maxConcurrent(),
            said.stopUnless());
    return new EffectiveLimits(
        Origin.FILE,
        applied,
        Calendar.of(said.window(), zone),
        zone != null || zone(said.window()) != null,
        owned);
  }

  /** A policy's, as written, in its own zone or UTC. It never depends on a file. */
  public static EffectiveLimits ofPolicy(Policy policy, boolean owned) {
    Window window = policy.limits().window();
    return new EffectiveLimits(
        Origin.POLICY, policy.limits(), Calendar.of(window, null), zone(window) != null, owned);
  }

  static EffectiveLimits of(Origin origin, Candidate candidate) {
    Mission mission = candidate.mission();
    boolean owned = candidate.aim().owned();
    return origin == Origin.POLICY
        ? ofPolicy(mission.policy(), owned)
        : ofFile(mission.experiment(), mission.policy(), owned);
  }

  /** The answer of a rule that has no limit to go by. */
  Verdict silent() {
    return Verdict.yes(
        origin == Origin.POLICY
            ? "the policy sets no limit"
            : owned ? "not applicable: owned" : "the file sets no limit");
  }

  /** {@code the limit} or {@code the policy's limit}. */
  String theLimit() {
    return origin == Origin.POLICY ? "the policy's limit" : "the limit";
  }

  /** What to do about a limit: change the file, or see who set the policy. */
  String remedy(String change) {
    return origin == Origin.POLICY
        ? "The policy sets this limit; `gelada policy show` prints it."
        : change;
  }

  private static @Nullable ZoneId zone(@Nullable Window window) {
    return window == null ? null : window.zone();
  }
}

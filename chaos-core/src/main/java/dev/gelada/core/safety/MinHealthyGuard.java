package dev.gelada.core.safety;

import dev.gelada.core.attack.Prepared;
import dev.gelada.core.plan.Amount;
import dev.gelada.core.safety.Answer.Origin;
import dev.gelada.core.target.GroupId;
import dev.gelada.core.target.TargetId;
import dev.gelada.core.trail.Ledger;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Enough of each group stays healthy: what was read, minus by identity what the trail has struck
 * off, minus what this strike takes. Holds for the victim's group and for every bystanders' group
 * whose members stand in for each other.
 */
final class MinHealthyGuard implements Guard {
  static final String RULE = "minHealthy";

  private final Origin origin;

  MinHealthyGuard(Origin origin) {
    this.origin = origin;
  }

  @Override
  public String rule() {
    return RULE;
  }

  @Override
  public Verdict judge(Proposal proposal, Ledger ledger) {
    Candidate candidate = proposal.candidate();
    return judge(proposal, candidate.look(), ledger, candidate.now(), true);
  }

  /**
   * Judges by another look.
   *
   * @param takes false when the ledger holds the claim already, so that its victim is struck off
   */
  Verdict judge(Proposal proposal, Look look, Ledger ledger, Instant now, boolean takes) {
    EffectiveLimits limits = EffectiveLimits.of(origin, proposal.candidate());
    Amount least = limits.limits().minHealthy();
    if (least == null) {
      return limits.silent();
    }
    TargetId victim = proposal.candidate().target().id();
    Verdict first = null; // the victim's own group comes first
    for (Map.Entry<GroupId, Integer> taken : taken(proposal).entrySet()) {
      boolean own = taken.getKey().equals(look.group().id());
      Look seen = own ? look : look.bystanders().get(taken.getKey());
      if (seen == null) {
        return unseen(taken.getKey());
      }
      if (!seen.group().replaceable()) {
        continue;
      }
      HealthCount count = HealthCount.of(seen, ledger, now);
      int more = takes ? taken.getValue() : 0;
      if (takes && own && !count.healthy().contains(victim)) {
        more--; // it is not among the healthy ones, so they lose one less
      }
      Verdict of = judge(limits, least, count, more);
      if (of instanceof Verdict.Refused) {
        return of;
      }
      first = first == null ? of : first;
    }
    return first != null
        ? first
        : Verdict.yes("not applicable: members of the group do not replace each other");
  }

  private static Verdict judge(EffectiveLimits limits, Amount least, HealthCount count, int more) {
    int needed = least.of(count.size());
    String limit =
        limits.theLimit()
            + " is "
            + (least.percent()
                ? "%s of %d, which is %d".formatted(least, count.size(), needed)
                : least);
    String figures =
        "%d of %d %s are healthy%s"
            .formatted(count.left(), count.size(), count.who(), count.notes());
    if (count.left() - more >= needed) {
      return Verdict.yes("%s, this takes %d, %s".formatted(figures, more, limit));
    }
    boolean complete = count.left() >= count.size();
    return Verdict.no(
        RULE,
        more > 1
            ? "%s, this takes %d and %s".formatted(figures, more, limit)
            : "%s and %s".formatted(figures, limit),
        limits.remedy(
            complete
                ? "Pick fewer victims, or lower limits.minHealthy."
                : "Wait until more are healthy, or lower limits.minHealthy."));
  }

  private static Verdict unseen(GroupId group) {
    return Verdict.no(
        RULE,
        "the attack takes from %s, whose health was not looked at".formatted(group.name()),
        "Use a source that can see this group too.");
  }

  /** By group; the victim is always one of its own, whatever the attack says. */
  private static Map<GroupId, Integer> taken(Proposal proposal) {
    Map<GroupId, Integer> taken = new LinkedHashMap<>();
    GroupId own = proposal.claim().group();
    taken.put(own, 0);
    for (Prepared.Take take : proposal.claim().intent().takes()) {
      if (take.members() > 0) {
        taken.merge(take.group(), take.members(), Math::addExact);
      }
    }
    taken.merge(own, 1, Math::max);
    return taken;
  }
}

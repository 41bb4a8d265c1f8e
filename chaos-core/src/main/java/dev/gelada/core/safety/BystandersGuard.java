package dev.gelada.core.safety;

import dev.gelada.core.attack.Prepared;
import dev.gelada.core.plan.OptIn;
import dev.gelada.core.plan.Policy;
import dev.gelada.core.plugin.Refusal;
import dev.gelada.core.safety.Answer.Origin;
import dev.gelada.core.target.Group;
import dev.gelada.core.target.Target;
import dev.gelada.core.trail.Ledger;
import java.util.List;

/**
 * An attack that takes from other groups than its victim's needs their agreement as well: each was
 * looked at, opted in, did not opt out, is not held by its platform and not denied by the policy.
 */
final class BystandersGuard implements Guard {
  static final String RULE = "bystanders";

  private final Origin origin;

  BystandersGuard(Origin origin) {
    this.origin = origin;
  }

  @Override
  public String rule() {
    return RULE;
  }

  @Override
  public Verdict judge(Proposal proposal, Ledger ledger) {
    List<Prepared.Take> others =
        proposal.claim().intent().takes().stream()
            .filter(take -> take.members() > 0 && !take.group().equals(proposal.claim().group()))
            .toList();
    for (Prepared.Take take : others) {
      Verdict verdict =
          origin == Origin.POLICY
              ? denied(take, proposal.candidate().mission().policy())
              : agreed(take, proposal.candidate());
      if (verdict instanceof Verdict.Refused) {
        return verdict;
      }
    }
    return Verdict.yes(
        others.isEmpty() ? "it takes from no other group" : "all other groups agree");
  }

  private static Verdict denied(Prepared.Take take, Policy policy) {
    return DenyFilter.denied("group", take.group().name(), policy.deny().groups())
        .map(
            denied ->
                no(
                    take,
                    "which the policy denies",
                    "`gelada policy show` prints it; only who sets the policy can change it."))
        .orElseGet(() -> Verdict.yes("not denied"));
  }

  private static Verdict agreed(Prepared.Take take, Candidate candidate) {
    Look look = candidate.look().bystanders().get(take.group());
    if (look == null) {
      return no(take, "which was not looked at", "Use a source that can see this group too.");
    }
    Group group = look.group();
    if (NeverTouchFilter.ourselves(group.labels())) {
      return no(take, "which is Gelada itself", "Aim elsewhere.");
    }
    if (NeverTouchFilter.holds(group.id())) {
      return no(take, "which belongs to the platform itself", "Aim elsewhere.");
    }
    // what is owned needs no opt-in; that says nothing of others beside it
    OptIn optIn =
        candidate.aim().owned() && candidate.aim().optIn() == null
            ? OptIn.DEFAULT
            : candidate.aim().effectiveOptIn();
    if (optIn.out(group.labels())
        || optIn.out(group.around())
        || look.members().stream().map(Target::labels).anyMatch(optIn::out)) {
      return no(take, "which opted out", "Nothing else lifts that.");
    }
    boolean around = candidate.mission().policy().allow().optInAround();
    boolean in =
        optIn.in(group.labels())
            || (around && optIn.in(group.around()))
            || (!look.members().isEmpty()
                && look.members().stream().map(Target::labels).allMatch(optIn::in));
    if (!in) {
      return no(
          take,
          "which does not carry %s=%s".formatted(optIn.key(), optIn.value()),
          "Put it on that group too, if its people agree.");
    }
    if (!group.holds().isEmpty()) {
      Refusal hold = group.holds().get(0);
      return no(take, "which is held: " + hold.reason(), hold.remedy());
    }
    return Verdict.yes("agreed");
  }

  private static Verdict no(Prepared.Take take, String why, String remedy) {
    return Verdict.no(
        RULE,
        "the attack takes %s of %s, %s"
            .formatted(Words.count(take.members(), "member"), take.group().name(), why),
        remedy);
  }
}

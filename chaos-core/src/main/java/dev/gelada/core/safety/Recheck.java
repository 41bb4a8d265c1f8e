package dev.gelada.core.safety;

import dev.gelada.core.plugin.Refusal;
import dev.gelada.core.safety.Answer.Origin;
import dev.gelada.core.target.Target;
import dev.gelada.core.trail.Claim;
import dev.gelada.core.trail.Entry;
import dev.gelada.core.trail.Ledger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is asked again between claim and attack. */
final class Recheck {
  static final List<Question> QUESTIONS =
      List.of(
          new Question("claim", Recheck::claim),
          new Question(HaltedGuard.RULE, Recheck::halted),
          new Question(
              AbortedGuard.RULE,
              (proposal, fresh, ledger, now) -> new AbortedGuard().judge(proposal, ledger)),
          new Question("identity", Recheck::identity),
          new Question(NeverTouchFilter.RULE, filter(new NeverTouchFilter())),
          new Question(OptOutFilter.RULE, filter(new OptOutFilter())),
          new Question(OptInFilter.RULE, filter(new OptInFilter(Origin.FILE))),
          new Question("except", filter(new ExceptFilter())),
          new Question("holds", Recheck::holds),
          new Question(BystandersGuard.RULE, Recheck::bystanders),
          new Question(MinHealthyGuard.RULE, minHealthy(Origin.FILE)),
          new Question(MinHealthyGuard.RULE, minHealthy(Origin.POLICY)));

  private Recheck() {}

  /** Asks one thing. */
  interface Asks {
    Verdict judge(Proposal proposal, Look fresh, Ledger ledger, Instant now) throws Exception;
  }

  /**
   * A question with its name.
   *
   * @param rule the rule's name
   * @param asks the question
   */
  record Question(String rule, Asks asks) {
    Verdict judge(Proposal proposal, Look fresh, Ledger ledger, Instant now) throws Exception {
      return asks.judge(proposal, fresh, ledger, now);
    }
  }

  private static Verdict claim(Proposal proposal, Look fresh, Ledger ledger, Instant now) {
    Optional<Claim> claim = ledger.claim(proposal.claim().strike().id());
    if (claim.isEmpty()
        || claim.get().state() != Claim.State.CLAIMED
        || !claim.get().run().equals(proposal.candidate().mission().run())) {
      return Verdict.no(
          "claim",
          claim.isEmpty()
              ? "the claim is not in the trail"
              : "the claim is no longer open: "
                  + claim.get().state().name().toLowerCase(java.util.Locale.ROOT),
          "Nothing was touched; start another run.");
    }
    Instant endsAt = proposal.claim().strike().endsAt();
    return endsAt != null && !endsAt.isAfter(now)
        ? Verdict.no(
            "claim", "the strike's end has passed", "Nothing was touched; start another run.")
        : Verdict.yes("still open");
  }

  /** A later {@code resumed} does not revive a claim. */
  private static Verdict halted(Proposal proposal, Look fresh, Ledger ledger, Instant now) {
    long claimed = ledger.claim(proposal.claim().strike().id()).map(Claim::seq).orElse(0L);
    Entry.Halted halted = ledger.halted();
    return halted != null || ledger.haltedAfter() > claimed
        ? Verdict.no(
            HaltedGuard.RULE,
            "everything on this trail was halted after the claim"
                + (halted == null ? "" : ": " + halted.reason()),
            "Nothing was touched. When the halt is over: `gelada resume --why …`.")
        : Verdict.yes("not halted");
  }

  private static Verdict identity(Proposal proposal, Look fresh, Ledger ledger, Instant now) {
    return now(proposal, fresh).isPresent()
        ? Verdict.yes("still the same")
        : Verdict.no(
            "identity",
            "%s is no longer there".formatted(proposal.candidate().target().id().name()),
            "Nothing was touched; start another run.");
  }

  private static Verdict holds(Proposal proposal, Look fresh, Ledger ledger, Instant now) {
    List<Refusal> holds = new ArrayList<>(fresh.group().holds());
    now(proposal, fresh).ifPresent(target -> holds.addAll(target.holds()));
    return holds.isEmpty()
        ? Verdict.yes("the platform has nothing against it")
        : new Verdict.Refused(holds.get(0));
  }

  private static Verdict bystanders(Proposal proposal, Look fresh, Ledger ledger, Instant now) {
    Proposal again = new Proposal(again(proposal, fresh, now), proposal.claim());
    return new BystandersGuard(Origin.FILE).judge(again, ledger);
  }

  private static Asks minHealthy(Origin origin) {
    MinHealthyGuard guard = new MinHealthyGuard(origin);
    return (proposal, fresh, ledger, now) -> guard.judge(proposal, fresh, ledger, now, false);
  }

  private static Asks filter(Filter filter) {
    return (proposal, fresh, ledger, now) -> filter.judge(again(proposal, fresh, now), ledger);
  }

  private static Candidate again(Proposal proposal, Look fresh, Instant now) {
    Candidate then = proposal.candidate();
    Target target =
        now(proposal, fresh).orElseThrow(() -> new IllegalStateException("the victim is gone"));
    return new Candidate(then.mission(), then.hit(), then.aim(), fresh, target, now);
  }

  private static Optional<Target> now(Proposal proposal, Look fresh) {
    return fresh.group().id().equals(proposal.claim().group())
        ? fresh.members().stream()
            .filter(member -> member.id().equals(proposal.candidate().target().id()))
            .findFirst()
        : Optional.empty();
  }
}

package dev.gelada.core.safety;

import dev.gelada.core.plugin.Refusal;
import dev.gelada.core.safety.Answer.Origin;
import dev.gelada.core.target.Target;
import dev.gelada.core.trail.Ledger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Where every strike has to pass: the file's rules, the operator's policy and Gelada's own. All
 * must allow. Pure but for the calendar's data, and thread-safe: the same ledger and look give the
 * same answers. A rule that fails refuses.
 */
public final class Gate {
  private final UnaryOperator<String> cleaner;

  /**
   * A gate.
   *
   * @param cleaner takes secrets out of text that ends up in refusals
   */
  public Gate(UnaryOperator<String> cleaner) {
    this.cleaner = cleaner;
  }

  /** Rules of the file that a run may set aside, with a reason and the policy's leave. */
  public static Set<String> overridable() {
    return OverrideGuard.OVERRIDABLE;
  }

  /** The refusal that a standing halt is; a run asks before it creates anything of its own. */
  public static Optional<Refusal> halted(Ledger ledger) {
    return HaltedGuard.refusal(ledger);
  }

  /** Every rule's answer to whether that member may be chosen at all. */
  public List<Answer> member(Candidate candidate, Ledger ledger) {
    List<Answer> answers = new ArrayList<>();
    for (Rulebook.Listed<Filter> listed : Rulebook.FILTERS) {
      Filter filter = listed.rule();
      answers.add(
          ask(
              filter.rule(),
              listed.origin(),
              candidate.mission(),
              () -> filter.judge(candidate, ledger)));
    }
    answers.addAll(holds(candidate.look(), candidate.target()));
    return List.copyOf(answers);
  }

  /**
   * Every rule's answer to the strikes of one append, those about members again among them. Each
   * strike is judged as if those before it were claimed. Unless all are allowed, none is.
   *
   * @param ledger up to the head that the append will name
   */
  public List<Answer> strikes(List<Proposal> step, Ledger ledger) {
    List<Answer> answers = new ArrayList<>();
    Ledger before = ledger;
    for (Proposal proposal : step) {
      Ledger with = before;
      Mission mission = proposal.candidate().mission();
      answers.addAll(member(proposal.candidate(), with));
      for (Rulebook.Listed<Guard> listed : Rulebook.GUARDS) {
        Guard guard = listed.rule();
        answers.add(ask(guard.rule(), listed.origin(), mission, () -> guard.judge(proposal, with)));
      }
      before = before.with(List.of(proposal.claim()), mission.run(), proposal.candidate().now());
    }
    return List.copyOf(answers);
  }

  /** What was refused, each reason once, in the order of the answers. */
  public static List<Refusal> refusals(List<Answer> answers) {
    List<Refusal> refusals = new ArrayList<>();
    for (Answer answer : answers) {
      if (answer.verdict() instanceof Verdict.Refused refused
          && !refusals.contains(refused.why())) {
        refusals.add(refused.why());
      }
    }
    return List.copyOf(refusals);
  }

  /**
   * The last question, right before a claimed strike is applied: is everything still as it was
   * judged? The window does not have to be open again.
   *
   * @param proposal as it was claimed
   * @param fresh a look begun after {@code ledger}'s head was read
   * @param ledger with the claim in it
   * @return why the claim must be released instead; empty to go ahead
   */
  public Optional<Refusal> recheck(Proposal proposal, Look fresh, Ledger ledger, Instant now) {
    for (Recheck.Question question : Recheck.QUESTIONS) {
      Answer answer =
          ask(
              question.rule(),
              Origin.BUILT_IN,
              proposal.candidate().mission(),
              () -> question.judge(proposal, fresh, ledger, now));
      if (answer.verdict() instanceof Verdict.Refused refused) {
        return Optional.of(refused.why());
      }
    }
    return Optional.empty();
  }

  /** What platform and source say against it, under the names that they give. */
  private List<Answer> holds(Look look, Target target) {
    List<Refusal> holds = new ArrayList<>(look.group().holds());
    holds.addAll(target.holds());
    if (holds.isEmpty()) {
      return List.of(
          new Answer("holds", Origin.BUILT_IN, Verdict.yes("the platform has nothing against it")));
    }
    return holds.stream()
        .map(hold -> new Answer(hold.rule(), Origin.BUILT_IN, clean(new Verdict.Refused(hold))))
        .toList();
  }

  private Answer ask(String rule, Origin origin, Mission mission, Judge judge) {
    if (origin == Origin.FILE && OverrideGuard.overridden(mission, rule)) {
      String reason = mission.overrides().getOrDefault(rule, "");
      return new Answer(rule, origin, Verdict.yes(cleaner.apply("overridden: " + reason)));
    }
    Verdict verdict;
    try {
      verdict = judge.judge();
    } catch (Exception undecided) {
      String message = undecided.getMessage();
      verdict =
          Verdict.no(
              rule,
              "could not decide: %s%s"
                  .formatted(
                      undecided.getClass().getSimpleName(), message == null ? "" : ": " + message),
              "Nothing is attacked while a rule cannot be judged.");
    }
    return new Answer(rule, origin, clean(verdict));
  }

  private Verdict clean(Verdict verdict) {
    if (verdict instanceof Verdict.Refused refused) {
      Refusal why = refused.why();
      return Verdict.no(why.rule(), cleaner.apply(why.reason()), cleaner.apply(why.remedy()));
    }
    return verdict;
  }

  private interface Judge {
    Verdict judge() throws Exception;
  }
}

package dev.gelada.core.run;

import dev.gelada.core.plan.Step;
import dev.gelada.core.trail.Claim;
import dev.gelada.core.trail.Ledger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What a run would do now, step by step, up to the first refusal, where the run would end too.
 * Later steps are judged as if the earlier ones had gone as planned and nothing had been replaced
 * meanwhile. Changes nothing.
 */
public final class Preview {
  private final Engine engine;
  private final Judge judge;

  public Preview(Engine engine) {
    this.engine = engine;
    this.judge = new Judge(engine);
  }

  /** The judgements, in the file's order; the last one may be a refusal. */
  public List<Judgement> of(Errand errand, Ledger ledger) throws LookFailed {
    List<Judgement> judgements = new ArrayList<>();
    walk(errand.experiment().steps(), errand, ledger, judgements, false);
    return List.copyOf(judgements);
  }

  private Ledger walk(
      List<Step> steps, Errand errand, Ledger ledger, List<Judgement> into, boolean beside)
      throws LookFailed {
    Ledger after = ledger;
    for (Step step : steps) {
      if (refused(into)) {
        return after;
      }
      if (step instanceof Step.Hit hit) {
        Judgement judgement = judge.judge(errand, hit, after);
        into.add(judgement);
        if (judgement.allowed() && hit.refusedBy() == null) {
          after = after.with(struck(judgement, errand, after, beside));
        }
      } else if (step instanceof Step.Together together) {
        for (List<Step> branch : together.branches()) {
          after = walk(branch, errand, after, into, true);
        }
      }
    }
    return after;
  }

  private static boolean refused(List<Judgement> so) {
    if (so.isEmpty()) {
      return false;
    }
    Judgement last = so.get(so.size() - 1);
    return !last.allowed() && last.hit().refusedBy() == null;
  }

  /**
   * A reversible strike is over before the next step begins, unless it is in a branch beside
   * others.
   */
  private List<Claim> struck(Judgement judgement, Errand errand, Ledger ledger, boolean beside) {
    Instant now = engine.time().instant();
    boolean over = judgement.hit().lasts() != null && !beside;
    return judgement.claims().stream()
        .map(
            claim ->
                new Claim(
                    ledger.head().sequence() + 1,
                    now,
                    errand.id(),
                    claim,
                    over ? Claim.State.REVERTED : Claim.State.STRUCK,
                    over ? now : null,
                    ""))
        .toList();
  }
}

package dev.gelada.core.run;

import dev.gelada.core.plan.Aim;
import dev.gelada.core.plan.Step;
import dev.gelada.core.plugin.Refusal;
import dev.gelada.core.safety.Answer;
import dev.gelada.core.safety.Look;
import dev.gelada.core.safety.Proposal;
import dev.gelada.core.target.Target;
import dev.gelada.core.target.TargetId;
import dev.gelada.core.trail.Entry;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What looking at one step and judging it came to. Complete, because plan, explain, dry run and run
 * all show this one thing.
 *
 * @param hit the step
 * @param aim its target
 * @param groups the groups chosen, as they were read
 * @param proposals the strikes that would be claimed together; empty when none was chosen
 * @param answers what each rule said of them
 * @param refusals every "no"; empty exactly when the step may be claimed
 */
public record Judgement(
    Step.Hit hit,
    Aim aim,
    List<Seen> groups,
    List<Proposal> proposals,
    List<Answer> answers,
    List<Refusal> refusals) {
  public Judgement {
    groups = List.copyOf(groups);
    proposals = List.copyOf(proposals);
    answers = List.copyOf(answers);
    refusals = List.copyOf(refusals);
    if (proposals.isEmpty() && refusals.isEmpty()) {
      throw new IllegalArgumentException("nothing is proposed and nothing says why");
    }
  }

  /** Whether it may be claimed. */
  public boolean allowed() {
    return refusals.isEmpty();
  }

  /** The claims, in the order of the proposals. */
  public List<Entry.Claimed> claims() {
    return proposals.stream().map(Proposal::claim).toList();
  }

  /**
   * One chosen group.
   *
   * @param look as read
   * @param answers what each filter said of each member
   * @param victims who was chosen; empty when none was
   * @param how the arithmetic of the choice; empty when none was made
   */
  public record Seen(
      Look look, Map<TargetId, List<Answer>> answers, List<Target> victims, String how) {
    public Seen {
      answers = Collections.unmodifiableMap(new LinkedHashMap<>(answers));
      victims = List.copyOf(victims);
    }

    /** Why a member cannot be chosen; empty when it can. */
    public List<Refusal> excluded(TargetId member) {
      return dev.gelada.core.safety.Gate.refusals(answers.getOrDefault(member, List.of()));
    }
  }
}

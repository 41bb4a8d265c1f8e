package dev.gelada.core.run;

import dev.gelada.core.attack.Prepared;
import dev.gelada.core.attack.Strike;
import dev.gelada.core.attack.StrikeId;
import dev.gelada.core.plan.Aim;
import dev.gelada.core.plan.Draw;
import dev.gelada.core.plan.Policy;
import dev.gelada.core.plan.Step;
import dev.gelada.core.plugin.Refusal;
import dev.gelada.core.safety.Answer;
import dev.gelada.core.safety.Candidate;
import dev.gelada.core.safety.Gate;
import dev.gelada.core.safety.Look;
import dev.gelada.core.safety.Mission;
import dev.gelada.core.safety.Proposal;
import dev.gelada.core.target.Target;
import dev.gelada.core.target.TargetId;
import dev.gelada.core.trail.Entry;
import dev.gelada.core.trail.Ledger;
import dev.gelada.core.victim.Pick;
import dev.gelada.core.victim.VictimSelector;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One step before the judge: gathers what is looked at, chosen, prepared and refused. For one use.
 */
final class Docket {
  private final Engine engine;
  private final Eyes eyes;
  private final Errand errand;
  private final Step.Hit hit;
  private final Ledger ledger;
  final Aim aim;
  private final Mission mission;
  private final Instant now;
  private final List<Judgement.Seen> seen = new ArrayList<>();
  private final List<Proposal> proposals = new ArrayList<>();
  private final List<Refusal> refusals = new ArrayList<>();

  Docket(Engine engine, Eyes eyes, Errand errand, Step.Hit hit, Ledger ledger) {
    this.engine = engine;
    this.eyes = eyes;
    this.now = engine.time().instant();
    this.errand = errand;
    this.hit = hit;
    this.ledger = ledger;
    this.aim =
        Optional.ofNullable(errand.experiment().targets().get(hit.target()))
            .orElseThrow(() -> new IllegalArgumentException("no target " + hit.target()));
    Policy policy = engine.policy(ledger);
    this.mission =
        new Mission(
            errand.experiment(),
            policy,
            errand.id(),
            errand.overrides(),
            errand.endsBy(),
            errand.occasion());
  }

  void refuse(Refusal why) {
    refusals.add(why);
  }

  /** Chooses in one group, or takes {@code only}, and prepares. */
  void consider(Look look, @Nullable Target only) throws LookFailed {
    mark(look);
    Map<TargetId, List<Answer>> answers = filter(look);
    if (only != null) {
      refusals.addAll(Gate.refusals(answers.getOrDefault(only.id(), List.of())));
      seen.add(new Judgement.Seen(look, answers, List.of(only), "named"));
      propose(look, only);
      return;
    }
    List<Target> eligible =
        look.members().stream()
            .filter(m -> Gate.refusals(answers.getOrDefault(m.id(), List.of())).isEmpty())
            .toList();
    if (eligible.isEmpty()) {
      refusals.addAll(nobody(look, answers));
      seen.add(new Judgement.Seen(look, answers, List.of(), ""));
      return;
    }
    Pick pick = pick(look, eligible);
    if (pick instanceof Pick.Victims victims) {
      seen.add(new Judgement.Seen(look, answers, victims.distinct(), victims.how()));
      for (Target victim : victims.distinct()) {
        propose(look, victim);
      }
    } else if (pick instanceof Pick.None none) {
      refusals.add(none.why());
      seen.add(new Judgement.Seen(look, answers, List.of(), ""));
    }
  }

  private void mark(Look look) throws LookFailed {
    if (aim.owned()) {
      return;
    }
    try {
      engine.marks().check(look.group().id().place(), ledger.trail()).ifPresent(refusals::add);
    } catch (Exception e) {
      throw new LookFailed(
          "read which trail guards " + look.group().id().place(), engine.words(e), e);
    }
  }

  Map<TargetId, List<Answer>> filter(Look look) {
    Map<TargetId, List<Answer>> answers = new LinkedHashMap<>();
    for (Target member : look.members()) {
      answers.put(
          member.id(),
          engine.gate().member(new Candidate(mission, hit, aim, look, member, now), ledger));
    }
    return answers;
  }

  private Pick pick(Look look, List<Target> eligible) {
    Draw draw = new Draw(errand.seed());
    try {
      VictimSelector selector = aim.pick().in(look.group().labels());
      RandomGenerator random =
          selector.sharesDraw()
              ? draw.of("shared")
              : draw.of("victims", aim.name(), look.group().id().name(), hit.at());
      return selector.choose(eligible, look.members().size(), random);
    } catch (IllegalArgumentException label) {
      return new Pick.None(
          new Refusal("pick", engine.words(label), "Mend the group's label, or the file."));
    }
  }

  /**
   * One refusal for each rule that excluded somebody, so that the reason for "nobody" is the rule
   * itself.
   */
  private List<Refusal> nobody(Look look, Map<TargetId, List<Answer>> answers) {
    String group = look.group().id().name();
    if (look.members().isEmpty()) {
      return List.of(
          new Refusal("no-targets", group + " has no members.", "See `gelada targets`."));
    }
    Map<String, Refusal> byRule = new LinkedHashMap<>();
    Map<String, Integer> counts = new LinkedHashMap<>();
    for (List<Answer> of : answers.values()) {
      for (Refusal no : Gate.refusals(of)) {
        byRule.putIfAbsent(no.rule(), no);
        counts.merge(no.rule(), 1, Integer::sum);
      }
    }
    return byRule.values().stream()
        .map(
            no ->
                new Refusal(
                    no.rule(),
                    "%d of %d members of %s: %s"
                        .formatted(
                            counts.get(no.rule()), look.members().size(), group, no.reason()),
                    no.remedy()))
        .toList();
  }

  private void propose(Look look, Target victim) throws LookFailed {
    Strike strike =
        new Strike(
            new StrikeId(engine.ids().get()),
            hit.type().name(),
            victim,
            hit.lasts() == null ? null : now.plus(hit.lasts()).truncatedTo(ChronoUnit.MILLIS),
            new Draw(errand.seed()).number("attack", hit.at(), victim.id().uid()));
    Prepared prepared;
    try {
      prepared = hit.attack().prepare(strike);
    } catch (Exception e) {
      throw new LookFailed(
          "prepare " + hit.type().name() + " on " + victim.id().name(), engine.words(e), e);
    }
    if (prepared instanceof Prepared.Refused no) {
      refusals.addAll(no.why());
    } else if (prepared instanceof Prepared.Intent intent) {
      Look whole = eyes.withBystanders(aim, look, intent.takes());
      proposals.add(
          new Proposal(
              new Candidate(mission, hit, aim, whole, victim, now),
              new Entry.Claimed(
                  strike,
                  intent,
                  hit.lease(),
                  mission.slot(hit.at()),
                  errand.origin(mission.policy().hash(), engine.version()),
                  aim.owned())));
    }
  }

  Judgement close() {
    List<Answer> answers = engine.gate().strikes(proposals, ledger);
    List<Refusal> all = new ArrayList<>(refusals);
    all.addAll(Gate.refusals(answers));
    return new Judgement(hit, aim, seen, proposals, answers, all.stream().distinct().toList());
  }
}

package dev.gelada.core.run;

import dev.gelada.core.attack.Prepared;
import dev.gelada.core.attack.Strike;
import dev.gelada.core.attack.StrikeId;
import dev.gelada.core.plan.Aim;
import dev.gelada.core.plan.GroupPick;
import dev.gelada.core.plan.Policy;
import dev.gelada.core.plan.Step;
import dev.gelada.core.plugin.Refusal;
import dev.gelada.core.safety.Answer;
import dev.gelada.core.safety.Candidate;
import dev.gelada.core.safety.Gate;
import dev.gelada.core.safety.Look;
import dev.gelada.core.safety.Mission;
import dev.gelada.core.safety.Proposal;
import dev.gelada.core.target.Group;
import dev.gelada.core.target.Scope;
import dev.gelada.core.target.Target;
import dev.gelada.core.target.TargetId;
import dev.gelada.core.trail.Entry;
import dev.gelada.core.trail.Ledger;
import dev.gelada.core.trail.Slot;
import dev.gelada.core.victim.Pick;
import dev.gelada.core.victim.VictimSelector;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Looks at a step's targets, chooses, prepares and judges; changes nothing. The only place where
 * this is done, so plan, explain, dry run and run cannot differ. Blocks on sources and attacks.
 */
public final class Judge {
  private final Engine engine;
  private final Eyes eyes;

  public Judge(Engine engine) {
    this.engine = engine;
    this.eyes = new Eyes(engine);
  }

  /**
   * Judges a step against a ledger; every look begins after the ledger's head was read, because the
   * caller read it before.
   *
   * @throws LookFailed if it could not be found out what is there
   */
  public Judgement judge(Errand errand, Step.Hit hit, Ledger ledger) throws LookFailed {
    Docket docket = new Docket(errand, hit, ledger);
    Aim aim = docket.aim;
    List<Group> found =
        eyes.groups(
            aim,
            new Scope(
                aim.effectiveOptIn().none()
                    ? Map.of()
                    : Map.of(aim.effectiveOptIn().key(), aim.effectiveOptIn().value()),
                false));
    List<Group> chosen = choose(found, aim, new Draw(errand.seed()));
    if (chosen.isEmpty()) {
      docket.refuse(nothing(aim, found.size()));
    }
    for (Group group : chosen) {
      docket.consider(eyes.look(aim, group), null);
    }
    return docket.close();
  }

  /**
   * As if {@code member} were the one chosen: what each rule says of it.
   *
   * @param member a name or uid
   * @return empty when no group of the step has such a member
   */
  public Optional<Judgement> explain(Errand errand, Step.Hit hit, Ledger ledger, String member)
      throws LookFailed {
    Docket docket = new Docket(errand, hit, ledger);
    for (Group group : eyes.groups(docket.aim, Scope.all())) {
      Look look = eyes.look(docket.aim, group);
      for (Target target : look.members()) {
        if (target.id().name().equals(member) || target.id().uid().equals(member)) {
          docket.consider(look, target);
          return Optional.of(docket.close());
        }
      }
    }
    return Optional.empty();
  }

  /** All that a target's source sees, opted in or not, each member with every filter's answer. */
  public List<Judgement.Seen> survey(Errand errand, Step.Hit hit, Ledger ledger) throws LookFailed {
    Docket docket = new Docket(errand, hit, ledger);
    List<Judgement.Seen> seen = new ArrayList<>();
    for (Group group : eyes.groups(docket.aim, Scope.all())) {
      Look look = eyes.look(docket.aim, group);
      seen.add(new Judgement.Seen(look, docket.filter(look), List.of(), ""));
    }
    return seen;
  }

  private static List<Group> choose(List<Group> found, Aim aim, Draw draw) {
    GroupPick pick = aim.groups() == null ? GroupPick.ONE : aim.groups();
    List<Group> shuffled = new ArrayList<>(found);
    shuffle(shuffled, draw.of("groups", aim.name()));
    return shuffled.subList(0, pick.of(found.size()));
  }

  /** Fisher-Yates; Collections.shuffle does not take the newer generators on Java 17. */
  private static void shuffle(List<Group> list, RandomGenerator random) {
    for (int i = list.size() - 1; i > 0; i--) {
      Collections.swap(list, i, random.nextInt(i + 1));
    }
  }

  private static Refusal nothing(Aim aim, int found) {
    return found == 0
        ? new Refusal(
            "no-targets",
            "nothing that has opted in matches '" + aim.name() + "' (source " + aim.source() + ").",
            "See what is there with `gelada targets`.")
        : new Refusal(
            "groups",
            "the share of " + found + " groups that 'groups' asks for is less than one.",
            "Raise it, or ask for a number.");
  }

  /** The work on one step; gathers what is found. */
  private final class Docket {
    private final Errand errand;
    private final Step.Hit hit;
    private final Ledger ledger;
    private final Aim aim;
    private final Mission mission;
    private final Instant now = engine.time().instant();
    private final List<Judgement.Seen> seen = new ArrayList<>();
    private final List<Proposal> proposals = new ArrayList<>();
    private final List<Refusal> refusals = new ArrayList<>();

    Docket(Errand errand, Step.Hit hit, Ledger ledger) {
      this.errand = errand;
      this.hit = hit;
      this.ledger = ledger;
      this.aim =
          Optional.ofNullable(errand.experiment().targets().get(hit.target()))
              .orElseThrow(() -> new IllegalArgumentException("no target " + hit.target()));
      Policy policy = engine.policy(ledger);
      this.mission =
          new Mission(
              errand.experiment(), policy, errand.id(), errand.overrides(), errand.endsBy());
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

    private Map<TargetId, List<Answer>> filter(Look look) {
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
                    new Slot(
                        errand.experiment().name(), look.group().id(), errand.when(), hit.at()),
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
}

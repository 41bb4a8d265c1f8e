package dev.gelada.core.run;

import dev.gelada.core.plan.Aim;
import dev.gelada.core.plan.Draw;
import dev.gelada.core.plan.GroupPick;
import dev.gelada.core.plan.PlannedRun;
import dev.gelada.core.plan.Step;
import dev.gelada.core.plugin.Refusal;
import dev.gelada.core.safety.Look;
import dev.gelada.core.target.Group;
import dev.gelada.core.target.GroupId;
import dev.gelada.core.target.Scope;
import dev.gelada.core.target.Target;
import dev.gelada.core.trail.Ledger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
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
    Docket docket = new Docket(engine, eyes, errand, hit, ledger);
    Aim aim = docket.aim;
    GroupId drawn = drawnFor(errand, aim);
    if (drawn != null) {
      Optional<Look> look = eyes.look(aim, drawn);
      if (look.isEmpty()) {
        docket.refuse(gone(drawn));
      } else {
        docket.consider(look.get(), null);
      }
      return docket.close();
    }
    List<Group> found = eyes.groups(aim, aim.scope());
    List<Group> chosen = choose(found, aim, new Draw(errand.seed()));
    if (chosen.isEmpty()) {
      docket.refuse(nothing(aim, found.size()));
    }
    for (Group group : chosen) {
      docket.consider(eyes.look(aim, group), null);
    }
    return docket.close();
  }

  /** The group that the plan drew for this target; null where the file's pick chooses. */
  private static @Nullable GroupId drawnFor(Errand errand, Aim aim) {
    PlannedRun planned = errand.occasion();
    return planned != null && errand.experiment().scheduled().name().equals(aim.name())
        ? planned.group()
        : null;
  }

  private static Refusal gone(GroupId group) {
    return new Refusal(
        "no-targets",
        group.name() + ", for which it was planned, is gone.",
        "Nothing is to be done; the next day's plan looks again.");
  }

  /**
   * As if {@code member} were the one chosen: what each rule says of it.
   *
   * @param member a name or uid
   * @return empty when no group of the step has such a member
   */
  public Optional<Judgement> explain(Errand errand, Step.Hit hit, Ledger ledger, String member)
      throws LookFailed {
    Docket docket = new Docket(engine, eyes, errand, hit, ledger);
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
    Docket docket = new Docket(engine, eyes, errand, hit, ledger);
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
}

package dev.gelada.cli;

import dev.gelada.core.attack.Strike;
import dev.gelada.core.attack.Undo;
import dev.gelada.core.plan.Aim;
import dev.gelada.core.plan.Experiment;
import dev.gelada.core.plan.Step.Hit;
import dev.gelada.core.plugin.Refusal;
import dev.gelada.core.run.Judgement;
import dev.gelada.core.safety.Proposal;
import dev.gelada.core.target.Health;
import dev.gelada.core.target.Target;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Shows what looking at steps and judging them came to. */
final class PlanView {
  private final Console console;
  private final String file;

  /**
   * A view.
   *
   * @param file as it was typed
   */
  PlanView(Console console, String file) {
    this.console = console;
    this.file = file;
  }

  /** One step for a program. */
  record Step(
      String at,
      String attack,
      String target,
      String source,
      String pick,
      @Nullable String refusedBy,
      List<Group> groups,
      List<Struck> strikes,
      List<Shown.Answered> answers,
      List<Refusal> refusals) {
    static Step of(Judgement judgement) {
      return new Step(
          judgement.hit().at(),
          judgement.hit().type().name(),
          judgement.aim().name(),
          judgement.aim().source(),
          judgement.aim().pick().text(),
          judgement.hit().refusedBy(),
          judgement.groups().stream().map(Group::of).toList(),
          judgement.proposals().stream().map(Struck::of).toList(),
          Shown.answers(judgement.answers()),
          judgement.refusals());
    }
  }

  /** One chosen group for a program. */
  record Group(String group, String place, String how, List<Member> members) {
    static Group of(Judgement.Seen seen) {
      return new Group(
          seen.look().group().id().name(),
          seen.look().group().id().place().toString(),
          seen.how(),
          seen.look().members().stream().map(member -> Member.of(seen, member)).toList());
    }
  }

  /** One member for a program. */
  record Member(
      String name,
      String uid,
      String zone,
      String health,
      boolean chosen,
      boolean eligible,
      List<Refusal> excluded) {
    static Member of(Judgement.Seen seen, Target member) {
      List<Refusal> excluded = seen.excluded(member.id());
      return new Member(
          member.id().name(),
          member.id().uid(),
          member.zone(),
          PlanView.health(member),
          seen.victims().contains(member),
          excluded.isEmpty(),
          excluded);
    }
  }

  /** One strike for a program. */
  record Struck(String victim, String undo, String expiry, @Nullable Instant endsAt) {
    static Struck of(Proposal proposal) {
      Strike strike = proposal.claim().strike();
      Undo undo = proposal.claim().intent().undo();
      return new Struck(
          strike.victim().id().name(), undone(undo, strike), Shown.expiry(undo), strike.endsAt());
    }
  }

  void show(Judgement judgement) {
    Hit hit = judgement.hit();
    Aim aim = judgement.aim();
    console.line("");
    console.line(
        "%s  %s on %s (%s, pick %s)"
            .formatted(
                hit.at(),
                console.headline(hit.type().name()),
                aim.name(),
                aim.source(),
                aim.pick().text()));
    judgement.groups().forEach(this::group);
    for (Proposal proposal : judgement.proposals()) {
      Strike strike = proposal.claim().strike();
      console.line(
          "  undo of %s: %s"
              .formatted(
                  strike.victim().id().name(), undone(proposal.claim().intent().undo(), strike)));
    }
    new Answers(console)
        .figures(
            Shown.answers(judgement.answers()).stream().filter(Shown.Answered::allowed).toList());
    if (hit.refusedBy() != null) {
      rehearsed(judgement, hit.refusedBy());
      return;
    }
    judgement.refusals().forEach(no -> console.line("  " + console.bad(Shown.words(no))));
    explain(judgement).forEach(command -> console.line("    " + command));
  }

  /** What a run starts itself: nothing to look at yet. */
  void owned(Experiment experiment, String name, int count) {
    console.line("");
    console.line("%s  starts %d of its own.".formatted(console.headline(name), count));
    later(experiment, name);
  }

  /** What a run sets up first and leaves there: nothing to look at yet. */
  void awaited(Experiment experiment, String name, List<String> words) {
    console.line("");
    console.line("%s  %s.".formatted(console.headline(name), String.join("; ", words)));
    later(experiment, name);
  }

  private void later(Experiment experiment, String name) {
    for (Hit hit : experiment.hits()) {
      if (hit.target().equals(name)) {
        console.line(
            "  %s  %s%s, judged when they run"
                .formatted(
                    hit.at(),
                    hit.type().name(),
                    hit.lasts() == null ? "" : " for " + Moments.length(hit.lasts())));
      }
    }
  }

  /** The commands that explain a step's refusals: by its victims, else by its groups. */
  Stream<String> explain(Judgement judgement) {
    if (judgement.allowed()) {
      return Stream.empty();
    }
    if (judgement.groups().isEmpty()) { // nobody is there whose rules could be explained
      return Stream.of("gelada targets " + file);
    }
    List<String> victims =
        judgement.groups().stream()
            .flatMap(seen -> seen.victims().stream())
            .map(victim -> victim.id().name())
            .toList();
    Stream<String> names = victims.isEmpty() ? Stream.of(judgement.aim().name()) : victims.stream();
    return names.map(name -> "gelada explain " + file + " " + name);
  }

  private void group(Judgement.Seen seen) {
    List<Target> members = seen.look().members();
    long healthy = members.stream().filter(m -> m.health() == Health.HEALTHY).count();
    console.line(
        "  group %s: %d members, %d healthy%s"
            .formatted(
                seen.look().group().id().name(),
                members.size(),
                healthy,
                seen.how().isEmpty() ? "" : "; " + seen.how()));
    for (Target member : members) {
      List<Refusal> excluded = seen.excluded(member.id());
      String state =
          seen.victims().contains(member)
              ? console.warn("chosen")
              : excluded.isEmpty() ? "eligible" : console.dim("excluded");
      console.line(
          "    %s  %s  %s%s"
              .formatted(
                  member.id().name(),
                  health(member),
                  state,
                  excluded.isEmpty() ? "" : ": " + reasons(excluded)));
    }
  }

  private void rehearsed(Judgement judgement, String rule) {
    boolean refuses = judgement.refusals().stream().anyMatch(no -> no.rule().equals(rule));
    console.line(
        refuses
            ? console.ok("  refused by " + rule + ", as it must be; it is never applied")
            : console.bad(
                "  must be refused by "
                    + rule
                    + ", and would not be: the run would end with exit 1"));
  }

  static String reasons(List<Refusal> refusals) {
    return String.join("; ", refusals.stream().map(no -> no.rule() + ": " + no.reason()).toList());
  }

  static String health(Target member) {
    return member.health().name().toLowerCase(Locale.ROOT);
  }

  private static String undone(Undo undo, Strike strike) {
    if (undo instanceof Undo.None none) {
      return "cannot be undone: " + none.why();
    }
    String ends =
        strike.endsAt() == null ? "" : ", at " + Moments.clock(strike.endsAt()) + " at the latest";
    return switch (((Undo.Recipe) undo).expiry()) {
      case TARGET -> "by what does the damage itself" + ends;
      case GUARDIAN -> "by a guardian of its own session" + ends;
      case ATTENDED -> "only by Gelada" + ends;
    };
  }
}

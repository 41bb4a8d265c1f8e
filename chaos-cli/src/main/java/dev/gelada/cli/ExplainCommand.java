package dev.gelada.cli;

import dev.gelada.core.Gelada;
import dev.gelada.core.OnTrail;
import dev.gelada.core.plan.Experiment;
import dev.gelada.core.plan.Step;
import dev.gelada.core.plugin.Refusal;
import dev.gelada.core.run.Errand;
import dev.gelada.core.run.Judgement;
import dev.gelada.core.run.LookFailed;
import dev.gelada.core.safety.Answer;
import dev.gelada.core.target.Target;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code gelada explain FILE TARGET}: each rule's answer for one target. */
@Command(
    name = "explain",
    description =
        "Each rule's answer for one target in each step, as if it were the one chosen. Changes"
            + " nothing. Exit 3 if any says no.")
final class ExplainCommand implements Callable<Integer> {
  /** A group may have thousands; the first few say why. */
  private static final int MOST = 3;

  private static final int NAMED = 10;

  private final Wiring wiring;
  private final Console console;
  @Mixin private final OpenFile file = new OpenFile();

  @Parameters(
      index = "1",
      paramLabel = "TARGET",
      description = "A member's name or uid; or a group, or a key of targets: its first members.")
  private String target = "";

  @Mixin private final TrailOption option = new TrailOption();
  @Mixin private final RunOptions options = new RunOptions();

  ExplainCommand(Wiring wiring, Console console) {
    this.wiring = wiring;
    this.console = console;
  }

  /** What a program reads. */
  record Document(int exit, String file, String target, List<Explained> steps) {}

  /** One target in one step. */
  record Explained(
      String at,
      String attack,
      String group,
      String member,
      boolean allowed,
      List<Shown.Answered> answers,
      List<Refusal> refusals) {}

  @Override
  public Integer call() throws Exception {
    try (Gelada gelada = wiring.looking()) {
      Experiment experiment = file.load(gelada);
      TrailDesk.Chosen chosen = wiring.trails().toLook(option, experiment);
      try (OnTrail trail = wiring.on(gelada, chosen.store(), List.of())) {
        return explain(trail.errand(experiment, options.wish("")), trail);
      }
    }
  }

  private int explain(Errand errand, OnTrail trail) throws Exception {
    List<Explained> all = new ArrayList<>();
    Set<String> known = new LinkedHashSet<>();
    List<Step.Hit> hits =
        Preflight.hits(errand.experiment(), Preflight.awaited(errand.experiment()).keySet());
    for (Step.Hit hit : hits) {
      for (String member : meant(errand, hit, trail, known)) {
        trail.explain(errand, hit, member).map(ExplainCommand::explained).ifPresent(all::add);
      }
    }
    if (all.isEmpty()) {
      throw notFound(hits, known);
    }
    all.forEach(this::show);
    boolean allowed = all.stream().allMatch(Explained::allowed);
    ExitCode exit = allowed ? ExitCode.DONE : ExitCode.NOT_RUN;
    console.document(new Document(exit.number(), errand.experiment().path(), target, all));
    return exit.number();
  }

  /** The members that the typed name stands for. */
  private List<String> meant(Errand errand, Step.Hit hit, OnTrail trail, Set<String> known)
      throws IOException, LookFailed {
    List<String> meant = new ArrayList<>();
    for (Judgement.Seen seen : trail.survey(errand, hit)) {
      String group = seen.look().group().id().name();
      known.add(group);
      boolean whole = target.equals(group) || target.equals(hit.target());
      for (Target member : seen.look().members()) {
        known.add(member.id().name());
        boolean itself = target.equals(member.id().name()) || target.equals(member.id().uid());
        if (itself || (whole && meant.size() < MOST)) {
          meant.add(member.id().uid());
        }
      }
    }
    return meant;
  }

  private Complaint notFound(List<Step.Hit> hits, Set<String> known) {
    if (hits.isEmpty()) {
      return Complaint.of(
          ExitCode.NOT_RUN,
          "there is nothing to explain before a run: it starts its targets itself.",
          "Run it, then see `gelada trail show`.");
    }
    return Complaint.of(
        ExitCode.NOT_RUN,
        "no step of this file sees a target named '%s'.%s"
            .formatted(
                target,
                Nearest.to(target, known).map(near -> " Did you mean '" + near + "'?").orElse("")),
        known.isEmpty()
            ? "Its sources see nothing at all."
            : "Seen: "
                + String.join(", ", known.stream().limit(NAMED).toList())
                + (known.size() > NAMED ? ", …; `gelada targets` lists all." : "."));
  }

  private static Explained explained(Judgement judgement) {
    Judgement.Seen seen = judgement.groups().get(0);
    Target member = seen.victims().get(0);
    // a refusal to prepare leaves no strike, and then only the answers about the member are there
    Stream<Answer> answers =
        judgement.answers().isEmpty()
            ? seen.answers().getOrDefault(member.id(), List.of()).stream()
            : judgement.answers().stream();
    return new Explained(
        judgement.hit().at(),
        judgement.hit().type().name(),
        seen.look().group().id().name(),
        member.id().name(),
        judgement.allowed(),
        Shown.answers(answers.toList()),
        judgement.refusals());
  }

  private void show(Explained one) {
    console.line(
        "%s  %s on %s of %s"
            .formatted(one.at(), console.headline(one.attack()), one.member(), one.group()));
    new Answers(console).show(one.answers());
    one.refusals().forEach(no -> console.line("  " + console.bad(Shown.words(no))));
    console.line(
        one.allowed() ? console.ok("  Every rule allows it.") : console.bad("  Not allowed."));
    console.line("");
  }
}

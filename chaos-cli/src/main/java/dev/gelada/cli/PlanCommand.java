package dev.gelada.cli;

import dev.gelada.core.Gelada;
import dev.gelada.core.OnTrail;
import dev.gelada.core.plan.Experiment;
import dev.gelada.core.plan.Schedule;
import dev.gelada.core.plugin.Refusal;
import dev.gelada.core.run.Errand;
import dev.gelada.core.run.Judgement;
import dev.gelada.core.safety.Gate;
import dev.gelada.core.trail.Ledger;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gelada plan FILE}: what a run would do now, or what a schedule plans for a date. */
@Command(
    name = "plan",
    description =
        "Says what a run would do now: whom, how chosen, how undone, what each rule says. Changes"
            + " nothing. Exit 3 if the run would be refused. With --date, the plan that the file's"
            + " schedule makes of a day, and what happened to it already.")
final class PlanCommand implements Callable<Integer> {
  private final Wiring wiring;
  private final Console console;
  private final InstantSource clock;
  @Mixin private final OpenFile file = new OpenFile();
  @Mixin private final TrailOption option = new TrailOption();
  @Mixin private final RunOptions options = new RunOptions();

  @Option(
      names = "--date",
      paramLabel = "DATE",
      description =
          "The schedule's plan of that day, as 2026-12-01, in the file's time zone. Here --seed"
              + " takes the place of the trail's id.")
  @Nullable LocalDate date;

  PlanCommand(Wiring wiring, Console console, InstantSource clock) {
    this.wiring = wiring;
    this.console = console;
    this.clock = clock;
  }

  /** What a program reads. */
  record Document(
      int exit,
      String file,
      String name,
      String trail,
      long head,
      Instant now,
      long seed,
      Map<String, Integer> starts,
      Map<String, List<String>> setsUp,
      List<PlanView.Step> steps,
      List<Refusal> refusals,
      List<String> explain) {}

  @Override
  public Integer call() throws Exception {
    try (Gelada gelada = wiring.looking()) {
      Experiment experiment = file.load(gelada);
      Schedule schedule = experiment.schedule();
      if (date != null) {
        schedule =
            ScheduleWords.of(
                experiment,
                file.path.toString(),
                "Without --date, 'gelada plan' says what a run would do now.");
      }
      TrailDesk.Chosen chosen = wiring.trails().toLook(option, experiment);
      try (OnTrail trail = wiring.on(gelada, chosen.store(), List.of())) {
        DayView days =
            schedule == null
                ? null
                : new DayView(console, experiment, schedule, chosen, trail, clock.instant());
        return days != null && date != null
            ? days.show(date, options.seed)
            : plan(experiment, trail, chosen, days);
      }
    }
  }

  private int plan(
      Experiment experiment, OnTrail trail, TrailDesk.Chosen chosen, @Nullable DayView days)
      throws Exception {
    Errand errand = trail.errand(experiment, options.wish(""));
    Ledger ledger = trail.ledger();
    Instant now = clock.instant();
    Map<String, Integer> starts = Preflight.starts(errand);
    announce(experiment, errand, chosen, ledger, now);
    if (days != null) {
      console.line(days.next());
    }
    PlanView view = new PlanView(console, file.path.toString());
    Map<String, List<String>> awaited = Preflight.awaited(experiment);
    List<Judgement> judgements = trail.plan(Preflight.judgeable(errand, awaited.keySet()));
    Optional<Refusal> halted = Gate.halted(ledger);
    List<Refusal> refusals = new ArrayList<>(halted.stream().toList());
    for (Judgement judgement : judgements) {
      view.show(judgement);
      if (judgement.hit().refusedBy() == null) {
        refusals.addAll(judgement.refusals());
      }
    }
    starts.forEach((name, count) -> view.owned(experiment, name, count));
    awaited.forEach((name, words) -> view.awaited(experiment, name, words));
    int all = Preflight.hits(experiment, awaited.keySet()).size();
    if (judgements.size() < all) {
      console.line(
          "The %d steps after that are not judged: the run would end here."
              .formatted(all - judgements.size()));
    }
    List<Refusal> distinct = refusals.stream().distinct().toList();
    halted.ifPresent(no -> console.line(console.bad(Shown.words(no))));
    console.line("");
    ExitCode exit = distinct.isEmpty() ? ExitCode.DONE : ExitCode.NOT_RUN;
    console.line(
        distinct.isEmpty()
            ? console.ok(
                judgements.isEmpty()
                    ? "No step is judged yet, neither by the window nor by any limit: that is done once"
                        + " its targets run."
                    : "It would run.")
            : console.bad(
                "It would be refused by " + String.join(", ", Shown.rules(distinct)) + "."));
    console.document(
        new Document(
            exit.number(),
            experiment.path(),
            experiment.name(),
            chosen.uri(),
            ledger.head().sequence(),
            now,
            errand.seed(),
            starts,
            awaited,
            judgements.stream().map(PlanView.Step::of).toList(),
            distinct,
            judgements.stream().flatMap(view::explain).distinct().toList()));
    return exit.number();
  }

  private void announce(
      Experiment experiment, Errand errand, TrailDesk.Chosen chosen, Ledger ledger, Instant now) {
    console.line(console.headline(experiment.name()) + "  " + errand.why());
    console.line(chosen.words() + ", record " + ledger.head().sequence());
    console.line(
        "For now, %s, seed %d; a plan changes nothing, and what runs later looks again."
            .formatted(Moments.full(now), errand.seed()));
    experiment.warnings().forEach(warning -> console.line(console.warn("! " + warning)));
  }
}

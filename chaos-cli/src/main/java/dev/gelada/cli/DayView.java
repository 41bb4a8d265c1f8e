package dev.gelada.cli;

import dev.gelada.core.OnTrail;
import dev.gelada.core.plan.Agenda;
import dev.gelada.core.plan.Calendar;
import dev.gelada.core.plan.DayPlan;
import dev.gelada.core.plan.Experiment;
import dev.gelada.core.plan.PlannedRun;
import dev.gelada.core.plan.Schedule;
import dev.gelada.core.plan.Standing;
import dev.gelada.core.run.LookFailed;
import dev.gelada.core.run.Timetable;
import dev.gelada.core.trail.Claim;
import dev.gelada.core.trail.Entry;
import dev.gelada.core.trail.Ledger;
import dev.gelada.core.trail.Slot;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Shows the plan of one date, and what the trail says of it. */
final class DayView {
  /** How far ahead the next planned run is looked for. */
  private static final int AHEAD = 60;

  private final Console console;
  private final Experiment experiment;
  private final Schedule schedule;
  private final TrailDesk.Chosen chosen;
  private final Timetable timetable;
  private final Ledger ledger;
  private final Instant now;

  DayView(
      Console console,
      Experiment experiment,
      Schedule schedule,
      TrailDesk.Chosen chosen,
      OnTrail trail,
      Instant now)
      throws IOException {
    this.console = console;
    this.experiment = experiment;
    this.schedule = schedule;
    this.chosen = chosen;
    this.timetable = trail.timetable();
    this.ledger = trail.ledger();
    this.now = now;
  }

  /** What a program reads. */
  record Document(
      int exit,
      String file,
      String name,
      String trail,
      long head,
      Instant now,
      LocalDate date,
      String day,
      String zone,
      @Nullable Long seed,
      List<Open> open,
      long groups,
      List<Run> runs,
      List<Instant> outside,
      List<String> troubles,
      List<String> notes,
      String digest) {}

  /** When strikes are allowed, for a program. */
  record Open(Instant from, Instant to) {}

  /** One planned run, for a program. */
  record Run(
      Instant at,
      Instant until,
      String local,
      @Nullable String group,
      @Nullable String place,
      String slot,
      String standing,
      String detail,
      long seed) {}

  /**
   * Prints the plan.
   *
   * @param seed in place of the trail's id; null for what {@code serve} does on this trail
   */
  int show(LocalDate date, @Nullable Long seed) throws LookFailed {
    Calendar calendar = timetable.calendar(experiment, ledger);
    int side = date.compareTo(timetable.date(experiment, ledger, now));
    String installation = seed == null ? ledger.trail() : String.valueOf(seed);
    DayPlan plan = timetable.day(experiment, ledger, date, installation);
    List<Run> runs = runs(plan, calendar, seed == null);
    List<String> notes = notes(plan, side, seed);
    console.line(console.headline(experiment.name()) + "  " + experiment.why());
    console.line(chosen.words() + ", record " + ledger.head().sequence());
    console.line(
        "Plan of %s: %s; %s"
            .formatted(
                ScheduleWords.date(date),
                ScheduleWords.words(experiment, schedule),
                ScheduleWords.window(plan, calendar)));
    if (!runs.isEmpty()) {
      table(runs);
    }
    console.line(summary(plan, date));
    for (Instant outside : plan.outside()) {
      console.line("Not planned, outside the window: " + calendar.text(outside));
    }
    plan.troubles().forEach(trouble -> console.line(console.warn("! " + trouble)));
    notes.forEach(note -> console.line(console.dim(note)));
    console.document(document(plan, calendar, side, seed, runs, notes));
    return ExitCode.DONE.number();
  }

  private void table(List<Run> runs) {
    console.table(
        List.of("TIME", "GROUP", "STANDS"),
        runs.stream()
            .map(
                run ->
                    List.of(
                        run.local(),
                        run.group() == null ? "(the file's pick)" : run.group(),
                        run.standing() + (run.detail().isEmpty() ? "" : ": " + run.detail())))
            .toList());
  }

  private static String summary(DayPlan plan, LocalDate date) {
    String groups =
        plan.groups() == 0
            ? ""
            : " for " + (plan.groups() == 1 ? "1 group" : plan.groups() + " groups");
    int runs = plan.runs().size();
    String figure = runs == 0 ? "No run" : runs == 1 ? "1 run" : runs + " runs";
    return "%s planned on %s%s.".formatted(figure, ScheduleWords.date(date), groups);
  }

  private List<String> notes(DayPlan plan, int side, @Nullable Long seed) {
    List<String> notes = new ArrayList<>();
    if (seed != null) {
      notes.add("Drawn by seed %d; on this trail it is drawn by the trail's id.".formatted(seed));
    } else {
      Entry.Planned recorded = ledger.planned().get(plan.file());
      if (recorded != null
          && recorded.date().equals(plan.date())
          && !recorded.digest().equals(plan.digest())) {
        notes.add(
            "The plan on record for this date is another one: groups, labels or the file have"
                + " changed since it was drawn.");
      }
    }
    String nobody = ScheduleWords.nobody(experiment, schedule, plan.groups());
    if (!nobody.isEmpty()) {
      notes.add(nobody + "; 'gelada targets " + experiment.path() + "' says what is.");
    }
    if (side > 0 && plan.groups() > 0) {
      notes.add("Groups may change until then: the plan is drawn for those that are there now.");
    } else if (side < 0) {
      notes.add(
          "That date is over: the plan is drawn for the groups and the file as they are now.");
    }
    return notes;
  }

  private List<Run> runs(DayPlan plan, Calendar calendar, boolean onTrail) {
    Agenda agenda = new Agenda(ledger);
    List<Run> runs = new ArrayList<>();
    for (PlannedRun run : plan.runs()) {
      String[] stands =
          onTrail ? words(run, agenda.of(run, now), calendar) : new String[] {"drawn", ""};
      runs.add(
          new Run(
              run.at(),
              run.until(),
              ScheduleWords.clock(run.at(), calendar.zone()),
              run.group() == null ? null : run.group().name(),
              run.group() == null ? null : run.group().place().toString(),
              run.when(),
              stands[0],
              stands[1],
              run.seed()));
    }
    return runs;
  }

  /** Where it stands, and what more there is to say. */
  private String[] words(PlannedRun run, Standing standing, Calendar calendar) {
    if (standing instanceof Standing.Over) {
      return over(run);
    } else if (standing instanceof Standing.Missed missed) {
      return new String[] {"missed", missed.why()};
    } else if (standing instanceof Standing.Underway underway) {
      return new String[] {"under way", "run " + underway.run()};
    } else if (standing instanceof Standing.Again again) {
      String at = ScheduleWords.clock(again.at(), calendar.zone());
      return new String[] {"not yet", again.why() + "; tried again from " + at};
    }
    String word = standing instanceof Standing.Due ? "due" : "ahead";
    return new String[] {word, ""};
  }

  private String[] over(PlannedRun run) {
    Slot slot = run.occasion();
    if (ledger.missed().contains(slot)) {
      return new String[] {"missed", "on record"};
    }
    for (Claim claim : ledger.counted()) {
      if (claim.entry().slot().occasion().equals(slot)) {
        return new String[] {"done", "run " + claim.run()};
      }
    }
    return new String[] {"done", "a run of it ended without a strike"};
  }

  private Document document(
      DayPlan plan,
      Calendar calendar,
      int side,
      @Nullable Long seed,
      List<Run> runs,
      List<String> notes) {
    return new Document(
        ExitCode.DONE.number(),
        experiment.path(),
        experiment.name(),
        chosen.uri(),
        ledger.head().sequence(),
        now,
        plan.date(),
        side < 0 ? "past" : side == 0 ? "today" : "coming",
        calendar.zone().getId(),
        seed,
        plan.open().stream().map(open -> new Open(open.from(), open.to())).toList(),
        plan.groups(),
        runs,
        plan.outside(),
        plan.troubles(),
        notes,
        plan.digest());
  }

  /** The next run that the schedule plans, in words, or that none is near. */
  String next() throws LookFailed {
    Agenda agenda = new Agenda(ledger);
    Calendar calendar = timetable.calendar(experiment, ledger);
    LocalDate today = timetable.date(experiment, ledger, now);
    return timetable
        .simulation(experiment, ledger, today, AHEAD)
        .plans(ledger.trail())
        .flatMap(plan -> plan.runs().stream())
        .filter(
            run ->
                agenda.of(run, now) instanceof Standing.Ahead
                    || agenda.of(run, now) instanceof Standing.Due)
        .findFirst()
        .map(
            run ->
                "By its schedule, %s: next %s, %s. The day's plan: --date %s"
                    .formatted(
                        ScheduleWords.words(experiment, schedule),
                        calendar.text(run.at()),
                        ScheduleWords.whom(run),
                        calendar.date(run.at())))
        .orElse(
            "Its schedule, %s, plans nothing in the %d days from %s for what is seen now."
                .formatted(ScheduleWords.words(experiment, schedule), AHEAD, today));
  }
}

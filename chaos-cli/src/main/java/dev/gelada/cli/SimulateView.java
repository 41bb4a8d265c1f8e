package dev.gelada.cli;

import dev.gelada.core.plan.Calendar;
import dev.gelada.core.plan.Expectation;
import dev.gelada.core.plan.Experiment;
import dev.gelada.core.plan.Schedule;
import dev.gelada.core.plan.Simulation;
import dev.gelada.core.target.Group;
import dev.gelada.core.trail.Ledger;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Shows what a simulation came to. */
final class SimulateView {
  /** So many groups are listed; a program gets all. */
  private static final int LISTED = 40;

  private static final int WIDEST = 40;

  private final Console console;
  private final Experiment experiment;
  private final Schedule schedule;
  private final Calendar calendar;

  SimulateView(Console console, Experiment experiment, Schedule schedule, Calendar calendar) {
    this.console = console;
    this.experiment = experiment;
    this.schedule = schedule;
    this.calendar = calendar;
  }

  /** What a program reads. */
  record Document(
      int exit,
      String file,
      String name,
      String trail,
      long head,
      LocalDate from,
      int days,
      int workdays,
      String zone,
      String window,
      @Nullable Long seed,
      int planned,
      int allowed,
      Expected expected,
      Map<String, Integer> refused,
      List<Counted> groups,
      Map<String, Integer> byDate,
      @Nullable Rounds others,
      List<String> troubles) {}

  /** By formula; where it is not exact, at most. */
  record Expected(double planned, double allowed, boolean exact) {
    static Expected of(Expectation.Expected expected) {
      return new Expected(expected.planned(), expected.allowed(), expected.exact());
    }
  }

  /** One group; null for the file itself. */
  record Counted(
      @Nullable String group,
      @Nullable String place,
      int planned,
      int allowed,
      Expected expected) {}

  /** Many other seeds. */
  record Rounds(int rounds, double mean, int p5, int p95, List<Spread.Bar> bars) {}

  void announce(
      TrailDesk.Chosen chosen, Ledger ledger, LocalDate from, int days, Simulation simulation) {
    console.line(console.headline(experiment.name()) + "  " + experiment.why());
    console.line(chosen.words() + ", record " + ledger.head().sequence());
    console.line(
        "%s from %s, %s to strike on; window %s"
            .formatted(
                days == 1 ? "1 day" : days + " days",
                ScheduleWords.date(from),
                workdays(simulation),
                calendar));
    console.line("Schedule: " + ScheduleWords.words(experiment, schedule));
    experiment.warnings().forEach(warning -> console.line(console.warn("! " + warning)));
    if (simulation.days().isEmpty()) {
      console.line(
          console.warn("! no time zone in limits.window or in the policy: nothing is planned."));
    }
    String nobody = ScheduleWords.nobody(experiment, schedule, simulation.groups().size());
    if (!nobody.isEmpty()) {
      console.line(
          console.warn(
              "! " + nobody + "; 'gelada targets " + experiment.path() + "' says what is"));
    }
  }

  private static String workdays(Simulation simulation) {
    int workdays = simulation.expectation().all().workdays();
    return workdays == 1 ? "1 of them" : workdays + " of them";
  }

  void planned(Simulation simulation, Simulation.Played played, @Nullable Long seed) {
    console.line("");
    console.line(
        seed == null
            ? "As planned on this trail, after what it holds, for the groups of now:"
            : "As planned by seed %d, after what the trail holds, for the groups of now:"
                .formatted(seed));
    Expectation expectation = simulation.expectation();
    Map<String, Group> known = known(simulation);
    List<List<String>> rows = new ArrayList<>();
    for (Simulation.Count count : played.groups()) {
      if (rows.size() < LISTED) {
        Expectation.Expected expected = expectation.of(known.get(key(count)));
        rows.add(
            row(
                count.group() == null ? "(the file's pick)" : count.group().name(),
                count.planned(),
                count.allowed(),
                expected));
      }
    }
    Expectation.Expected all = expectation.all();
    if (played.groups().size() != 1
        || !all.equals(expectation.of(known.values().iterator().next()))) {
      rows.add(row("in all", played.planned(), played.allowed(), all));
    }
    console.table(List.of("GROUP", "PLANNED", "ALLOWED", "EXPECTED"), rows);
    if (played.groups().size() > LISTED) {
      console.line("%d more groups are not listed.".formatted(played.groups().size() - LISTED));
    }
    remarks(played, all);
  }

  private void remarks(Simulation.Played played, Expectation.Expected all) {
    if (!played.refused().isEmpty()) {
      console.line(
          "Limits refuse: "
              + new TreeMap<>(played.refused())
                  .entrySet().stream()
                      .map(refused -> refused.getKey() + " " + refused.getValue())
                      .collect(Collectors.joining(", ")));
    }
    console.line(
        all.exact()
            ? "EXPECTED is the mean by formula, whatever was struck before."
            : "No closed form for these limits: EXPECTED is an upper bound of the mean.");
    played.troubles().forEach(trouble -> console.line(console.warn("! " + trouble)));
  }

  private static List<String> row(
      String name, int planned, int allowed, Expectation.Expected expected) {
    return List.of(
        name,
        String.valueOf(planned),
        String.valueOf(allowed),
        (expected.exact() ? "" : "at most ") + number(expected.allowed()));
  }

  void spread(Spread spread, int asked) {
    if (spread.rounds() == 0) {
      return;
    }
    console.line("");
    console.line(
        "%d other seeds, without a past: mean %s; 5 %% of them at most %d, 5 %% at least %d"
            .formatted(
                spread.rounds(),
                number(spread.mean()),
                spread.percentile(5),
                spread.percentile(95)));
    if (spread.rounds() < asked) {
      console.line("Fewer rounds than asked for: there are many groups.");
    }
    List<Spread.Bar> bars = spread.bars();
    int most = bars.stream().mapToInt(Spread.Bar::rounds).max().orElse(1);
    console.table(
        List.of("RUNS", "ROUNDS", ""),
        bars.stream()
            .map(
                bar ->
                    List.of(
                        bar.from() == bar.to()
                            ? String.valueOf(bar.from())
                            : bar.from() + "-" + bar.to(),
                        String.valueOf(bar.rounds()),
                        "#".repeat((int) Math.round((double) WIDEST * bar.rounds() / most))))
            .toList());
  }

  Document document(
      TrailDesk.Chosen chosen,
      Ledger ledger,
      LocalDate from,
      int days,
      @Nullable Long seed,
      Simulation simulation,
      Simulation.Played played,
      Spread spread) {
    Expectation expectation = simulation.expectation();
    Map<String, Group> known = known(simulation);
    Map<String, Integer> byDate = new TreeMap<>();
    played.byDate().forEach((date, allowed) -> byDate.put(date.toString(), allowed));
    return new Document(
        ExitCode.DONE.number(),
        experiment.path(),
        experiment.name(),
        chosen.uri(),
        ledger.head().sequence(),
        from,
        days,
        expectation.all().workdays(),
        calendar.zone().getId(),
        calendar.toString(),
        seed,
        played.planned(),
        played.allowed(),
        Expected.of(expectation.all()),
        new TreeMap<>(played.refused()),
        played.groups().stream()
            .map(count -> counted(count, expectation.of(known.get(key(count)))))
            .toList(),
        byDate,
        spread.rounds() == 0
            ? null
            : new Rounds(
                spread.rounds(),
                spread.mean(),
                spread.percentile(5),
                spread.percentile(95),
                spread.bars()),
        played.troubles());
  }

  private static Counted counted(Simulation.Count count, Expectation.Expected expected) {
    return new Counted(
        count.group() == null ? null : count.group().name(),
        count.group() == null ? null : count.group().place().toString(),
        count.planned(),
        count.allowed(),
        Expected.of(expected));
  }

  private static String key(Simulation.Count count) {
    return String.valueOf(count.group());
  }

  private static Map<String, Group> known(Simulation simulation) {
    Map<String, Group> known = new HashMap<>();
    for (Group group : simulation.groups()) {
      known.put(group == null ? "null" : group.id().toString(), group);
    }
    return known;
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}

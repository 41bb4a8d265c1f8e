package dev.gelada.cli;

import dev.gelada.core.Gelada;
import dev.gelada.core.OnTrail;
import dev.gelada.core.plan.Calendar;
import dev.gelada.core.plan.Experiment;
import dev.gelada.core.plan.Schedule;
import dev.gelada.core.plan.Simulation;
import dev.gelada.core.run.Timetable;
import dev.gelada.core.trail.Ledger;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gelada simulate FILE}: how often a schedule would strike, and whom. */
@Command(
    name = "simulate",
    description =
        "Says how often a file's schedule would strike over the coming days, and whom: as planned on"
            + " this trail, over many other seeds, and by formula. Changes nothing.")
final class SimulateCommand implements Callable<Integer> {
  private static final int MOST_DAYS = 366;
  private static final int MOST_ROUNDS = 100_000;

  /** Draws in all; at about two microseconds each that is a minute. */
  private static final long MOST_DRAWS = 20_000_000;

  private static final int LEAST_ROUNDS = 20;

  private final Wiring wiring;
  private final Console console;
  private final InstantSource clock;
  @Mixin private final OpenFile file = new OpenFile();
  @Mixin private final TrailOption option = new TrailOption();

  @Option(
      names = "--days",
      paramLabel = "N",
      description = "How many days, 1 to 366; ${DEFAULT-VALUE} if not given.")
  int days = 30;

  @Option(
      names = "--from",
      paramLabel = "DATE",
      description = "The first day, as 2026-12-01; today if not given.")
  @Nullable LocalDate from;

  @Option(
      names = "--seed",
      paramLabel = "NUMBER",
      description = "In place of the trail's id, by which the plan is drawn.")
  @Nullable Long seed;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "How many other seeds, 0 to 100000; ${DEFAULT-VALUE} if not given.")
  int rounds = 1000;

  SimulateCommand(Wiring wiring, Console console, InstantSource clock) {
    this.wiring = wiring;
    this.console = console;
    this.clock = clock;
  }

  @Override
  public Integer call() throws Exception {
    bounds("--days", days, 1, MOST_DAYS);
    bounds("--rounds", rounds, 0, MOST_ROUNDS);
    try (Gelada gelada = wiring.looking()) {
      Experiment experiment = file.load(gelada);
      Schedule schedule =
          ScheduleWords.of(
              experiment,
              file.path.toString(),
              "'gelada plan' says what a run on demand would do now.");
      TrailDesk.Chosen chosen = wiring.trails().toLook(option, experiment);
      try (OnTrail trail = wiring.on(gelada, chosen.store(), java.util.List.of())) {
        return simulate(experiment, schedule, trail, chosen);
      }
    }
  }

  private static void bounds(String name, int value, int least, int most) throws Complaint {
    if (value < least || value > most) {
      throw Complaint.usage(
          "%s %d is not between %d and %d.".formatted(name, value, least, most), "");
    }
  }

  private int simulate(
      Experiment experiment, Schedule schedule, OnTrail trail, TrailDesk.Chosen chosen)
      throws Exception {
    Ledger ledger = trail.ledger();
    Instant now = clock.instant();
    Timetable timetable = trail.timetable();
    Calendar calendar = timetable.calendar(experiment, ledger);
    LocalDate first = from != null ? from : calendar.date(now);
    Simulation simulation = timetable.simulation(experiment, ledger, first, days);
    String installation = seed == null ? ledger.trail() : String.valueOf(seed);
    SimulateView view = new SimulateView(console, experiment, schedule, calendar);
    view.announce(chosen, ledger, first, days, simulation);
    Simulation.Played played = simulation.play(installation, true);
    int allowed = (int) Math.min(rounds, Math.max(LEAST_ROUNDS, affordable(simulation)));
    Spread spread = Spread.of(simulation, installation, allowed);
    view.planned(simulation, played, seed);
    view.spread(spread, rounds);
    console.document(view.document(chosen, ledger, first, days, seed, simulation, played, spread));
    return ExitCode.DONE.number();
  }

  private static long affordable(Simulation simulation) {
    long draws = Math.max(1L, (long) simulation.days().size() * simulation.groups().size());
    return MOST_DRAWS / draws;
  }
}

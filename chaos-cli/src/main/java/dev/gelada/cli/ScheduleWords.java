package dev.gelada.cli;

import dev.gelada.core.plan.Calendar;
import dev.gelada.core.plan.DayPlan;
import dev.gelada.core.plan.Experiment;
import dev.gelada.core.plan.PlannedRun;
import dev.gelada.core.plan.Schedule;
import dev.gelada.core.plan.Schedule.When;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.stream.Collectors;

/** A schedule and its plans as people read them, on the clock of the file's zone. */
final class ScheduleWords {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE yyyy-MM-dd", Locale.ENGLISH);
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
  private static final DateTimeFormatter SHORT = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);

  private ScheduleWords() {}

  /**
   * The file's schedule.
   *
   * @param instead what the command does for a file that has none
   */
  static Schedule of(Experiment experiment, String file, String instead) throws Complaint {
    Schedule schedule = experiment.schedule();
    if (schedule == null) {
      throw Complaint.usage(
          file + " has no schedule, so there is nothing to plan.",
          "Write one, for example 'schedule: {meanTimeBetween: 2 workdays}'. " + instead);
    }
    return schedule;
  }

  /** {@code each group of 'cart' every 2 workdays on average}. */
  static String words(Experiment experiment, Schedule schedule) {
    When when = schedule.when();
    if (when instanceof When.MeanTimeBetween mean) {
      String who =
          experiment.scheduled().owned()
              ? "the file"
              : "each group of '" + experiment.scheduled().name() + "'";
      return "%s every %s on average%s"
          .formatted(
              who,
              mean.mean(),
              mean.label() == null ? "" : ", or what its label " + mean.label() + " says");
    }
    if (when instanceof When.Cron cron) {
      return "by cron, " + cron.expression();
    }
    int moments = ((When.At) when).moments().size();
    return moments == 1 ? "at one moment" : "at " + moments + " moments";
  }

  /**
   * Why a draw comes to nothing though its file is right.
   *
   * @param groups how many were asked
   * @return empty when there is somebody, and where no group is drawn
   */
  static String nobody(Experiment experiment, Schedule schedule, long groups) {
    boolean drawn =
        schedule.when() instanceof When.MeanTimeBetween && !experiment.scheduled().owned();
    return drawn && groups == 0
        ? "No group of '" + experiment.scheduled().name() + "' is seen now, so none is drawn"
        : "";
  }

  /** {@code Tue 2026-03-10}. */
  static String date(LocalDate date) {
    return DATE.format(date);
  }

  /** {@code 11:42:07}. */
  static String clock(Instant at, ZoneId zone) {
    return CLOCK.format(at.atZone(zone));
  }

  /** When strikes are allowed on that date: {@code open 09:00 to 15:00 Europe/Berlin, 6h}. */
  static String window(DayPlan plan, Calendar calendar) {
    if (plan.open().isEmpty()) {
      return "closed all day";
    }
    String open =
        plan.open().stream()
            .map(o -> hour(o.from(), calendar) + " to " + hour(o.to(), calendar))
            .collect(Collectors.joining(" and "));
    Duration length =
        plan.open().stream().map(o -> o.length()).reduce(Duration.ZERO, Duration::plus);
    return "open %s %s, %s".formatted(open, calendar.zone().getId(), Moments.length(length));
  }

  private static String hour(Instant at, Calendar calendar) {
    return SHORT.format(at.atZone(calendar.zone()));
  }

  /** Whom: the group, or in words that the file's own pick will choose. */
  static String whom(PlannedRun run) {
    return run.group() == null ? "(the file's pick)" : run.group().name();
  }
}

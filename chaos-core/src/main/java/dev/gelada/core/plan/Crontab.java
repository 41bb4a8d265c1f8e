package dev.gelada.core.plan;

import com.cronutils.model.Cron;
import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Five fields as in crontab(5): minute, hour, day of the month, month, day of the week; where both
 * kinds of day are restricted, either is enough. The library is asked for times on the wall only,
 * since it and cron do not agree on what happens where the clocks change: here a time that comes
 * twice counts once, the first time, and one that is left out counts as much later as the clocks
 * went forward.
 */
final class Crontab {
  private final ExecutionTime times;

  /**
   * Reads an expression.
   *
   * @throws IllegalArgumentException if it is none
   */
  Crontab(String expression) {
    Cron cron =
        new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX))
            .parse(expression)
            .validate();
    times = ExecutionTime.forCron(cron);
  }

  /** Its moments on that date of the zone, in order. */
  List<Instant> on(LocalDate date, ZoneId zone) {
    TreeSet<Instant> moments = new TreeSet<>();
    // where the clocks go forward over midnight, what was left out late comes on the next date
    for (LocalDate written : List.of(date.minusDays(1), date)) {
      if (there(written, zone)) { // a date that the zone left out has no moments
        wall(written)
            .map(wall -> wall.atZone(zone))
            .filter(at -> at.toLocalDate().equals(date))
            .forEach(at -> moments.add(at.toInstant()));
      }
    }
    return List.copyOf(moments);
  }

  /** Whether it names a time of the wall clock on that date, from a time on and before another. */
  boolean names(LocalDate date, Duration from, Duration to) {
    LocalDateTime begin = date.atStartOfDay().plus(from);
    LocalDateTime end = date.atStartOfDay().plus(to);
    return next(begin.minusNanos(1)).filter(time -> time.isBefore(end)).isPresent();
  }

  private static boolean there(LocalDate date, ZoneId zone) {
    return date.atStartOfDay(zone).isBefore(date.plusDays(1).atStartOfDay(zone));
  }

  private Stream<LocalDateTime> wall(LocalDate date) {
    return Stream.iterate(
            next(date.atStartOfDay().minusNanos(1)),
            Optional::isPresent,
            time -> time.flatMap(this::next))
        .flatMap(Optional::stream)
        .takeWhile(time -> time.toLocalDate().equals(date));
  }

  /** On a calendar without changes of the clock. */
  private Optional<LocalDateTime> next(LocalDateTime after) {
    return times.nextExecution(after.atZone(ZoneOffset.UTC)).map(ZonedDateTime::toLocalDateTime);
  }
}

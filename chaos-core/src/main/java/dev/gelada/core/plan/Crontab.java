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
  private final String expression;
  private final ExecutionTime times;

  /**
   * Reads an expression.
   *
   * @throws IllegalArgumentException if it is none
   */
  Crontab(String expression) {
    this.expression = expression;
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

  /**
   * Dates on which it names a time of the wall clock that is in these hours; in order, sought as
   * they are asked for.
   */
  Stream<LocalDate> dates(LocalDate first, LocalDate end, Duration from, Duration to) {
    String[] fields = expression.split(" +");
    Crontab daily = new Crontab(fields[0] + " " + fields[1] + " * * *");
    if (!daily.names(first, from, to)) { // then it does on no date
      return Stream.empty();
    }
    return Stream.iterate(
            date(first.atStartOfDay()),
            date -> date.filter(end::isAfter).isPresent(),
            date -> date.flatMap(last -> date(last.plusDays(1).atStartOfDay())))
        .flatMap(Optional::stream);
  }

  private Optional<LocalDate> date(LocalDateTime from) {
    return next(from.minusNanos(1)).map(LocalDateTime::toLocalDate);
  }

  private boolean names(LocalDate date, Duration from, Duration to) {
    LocalDateTime end = date.atStartOfDay().plus(to);
    return next(date.atStartOfDay().plus(from).minusNanos(1)).filter(end::isAfter).isPresent();
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

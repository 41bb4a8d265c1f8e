package dev.gelada.core.plan;

import com.cronutils.model.Cron;
import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

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
    // on a calendar without changes of the clock; the search begins a moment before the date
    ZonedDateTime at = date.atStartOfDay(ZoneOffset.UTC).minusNanos(1);
    TreeSet<Instant> moments = new TreeSet<>();
    while (true) {
      Optional<ZonedDateTime> next = times.nextExecution(at);
      if (next.isEmpty() || next.get().toLocalDate().isAfter(date)) {
        return List.copyOf(moments);
      }
      at = next.get();
      ZonedDateTime wall = at.toLocalDateTime().atZone(zone);
      if (wall.toLocalDate().equals(date)) { // a date that the zone left out has no moments
        moments.add(wall.toInstant());
      }
    }
  }
}

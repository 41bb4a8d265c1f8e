package dev.gelada.core.plan;

import dev.gelada.core.plan.Schedule.When;
import dev.gelada.core.target.Group;
import dev.gelada.core.testing.Worlds;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Days to be planned, and who is there on them. */
final class Days {
  static final Set<DayOfWeek> WORKWEEK = EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY);
  static final Duration ROOM = Duration.ofSeconds(30);

  private Days() {}

  static Calendar berlin() {
    return calendar("Europe/Berlin", WORKWEEK, "09:00", "15:00");
  }

  /** Hours as on the wall; 24:00 for the end of the day. */
  static Calendar calendar(String zone, Set<DayOfWeek> days, String from, String to) {
    return calendar(zone, days, from, to, List.of(), List.of());
  }

  static Calendar calendar(
      String zone,
      Set<DayOfWeek> days,
      String from,
      String to,
      List<String> holidays,
      List<LocalDate> off) {
    return Calendar.of(
        new Window(false, days, hours(from), hours(to), ZoneId.of(zone), holidays, off), null);
  }

  private static Duration hours(String text) {
    return text.equals("24:00")
        ? Duration.ofDays(1)
        : Duration.ofSeconds(LocalTime.parse(text).toSecondOfDay());
  }

  /** A day of the file {@code kill-cart} with the usual room before the close. */
  static Planner.Day day(When when, Calendar calendar, LocalDate date) {
    return day("kill-cart", when, calendar, date);
  }

  static Planner.Day day(String file, When when, Calendar calendar, LocalDate date) {
    return new Planner.Day(
        file, when, calendar, date, calendar.windowOn(date).stream().toList(), ROOM);
  }

  static When workdays(int mean) {
    return new When.MeanTimeBetween(new Span(Duration.ZERO, mean), null);
  }

  static When every(Duration mean) {
    return new When.MeanTimeBetween(new Span(mean, 0), null);
  }

  static Stream<@Nullable Group> groups(String... names) {
    return Arrays.stream(names).map(Worlds::group);
  }

  /** For the file itself: no groups are drawn. */
  static Stream<@Nullable Group> nobody() {
    return Stream.of((Group) null);
  }

  static Group labelled(String name, String label, String value) {
    Group plain = Worlds.group(name);
    return new Group(plain.id(), Map.of(label, value), -1, true, List.of());
  }

  static List<Instant> moments(DayPlan plan) {
    return plan.runs().stream().map(PlannedRun::at).toList();
  }

  /** The next so many workdays of a calendar from a date on. */
  static Stream<LocalDate> workdaysFrom(Calendar calendar, LocalDate first, int number) {
    return first.datesUntil(first.plusYears(80)).filter(calendar::isWorkday).limit(number);
  }
}

package dev.gelada.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gelada.core.testing.Seeds;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** The calendar against an oracle that looks at the wall clock minute by minute. */
class CalendarPropertyTest {
  private static final List<String> ZONES =
      List.of(
          "Europe/Berlin",
          "America/Sao_Paulo",
          "Pacific/Apia",
          "Australia/Lord_Howe",
          "America/St_Johns",
          "America/Havana",
          "Asia/Kathmandu",
          "Africa/Casablanca",
          "UTC");

  @Test
  void a_window_is_open_exactly_while_the_wall_clock_shows_its_hours() {
    Seeds.each(
        1_500,
        random -> {
          Case given = Case.random(random);
          for (int day = -1; day <= 1; day++) {
            LocalDate date = given.date.plusDays(day);
            assertThat(given.calendar.windowOn(date))
                .as("%s in %s", date, given.calendar)
                .isEqualTo(given.naiveWindow(date));
          }
        });
  }

  @Test
  void containing_means_that_each_minute_is_in_a_window() {
    Seeds.each(
        500,
        random -> {
          Case given = Case.random(random);
          Instant from = given.someMinute(random);
          Instant to = from.plus(random.nextInt(1, 20), ChronoUnit.MINUTES);
          boolean each = true;
          for (Instant at = from; at.isBefore(to); at = at.plus(1, ChronoUnit.MINUTES)) {
            Instant moment = at;
            each &=
                given
                    .naiveWindow(LocalDate.ofInstant(at, given.zone))
                    .filter(open -> open.contains(moment))
                    .isPresent();
          }
          assertThat(given.calendar.contains(from, to))
              .as("%s to %s in %s", from, to, given.calendar)
              .isEqualTo(each);
        });
  }

  @Test
  void a_gap_in_workdays_is_over_when_the_window_so_many_workdays_back_closed_after_the_last() {
    Seeds.each(
        1_500,
        random -> {
          Case given = Case.random(random);
          Instant last = given.someMinute(random);
          int n = random.nextInt(1, 5);
          Instant now = last.plus(random.nextInt(0, 12 * 24 * 60), ChronoUnit.MINUTES);
          boolean over = !now.isBefore(given.calendar.over(new Span(Duration.ZERO, n), last));
          assertThat(over)
              .as("%d workdays from %s to %s in %s", n, last, now, given.calendar)
              .isEqualTo(!last.isAfter(given.naiveCloseBack(n, now)));
        });
  }

  @Test
  void a_period_holds_every_earlier_moment_of_the_same_day_and_begins_no_earlier_than_needed() {
    Seeds.each(
        500,
        random -> {
          Case given = Case.random(random);
          Instant now = given.someMinute(random);
          LocalDate today = LocalDate.ofInstant(now, given.zone);
          Instant day = given.calendar.began(Rate.Period.DAY, now);
          Instant week = given.calendar.began(Rate.Period.WEEK, now);
          Instant first = now;
          for (int back = 0; back < 9 * 24 * 60; back++) {
            Instant at = now.minus(back, ChronoUnit.MINUTES);
            LocalDate date = LocalDate.ofInstant(at, given.zone);
            if (date.equals(today)) {
              first = at;
              assertThat(at).isAfterOrEqualTo(day);
            }
            if (date.getDayOfWeek().compareTo(today.getDayOfWeek()) <= 0
                && ChronoUnit.DAYS.between(date, today) < 7
                && !date.isAfter(today)) {
              assertThat(at).isAfterOrEqualTo(week);
            }
          }
          assertThat(Duration.between(day, first)).isLessThan(Duration.ofMinutes(1));
        });
  }

  private record Case(Calendar calendar, ZoneId zone, Window window, LocalDate date) {
    static Case random(RandomGenerator random) {
      ZoneId zone = ZoneId.of(ZONES.get(random.nextInt(ZONES.size())));
      LocalDate date = LocalDate.of(2005, 1, 1).plusDays(random.nextInt(9_000));
      if (random.nextInt(4) > 0) { // most cases around a change of the clock
        ZoneOffsetTransition change =
            zone.getRules().previousTransition(date.atStartOfDay(zone).toInstant());
        if (change != null && change.getInstant().isAfter(Instant.parse("2000-01-01T00:00:00Z"))) {
          date = change.getDateTimeBefore().toLocalDate().plusDays(random.nextInt(-2, 3));
        }
      }
      Set<DayOfWeek> days = EnumSet.allOf(DayOfWeek.class);
      if (random.nextInt(3) == 0) {
        days.remove(DayOfWeek.of(random.nextInt(1, 8)));
        days.remove(DayOfWeek.of(random.nextInt(1, 8)));
      }
      int from = random.nextInt(4) == 0 ? 0 : random.nextInt(0, 95);
      int to = random.nextInt(4) == 0 ? 96 : random.nextInt(from + 1, 97);
      List<LocalDate> off = random.nextInt(3) == 0 ? List.of(date.plusDays(1)) : List.of();
      Window window =
          new Window(
              false,
              days,
              Duration.ofMinutes(from * 15L),
              Duration.ofMinutes(to * 15L),
              zone,
              List.of(),
              off);
      return new Case(Calendar.of(window, null), zone, window, date);
    }

    Instant someMinute(RandomGenerator random) {
      return date.atStartOfDay(ZoneOffset.UTC)
          .toInstant()
          .plus(random.nextInt(-24 * 60, 48 * 60), ChronoUnit.MINUTES);
    }

    boolean shows(LocalDate day, Instant minute) {
      LocalDateTime wall = LocalDateTime.ofInstant(minute, zone);
      long at = wall.toLocalTime().toSecondOfDay();
      return wall.toLocalDate().equals(day)
          && at >= window.from().toSeconds()
          && at < window.to().toSeconds();
    }

    Optional<Interval> naiveWindow(LocalDate day) {
      if (!window.days().contains(day.getDayOfWeek()) || window.daysOff().contains(day)) {
        return Optional.empty();
      }
      List<Interval> runs = new ArrayList<>();
      Instant begun = null;
      Instant minute = day.atStartOfDay(ZoneOffset.UTC).toInstant().minus(Duration.ofHours(20));
      Instant end = minute.plus(Duration.ofHours(68));
      for (; minute.isBefore(end); minute = minute.plus(1, ChronoUnit.MINUTES)) {
        if (shows(day, minute)) {
          begun = begun == null ? minute : begun;
        } else if (begun != null) {
          runs.add(new Interval(begun, minute));
          begun = null;
        }
      }
      Interval longest = null;
      for (Interval run : runs) {
        if (longest == null || run.length().compareTo(longest.length()) > 0) {
          longest = run;
        }
      }
      return Optional.ofNullable(longest);
    }

    /** When the window closed that many workdays before the date that now shows. */
    Instant naiveCloseBack(int n, Instant now) {
      LocalDate at = LocalDate.ofInstant(now, zone);
      int back = 0;
      while (back < n) {
        at = at.minusDays(1);
        boolean there =
            at.atTime(LocalTime.NOON).atZone(zone).toLocalDate().equals(at); // Apia left one out
        if (there && window.days().contains(at.getDayOfWeek()) && !window.daysOff().contains(at)) {
          back++;
        }
      }
      LocalDate workday = at;
      return naiveWindow(workday)
          .map(Interval::to)
          .orElseGet(() -> workday.atStartOfDay(zone).toInstant());
    }
  }
}

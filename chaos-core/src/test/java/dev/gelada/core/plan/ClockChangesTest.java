package dev.gelada.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.time.zone.ZoneRules;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each change of the clock in 2024 to 2027 of each zone that this JDK knows. */
class ClockChangesTest {
  private static final Set<DayOfWeek> ALL = EnumSet.allOf(DayOfWeek.class);
  private static final Instant FROM = Instant.parse("2024-01-01T00:00:00Z");
  private static final Instant TO = Instant.parse("2028-01-01T00:00:00Z");

  /** Around the hours in which clocks are changed, and the usual ones. */
  private static final List<List<String>> HOURS =
      List.of(
          List.of("00:00", "24:00"),
          List.of("01:30", "03:30"),
          List.of("00:00", "02:00"),
          List.of("22:30", "24:00"),
          List.of("09:00", "15:00"));

  /** One day on which, or beside which, the clock is changed. */
  private interface Check {
    void of(ZoneId zone, LocalDate date);
  }

  @Test
  void the_window_has_its_real_length_and_holds_every_moment_of_the_plan() {
    int[] days = {0};
    Planner planner = new Planner("trail-1");
    each(
        (zone, date) -> {
          for (List<String> hours : HOURS) {
            Calendar calendar = Days.calendar(zone.getId(), ALL, hours.get(0), hours.get(1));
            Planner.Day day = Days.day(Days.every(Duration.ofMinutes(7)), calendar, date);
            Optional<Interval> shown = shown(zone, date, hours.get(0), hours.get(1));
            assertThat(calendar.windowOn(date)).as("%s %s %s", zone, date, hours).isEqualTo(shown);
            DayPlan plan = planner.plan(day, Days.groups("cart"));
            for (PlannedRun run : plan.runs()) {
              assertThat(shown.orElseThrow().contains(run.at())).isTrue();
              assertThat(run.at()).isBefore(shown.orElseThrow().to().minus(Days.ROOM));
              assertThat(LocalDateTime.ofInstant(run.at(), zone).toLocalDate()).isEqualTo(date);
            }
            long least = shown.map(open -> open.length().toMinutes() / 7).orElse(0L);
            assertThat((long) plan.runs().size()).isBetween(least, least + 1);
            days[0]++;
          }
        });

    assertThat(days[0]).isGreaterThan(1_000);
  }

  @Test
  void cron_times_are_neither_lost_nor_doubled() {
    each(
        (zone, date) -> {
          for (String expression : List.of("0,30 * * * *", "15 0-3 * * *", "45 23 * * *")) {
            assertThat(new Crontab(expression).on(date, zone))
                .as("%s on %s in %s", expression, date, zone)
                .isEqualTo(fired(expression, date, zone));
          }
        });
  }

  @Test
  void over_the_days_around_a_change_cron_fires_once_for_each_day() {
    zones()
        .forEach(
            (zone, rules) -> {
              for (ZoneOffsetTransition change : changes(rules)) {
                LocalDate first = change.getDateTimeBefore().toLocalDate().minusDays(2);
                for (String expression : List.of("30 2 * * *", "30 0 * * *", "30 23 * * *")) {
                  Crontab crontab = new Crontab(expression);
                  List<Instant> fired =
                      first
                          .datesUntil(first.plusDays(5))
                          .flatMap(date -> crontab.on(date, zone).stream())
                          .toList();
                  assertThat(fired)
                      .as("%s from %s in %s", expression, first, zone)
                      .hasSize(5)
                      .doesNotHaveDuplicates();
                }
              }
            });
  }

  @Test
  void a_date_that_a_zone_left_out_has_no_plan() {
    LocalDate leftOut = LocalDate.parse("2011-12-30"); // a Friday that Samoa never had
    Calendar apia = Days.calendar("Pacific/Apia", Days.WORKWEEK, "09:00", "15:00");
    Planner planner = new Planner("trail-1");

    assertThat(planner.plan(Days.day(Days.workdays(1), apia, leftOut), Days.groups("cart")).runs())
        .isEmpty();
    assertThat(
            planner
                .plan(Days.day(Days.workdays(1), apia, leftOut.minusDays(1)), Days.groups("cart"))
                .runs())
        .hasSize(1);
    assertThat(apia.over(new Span(Duration.ZERO, 1), Instant.parse("2011-12-29T20:00:00Z")))
        .isEqualTo(Instant.parse("2011-12-30T10:00:00Z")); // Thursday's strike: from Saturday on
  }

  @Test
  void zones_on_both_sides_of_the_date_line_plan_their_own_date() {
    Instant now = Instant.parse("2026-03-09T11:00:00Z"); // Tuesday in Kiritimati, Sunday in Baker
    Calendar east = Days.calendar("Pacific/Kiritimati", Days.WORKWEEK, "00:00", "24:00");
    Calendar west = Days.calendar("Etc/GMT+12", Days.WORKWEEK, "00:00", "24:00");
    Planner planner = new Planner("trail-1");

    assertThat(east.date(now)).isEqualTo(LocalDate.parse("2026-03-10"));
    assertThat(west.date(now)).isEqualTo(LocalDate.parse("2026-03-08"));
    assertThat(
            planner.plan(Days.day(Days.workdays(1), east, east.date(now)), Days.groups("a")).runs())
        .singleElement()
        .satisfies(run -> assertThat(run.when()).isEqualTo("2026-03-10"))
        .satisfies(run -> assertThat(east.date(run.at())).hasToString("2026-03-10"));
    assertThat(
            planner.plan(Days.day(Days.workdays(1), west, west.date(now)), Days.groups("a")).runs())
        .isEmpty();
  }

  private static void each(Check check) {
    zones()
        .forEach(
            (zone, rules) -> {
              Set<LocalDate> dates = new TreeSet<>();
              for (ZoneOffsetTransition change : changes(rules)) {
                LocalDate date = change.getDateTimeBefore().toLocalDate();
                dates.addAll(List.of(date.minusDays(1), date, date.plusDays(1)));
              }
              dates.forEach(date -> check.of(zone, date));
            });
  }

  /** One of those that show the same times in these years. */
  private static Map<ZoneId, ZoneRules> zones() {
    Map<String, ZoneId> distinct = new LinkedHashMap<>();
    ZoneId.getAvailableZoneIds().stream()
        .sorted()
        .map(ZoneId::of)
        .forEach(zone -> distinct.putIfAbsent(history(zone.getRules()), zone));
    Map<ZoneId, ZoneRules> zones = new LinkedHashMap<>();
    distinct.values().forEach(zone -> zones.put(zone, zone.getRules()));
    return zones;
  }

  private static String history(ZoneRules rules) {
    StringBuilder history = new StringBuilder(rules.getOffset(FROM).toString());
    changes(rules).forEach(history::append);
    return history.toString();
  }

  private static List<ZoneOffsetTransition> changes(ZoneRules rules) {
    return Stream.iterate(
            rules.nextTransition(FROM),
            change -> change != null && change.getInstant().isBefore(TO),
            change -> rules.nextTransition(change.getInstant()))
        .toList();
  }

  /** The longest run of minutes in which a clock on the wall shows these hours of that date. */
  private static Optional<Interval> shown(ZoneId zone, LocalDate date, String from, String to) {
    int first = LocalTime.parse(from).toSecondOfDay();
    int last = to.equals("24:00") ? 86_400 : LocalTime.parse(to).toSecondOfDay();
    Instant at = date.atStartOfDay(ZoneOffset.UTC).toInstant().minus(15, ChronoUnit.HOURS);
    Instant end = at.plus(54, ChronoUnit.HOURS);
    Interval longest = null;
    Instant begun = null;
    for (; at.isBefore(end); at = at.plus(1, ChronoUnit.MINUTES)) {
      LocalDateTime wall = LocalDateTime.ofInstant(at, zone);
      int second = wall.toLocalTime().toSecondOfDay();
      boolean in = wall.toLocalDate().equals(date) && second >= first && second < last;
      if (in && begun == null) {
        begun = at;
      } else if (!in && begun != null) {
        Interval run = new Interval(begun, at);
        longest = longest == null || run.length().compareTo(longest.length()) > 0 ? run : longest;
        begun = null;
      }
    }
    return Optional.ofNullable(longest);
  }

  private static List<Instant> fired(String expression, LocalDate date, ZoneId zone) {
    return new CronOracle(expression).on(date, zone);
  }
}

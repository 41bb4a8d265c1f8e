package dev.gelada.core.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CalendarTest {
  private static final Set<DayOfWeek> WORKDAYS = EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY);
  private static final Set<DayOfWeek> ALL = EnumSet.allOf(DayOfWeek.class);

  private final Calendar berlin = calendar("Europe/Berlin", WORKDAYS, "09:00", "15:00");

  @Test
  void is_careful_and_in_utc_where_nothing_is_said() {
    assertThat(Calendar.of(null, null)).hasToString("Mon-Fri 09:00-15:00 UTC");
    assertThat(Calendar.of(null, ZoneId.of("Asia/Tokyo")))
        .hasToString("Mon-Fri 09:00-15:00 Asia/Tokyo");
  }

  @Test
  void prefers_the_zone_of_the_window_to_the_other_one() {
    Window window =
        new Window(
            false,
            WORKDAYS,
            Duration.ofHours(9),
            Duration.ofHours(15),
            ZoneId.of("Europe/Berlin"),
            List.of(),
            List.of());
    assertThat(Calendar.of(window, ZoneId.of("Asia/Tokyo")).zone())
        .isEqualTo(ZoneId.of("Europe/Berlin"));
  }

  @Test
  void opens_with_its_first_moment_and_closes_before_its_last() {
    assertThat(open(berlin, "2026-03-10T07:59:59.999Z", "2026-03-10T08:00:10Z")).isFalse();
    assertThat(open(berlin, "2026-03-10T08:00:00Z", "2026-03-10T08:00:10Z")).isTrue();
    assertThat(open(berlin, "2026-03-10T13:59:50Z", "2026-03-10T14:00:00Z")).isTrue();
    assertThat(open(berlin, "2026-03-10T13:59:50.001Z", "2026-03-10T14:00:00.001Z")).isFalse();
    assertThat(open(berlin, "2026-03-10T14:00:00Z", "2026-03-10T14:00:10Z")).isFalse();
  }

  @Test
  void follows_summer_time() {
    assertThat(berlin.windowOn(LocalDate.parse("2026-03-27")))
        .contains(interval("2026-03-27T08:00:00Z", "2026-03-27T14:00:00Z"));
    assertThat(berlin.windowOn(LocalDate.parse("2026-03-30")))
        .contains(interval("2026-03-30T07:00:00Z", "2026-03-30T13:00:00Z"));
  }

  @Test
  void is_closed_on_days_off() {
    assertThat(berlin.windowOn(LocalDate.parse("2026-03-28"))).isEmpty();
    assertThat(open(berlin, "2026-03-28T10:00:00Z", "2026-03-28T10:00:10Z")).isFalse();
  }

  @Test
  void gives_days_their_real_length() {
    Calendar whole = calendar("Europe/Berlin", ALL, "00:00", "24:00");
    assertThat(hours(whole, "2026-03-28")).isEqualTo(24);
    assertThat(hours(whole, "2026-03-29")).isEqualTo(23);
    assertThat(hours(whole, "2026-10-25")).isEqualTo(25);
    Calendar howe = calendar("Australia/Lord_Howe", ALL, "00:00", "24:00");
    assertThat(howe.windowOn(LocalDate.parse("2026-04-05")).orElseThrow().length())
        .isEqualTo(Duration.ofMinutes(24 * 60 + 30));
    assertThat(howe.windowOn(LocalDate.parse("2026-10-04")).orElseThrow().length())
        .isEqualTo(Duration.ofMinutes(24 * 60 - 30));
  }

  @Test
  void opens_after_the_gap_when_the_clock_leaps_over_the_opening() {
    assertThat(
            calendar("Europe/Berlin", ALL, "02:30", "04:00")
                .windowOn(LocalDate.parse("2026-03-29")))
        .contains(interval("2026-03-29T01:00:00Z", "2026-03-29T02:00:00Z"));
    assertThat(
            calendar("America/Sao_Paulo", ALL, "00:00", "06:00")
                .windowOn(LocalDate.parse("2018-11-04")))
        .contains(interval("2018-11-04T03:00:00Z", "2018-11-04T08:00:00Z"));
  }

  @Test
  void does_not_open_when_the_clock_leaps_over_the_whole_window() {
    assertThat(
            calendar("Europe/Berlin", ALL, "02:00", "03:00")
                .windowOn(LocalDate.parse("2026-03-29")))
        .isEmpty();
  }

  @Test
  void takes_the_longer_stretch_when_hours_come_twice_and_the_first_of_two_alike() {
    LocalDate back = LocalDate.parse("2026-10-25");
    assertThat(calendar("Europe/Berlin", ALL, "01:00", "02:30").windowOn(back))
        .contains(interval("2026-10-24T23:00:00Z", "2026-10-25T00:30:00Z"));
    assertThat(calendar("Europe/Berlin", ALL, "02:30", "04:00").windowOn(back))
        .contains(interval("2026-10-25T01:30:00Z", "2026-10-25T03:00:00Z"));
    assertThat(calendar("Europe/Berlin", ALL, "02:15", "02:45").windowOn(back))
        .contains(interval("2026-10-25T00:15:00Z", "2026-10-25T00:45:00Z"));
  }

  @Test
  void knows_no_window_and_no_work_on_a_date_that_was_left_out() {
    Calendar apia = calendar("Pacific/Apia", ALL, "00:00", "24:00");
    LocalDate none = LocalDate.parse("2011-12-30");
    assertThat(apia.isWorkday(none)).isFalse();
    assertThat(apia.windowOn(none)).isEmpty();
    assertThat(apia.windowOn(none.plusDays(1)).orElseThrow().from())
        .isEqualTo(apia.windowOn(none.minusDays(1)).orElseThrow().to());
  }

  @Test
  void goes_on_over_midnight_where_both_days_are_open() {
    Calendar whole = calendar("Europe/Berlin", WORKDAYS, "00:00", "24:00");
    assertThat(open(whole, "2026-03-10T22:59:50Z", "2026-03-10T23:00:20Z")).isTrue();
    assertThat(open(whole, "2026-03-13T22:59:50Z", "2026-03-13T23:00:20Z")).isFalse();
    assertThat(open(whole, "2026-03-13T22:59:50Z", "2026-03-13T23:00:00Z")).isTrue();
  }

  @Test
  void is_always_open_if_it_says_so_and_still_knows_workdays() {
    Calendar always = Calendar.of(always(ZoneId.of("Europe/Berlin")), null);
    assertThat(open(always, "2026-03-14T01:00:00Z", "2026-03-16T01:00:00Z")).isTrue();
    assertThat(always.isWorkday(LocalDate.parse("2026-03-14"))).isFalse();
    assertThat(always.windowOn(LocalDate.parse("2026-03-14")).orElseThrow().length())
        .isEqualTo(Duration.ofHours(24));
    assertThat(always.opens(at("2026-03-14T01:00:00Z"))).contains(at("2026-03-14T01:00:00Z"));
    assertThat(always).hasToString("always");
  }

  @Test
  void says_when_it_opens_next() {
    assertThat(berlin.opens(at("2026-03-10T05:00:00Z"))).contains(at("2026-03-10T08:00:00Z"));
    assertThat(berlin.opens(at("2026-03-10T08:00:00Z"))).contains(at("2026-03-10T08:00:00Z"));
    assertThat(berlin.opens(at("2026-03-10T10:00:00Z"))).contains(at("2026-03-11T08:00:00Z"));
    Instant monday = berlin.opens(at("2026-03-13T15:00:00Z")).orElseThrow();
    assertThat(berlin.text(monday)).isEqualTo("Mon 2026-03-16 09:00 Europe/Berlin");
    assertThat(berlin.text(monday.plusSeconds(5)))
        .isEqualTo("Mon 2026-03-16 09:00:05 Europe/Berlin");
  }

  @Test
  void counts_an_hour_as_the_last_sixty_minutes_and_other_periods_by_the_calendar() {
    Instant wednesday = at("2026-07-15T10:20:00Z");
    assertThat(berlin.began(Rate.Period.HOUR, wednesday)).isEqualTo(at("2026-07-15T09:20:00Z"));
    assertThat(berlin.began(Rate.Period.DAY, wednesday)).isEqualTo(at("2026-07-14T22:00:00Z"));
    assertThat(berlin.began(Rate.Period.WORKDAY, wednesday)).isEqualTo(at("2026-07-14T22:00:00Z"));
    assertThat(berlin.began(Rate.Period.WEEK, wednesday)).isEqualTo(at("2026-07-12T22:00:00Z"));
  }

  @Test
  void lets_a_workday_last_over_the_days_off_that_follow() {
    Instant sunday = at("2026-07-19T10:00:00Z");
    assertThat(berlin.began(Rate.Period.WORKDAY, sunday)).isEqualTo(at("2026-07-16T22:00:00Z"));
    assertThat(berlin.began(Rate.Period.DAY, sunday)).isEqualTo(at("2026-07-18T22:00:00Z"));
    assertThat(berlin.began(Rate.Period.WEEK, sunday)).isEqualTo(at("2026-07-12T22:00:00Z"));
  }

  @Test
  void begins_a_day_with_its_first_moment_where_midnight_is_left_out() {
    Calendar saoPaulo = calendar("America/Sao_Paulo", ALL, "09:00", "15:00");
    assertThat(saoPaulo.began(Rate.Period.DAY, at("2018-11-04T12:00:00Z")))
        .isEqualTo(at("2018-11-04T03:00:00Z"));
  }

  @Test
  void counts_a_gap_in_workdays_from_the_close_of_the_window() {
    Instant monday = at("2026-03-09T09:00:00Z");
    assertThat(berlin.over(workdays(1), monday)).isEqualTo(at("2026-03-09T23:00:00Z"));
    assertThat(berlin.over(workdays(2), monday)).isEqualTo(at("2026-03-10T23:00:00Z"));
    Instant friday = at("2026-03-13T09:00:00Z");
    assertThat(berlin.over(workdays(1), friday)).isEqualTo(at("2026-03-13T23:00:00Z"));
    assertThat(berlin.over(workdays(2), friday)).isEqualTo(at("2026-03-16T23:00:00Z"));
    Instant afterClose = at("2026-03-09T14:00:01Z");
    assertThat(berlin.over(workdays(1), afterClose)).isEqualTo(at("2026-03-10T23:00:00Z"));
    Instant atClose = at("2026-03-09T14:00:00Z");
    assertThat(berlin.over(workdays(1), atClose)).isEqualTo(at("2026-03-09T23:00:00Z"));
  }

  @Test
  void takes_a_close_at_midnight_for_the_close_of_the_day_before() {
    Calendar whole = calendar("UTC", WORKDAYS, "00:00", "24:00");
    Instant midnight = at("2026-03-10T00:00:00Z");
    assertThat(whole.over(workdays(1), midnight)).isEqualTo(midnight);
    assertThat(whole.over(workdays(1), midnight.plusMillis(1)))
        .isEqualTo(at("2026-03-11T00:00:00Z"));
  }

  @Test
  void counts_a_gap_in_hours_by_the_clock() {
    assertThat(berlin.over(new Span(Duration.ofHours(36), 0), at("2026-03-28T12:00:00Z")))
        .isEqualTo(at("2026-03-30T00:00:00Z"));
  }

  @Test
  void takes_holidays_and_days_off_from_the_workdays() {
    Window window =
        new Window(
            false,
            WORKDAYS,
            Duration.ofHours(9),
            Duration.ofHours(15),
            ZoneId.of("Europe/Berlin"),
            List.of("DE-BY"),
            List.of(LocalDate.parse("2026-12-24")));
    Calendar bavaria = Calendar.of(window, null);
    assertThat(bavaria.isWorkday(LocalDate.parse("2026-01-06"))).isFalse(); // Epiphany
    assertThat(berlin.isWorkday(LocalDate.parse("2026-01-06"))).isTrue();
    assertThat(bavaria.isWorkday(LocalDate.parse("2026-12-24"))).isFalse();
    assertThat(bavaria.isWorkday(LocalDate.parse("2026-12-23"))).isTrue();
    // Christmas Eve off, two holidays, a weekend
    assertThat(bavaria.opens(at("2026-12-23T20:00:00Z"))).contains(at("2026-12-28T08:00:00Z"));
    assertThat(bavaria.began(Rate.Period.WORKDAY, at("2026-12-27T12:00:00Z")))
        .isEqualTo(at("2026-12-22T23:00:00Z"));
  }

  @Test
  void knows_a_holiday_that_is_observed_in_the_year_before() {
    assertThat(Holidays.on(LocalDate.parse("2021-12-31"), "US")).isTrue();
    assertThat(Holidays.on(LocalDate.parse("2021-12-30"), "US")).isFalse();
  }

  @Test
  void refuses_a_holiday_calendar_that_does_not_exist() {
    assertThatThrownBy(() -> Calendar.checkHolidays("ZZ"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'zz' is not known");
    assertThatThrownBy(() -> Calendar.checkHolidays("DE-XX"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[bb, be, bw, by,");
    assertThatThrownBy(() -> Calendar.checkHolidays("../DE"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("DE-BY");
    Calendar.checkHolidays("de-by");
  }

  @Test
  void gives_up_where_there_is_no_workday_for_two_years() {
    List<LocalDate> off =
        LocalDate.parse("2024-01-01").datesUntil(LocalDate.parse("2030-01-01")).toList();
    Calendar never =
        Calendar.of(
            new Window(
                false, ALL, Duration.ZERO, Duration.ofDays(1), ZoneId.of("UTC"), List.of(), off),
            null);
    Instant moment = at("2026-03-10T10:00:00Z");
    assertThat(never.opens(moment)).isEmpty();
    assertThat(never.over(workdays(1), moment)).isEqualTo(Instant.MAX);
    assertThat(never.began(Rate.Period.WORKDAY, at("2029-06-01T00:00:00Z"))).isEqualTo(Instant.MIN);
  }

  private static boolean open(Calendar calendar, String from, String to) {
    return calendar.contains(at(from), at(to));
  }

  private static long hours(Calendar calendar, String date) {
    return calendar.windowOn(LocalDate.parse(date)).orElseThrow().length().toHours();
  }

  private static Calendar calendar(String zone, Set<DayOfWeek> days, String from, String to) {
    return Calendar.of(
        new Window(false, days, hours(from), hours(to), ZoneId.of(zone), List.of(), List.of()),
        null);
  }

  private static Window always(ZoneId zone) {
    return new Window(
        true, WORKDAYS, Duration.ZERO, Duration.ofDays(1), zone, List.of(), List.of());
  }

  private static Duration hours(String time) {
    String[] parts = time.split(":");
    return Duration.ofHours(Long.parseLong(parts[0])).plusMinutes(Long.parseLong(parts[1]));
  }

  private static Span workdays(int days) {
    return new Span(Duration.ZERO, days);
  }

  private static Interval interval(String from, String to) {
    return new Interval(at(from), at(to));
  }

  private static Instant at(String moment) {
    return Instant.parse(moment);
  }
}

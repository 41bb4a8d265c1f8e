package dev.gelada.core.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gelada.core.testing.Seeds;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CrontabTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "30 10 * * TUE | 2026-03-10 | 10:30",
        "30 10 * * TUE | 2026-03-11 | ''",
        "30 10 * * 2 | 2026-03-10 | 10:30",
        "0 9-11 * * MON-FRI | 2026-03-10 | 09:00 10:00 11:00",
        "0 9-17/4 * * * | 2026-03-10 | 09:00 13:00 17:00",
        "15,45 9 * * * | 2026-03-10 | 09:15 09:45",
        "*/20 9 * * * | 2026-03-10 | 09:00 09:20 09:40",
        "0 12 10 MAR * | 2026-03-10 | 12:00",
        "0 12 10 3 * | 2026-03-11 | ''",
        "0 12 31 2 * | 2026-03-10 | ''",
        "0 12 29 2 * | 2028-02-29 | 12:00",
        "0 12 * * 0 | 2026-03-15 | 12:00",
        "0 12 * * 7 | 2026-03-15 | 12:00",
        "0 12 * * SUN | 2026-03-15 | 12:00",
        "0 0 * * * | 2026-03-10 | 00:00",
        "59 23 * * * | 2026-03-10 | 23:59",
        // both days restricted: either is enough
        "0 12 13 * FRI | 2026-03-13 | 12:00",
        "0 12 13 * FRI | 2026-03-20 | 12:00",
        "0 12 13 * FRI | 2026-04-13 | 12:00",
        "0 12 13 * FRI | 2026-03-12 | ''",
        "0 12 */2 * MON | 2026-03-09 | 12:00",
        "0 12 */2 * MON | 2026-03-16 | 12:00",
        "0 12 */2 * MON | 2026-03-11 | 12:00",
        "0 12 */2 * MON | 2026-03-12 | ''",
      })
  void reads_five_fields(String expression, LocalDate date, String times) {
    assertThat(
            new Crontab(expression)
                .on(date, BERLIN).stream().map(at -> LocalDateTime.ofInstant(at, BERLIN)).toList())
        .isEqualTo(
            Stream.of(times.split(" "))
                .filter(time -> !time.isEmpty())
                .map(time -> date.atTime(java.time.LocalTime.parse(time)))
                .toList());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "* * * *",
        "60 * * * *",
        "* 24 * * *",
        "* * 0 * *",
        "* * * 13 *",
        "* * * * 8",
        "soon",
        "5-1 * * * *",
        "* * * * MON-XXX",
        "*/0 * * * *"
      })
  void refuses_what_is_no_expression(String expression) {
    assertThatThrownBy(() -> new Crontab(expression)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_time_that_is_left_out_comes_as_much_later_as_the_clocks_went_forward() {
    LocalDate forward = LocalDate.parse("2026-03-29");
    assertThat(new Crontab("30 2 * * *").on(forward, BERLIN))
        .containsExactly(Instant.parse("2026-03-29T01:30:00Z")); // 03:30 on the wall
    assertThat(new Crontab("30 2,3 * * *").on(forward, BERLIN))
        .containsExactly(Instant.parse("2026-03-29T01:30:00Z"));
  }

  @Test
  void a_time_that_comes_twice_counts_once_the_first_time() {
    assertThat(new Crontab("30 2 * * *").on(LocalDate.parse("2026-10-25"), BERLIN))
        .containsExactly(Instant.parse("2026-10-25T00:30:00Z"));
  }

  @Test
  void a_date_that_the_zone_left_out_has_no_moments_and_gives_none_to_the_next() {
    ZoneId apia = ZoneId.of("Pacific/Apia");
    assertThat(new Crontab("0 10 * * *").on(LocalDate.parse("2011-12-30"), apia)).isEmpty();
    assertThat(new Crontab("0 10 * * FRI").on(LocalDate.parse("2011-12-31"), apia)).isEmpty();
    assertThat(new Crontab("0 10 * * *").on(LocalDate.parse("2011-12-31"), apia)).hasSize(1);
  }

  @Test
  void a_time_that_is_left_out_before_midnight_comes_on_the_next_date() {
    ZoneId nuuk = ZoneId.of("America/Nuuk"); // 23:00 on the 30th is followed by 00:00 on the 31st
    Instant half = Instant.parse("2024-03-31T01:30:00Z");
    assertThat(LocalDateTime.ofInstant(half, nuuk)).hasToString("2024-03-31T00:30");
    Crontab late = new Crontab("30 23 * * *");
    assertThat(late.on(LocalDate.parse("2024-03-30"), nuuk)).isEmpty();
    assertThat(late.on(LocalDate.parse("2024-03-31"), nuuk))
        .containsExactly(half, Instant.parse("2024-04-01T00:30:00Z"));
  }

  @Test
  void agrees_with_an_oracle_that_looks_at_every_minute() {
    List<ZoneId> zones = ZoneId.getAvailableZoneIds().stream().sorted().map(ZoneId::of).toList();
    Seeds.each(
        1_000,
        random -> {
          ZoneId zone = zones.get(random.nextInt(zones.size()));
          LocalDate date = LocalDate.of(2024, 1, 1).plusDays(random.nextInt(1_400));
          ZoneOffsetTransition change =
              zone.getRules().nextTransition(date.atStartOfDay(zone).toInstant());
          if (change != null && random.nextInt(4) > 0) {
            date = change.getDateTimeBefore().toLocalDate().plusDays(random.nextInt(-1, 2));
          }
          String expression = expression(random);
          Crontab crontab = read(expression);
          assertThat(crontab.on(date, zone))
              .as("%s on %s in %s", expression, date, zone)
              .isEqualTo(new CronOracle(expression).on(date, zone));
        });
  }

  private static Crontab read(String expression) {
    try {
      return new Crontab(expression);
    } catch (IllegalArgumentException unread) {
      throw new AssertionError(expression, unread);
    }
  }

  private static String expression(RandomGenerator random) {
    return String.join(
        " ",
        field(random, 0, 59, List.of(), 8),
        field(random, 0, 23, List.of(), 2),
        field(random, 1, 31, List.of(), 2),
        field(
            random,
            1,
            12,
            List.of(
                "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"),
            1),
        field(random, 0, 6, List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"), 2));
  }

  /** {@code stars}: how much likelier a star is than each other form. */
  private static String field(
      RandomGenerator random, int from, int to, List<String> names, int stars) {
    int a = random.nextInt(from, to + 1);
    int b = random.nextInt(a, to + 1);
    int step = random.nextInt(2, 7); // the library refuses 7 for weekdays
    return switch (random.nextInt(4 + stars)) {
      case 0 -> names.isEmpty() ? "" + a : names.get(a - from);
      case 1 ->
          names.isEmpty() || a == 0 || a == b
              ? a + "-" + b
              : names.get(a - from) + "-" + names.get(b - from);
      case 2 -> a + "," + b;
      case 3 -> a == b || random.nextBoolean() ? "*/" + step : a + "-" + b + "/" + step;
      default -> from == 0 && to == 59 ? "" + random.nextInt(60) : "*";
    };
  }
}

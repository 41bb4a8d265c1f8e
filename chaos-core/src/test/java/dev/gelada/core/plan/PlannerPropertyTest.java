package dev.gelada.core.plan;

import static dev.gelada.core.plan.Days.berlin;
import static dev.gelada.core.plan.Days.calendar;
import static dev.gelada.core.plan.Days.day;
import static dev.gelada.core.plan.Days.every;
import static dev.gelada.core.plan.Days.groups;
import static dev.gelada.core.plan.Days.workdays;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gelada.core.plan.Schedule.When;
import dev.gelada.core.testing.Seeds;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the planner draws, against what chance allows; see {@link Odds} for the formulas. */
class PlannerPropertyTest {
  private static final LocalDate FIRST = LocalDate.parse("2026-01-01");
  private static final int DAYS = 10_000;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void a_mean_in_workdays_is_kept(int mean) {
    Planner planner = new Planner("trail-1");
    Calendar calendar = berlin();
    List<Integer> struck = new ArrayList<>();
    int[] at = {0};
    Days.workdaysFrom(calendar, FIRST, DAYS)
        .forEach(
            date -> {
              int runs =
                  planner.plan(day(workdays(mean), calendar, date), groups("cart")).runs().size();
              assertThat(runs).isLessThanOrEqualTo(1);
              if (runs == 1) {
                struck.add(at[0]);
              }
              at[0]++;
            });

    int[] band = mean == 1 ? new int[] {DAYS, DAYS} : Odds.binomial(DAYS, 1.0 / mean);
    assertThat(at[0]).isEqualTo(DAYS);
    assertThat(struck.size()).isBetween(band[0], band[1]);
    if (mean > 1) {
      assertThat(geometric(struck, mean)).isLessThan(Odds.chiSquareBound(9));
    }
  }

  /** Gaps between strikes, in ten cells that are about equally likely for that mean. */
  private static double geometric(List<Integer> struck, int mean) {
    int cells = 10;
    double p = 1.0 / mean;
    double[] expected = new double[cells];
    long[] seen = new long[cells];
    for (int i = 1; i < struck.size(); i++) {
      seen[Math.min(cells, struck.get(i) - struck.get(i - 1)) - 1]++;
    }
    double sum = 0;
    for (int cell = 0; cell < cells; cell++) {
      double chance = cell == cells - 1 ? Math.pow(1 - p, cells - 1.0) : Math.pow(1 - p, cell) * p;
      expected[cell] = chance * (struck.size() - 1);
      sum += Math.pow(seen[cell] - expected[cell], 2) / expected[cell];
    }
    return sum;
  }

  /** Six hours: floor(window / mean) strikes, and one more with the probability that is left. */
  @ParameterizedTest
  @CsvSource({"360,1,0", "240,1,0.5", "100,3,0.6", "60,6,0", "450,0,0.8", "1439,0,0.250174"})
  void a_mean_under_a_day_is_kept(int minutes, int least, double more) {
    Planner planner = new Planner("trail-1");
    Calendar calendar = berlin();
    int[] above = {0};
    Days.workdaysFrom(calendar, FIRST, DAYS)
        .forEach(
            date -> {
              int runs =
                  planner
                      .plan(day(every(Duration.ofMinutes(minutes)), calendar, date), groups("cart"))
                      .runs()
                      .size();
              assertThat(runs).isBetween(least, least + (more > 0 ? 1 : 0));
              above[0] += runs - least;
            });

    if (more > 0) {
      int[] band = Odds.binomial(DAYS, more);
      assertThat(above[0]).isBetween(band[0], band[1]);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT1H", "PT6H", "PT3H"})
  void moments_are_uniform_over_the_time_that_can_be_used(String mean) {
    Calendar calendar = berlin();
    Planner planner = new Planner("trail-1");
    long[] cells = new long[60];
    Days.workdaysFrom(calendar, FIRST, 5_000)
        .forEach(
            date -> {
              Planner.Day day = day(every(Duration.parse(mean)), calendar, date);
              Interval open = day.open().get(0);
              long usable = open.length().minus(Days.ROOM).toMillis();
              for (Instant at : Days.moments(planner.plan(day, groups("cart")))) {
                long offset = Duration.between(open.from(), at).toMillis();
                assertThat(offset).isBetween(0L, usable - 1);
                cells[(int) (offset * cells.length / usable)]++;
              }
            });

    assertThat(Odds.chiSquare(cells)).isLessThan(Odds.chiSquareBound(cells.length - 1));
  }

  @Test
  void moments_of_workday_means_are_uniform_also_over_a_window_of_two_parts() {
    Calendar calendar = berlin();
    LocalDate tuesday = LocalDate.parse("2026-03-10");
    Instant begin = Instant.parse("2026-03-10T08:00:00Z");
    List<Interval> parts =
        List.of(
            new Interval(begin, begin.plusSeconds(3600 + 30)),
            new Interval(begin.plusSeconds(7200), begin.plusSeconds(7200 + 10)), // too short
            new Interval(begin.plusSeconds(9000), begin.plusSeconds(9000 + 7200 + 30)));
    long[] cells = new long[60];
    for (int i = 0; i < DAYS; i++) {
      Planner.Day day =
          new Planner.Day("kill-cart", workdays(1), calendar, tuesday, parts, Days.ROOM);
      Instant at = Days.moments(new Planner("trail-" + i).plan(day, groups("cart"))).get(0);
      long offset = Duration.between(begin, at).toMillis();
      long used = offset < 3_600_000 ? offset : offset - 9_000_000 + 3_600_000;
      assertThat(offset < 3_600_000 || offset >= 9_000_000).as("%s", at).isTrue();
      cells[(int) (used * cells.length / 10_800_000)]++;
    }

    assertThat(Odds.chiSquare(cells)).isLessThan(Odds.chiSquareBound(cells.length - 1));
  }

  @Test
  void draws_of_different_groups_files_dates_and_trails_have_nothing_to_do_with_each_other() {
    LocalDate tuesday = LocalDate.parse("2026-03-10");
    independent(i -> cell("trail-1", "kill", "group-" + i, tuesday));
    independent(i -> cell("trail-1", "file-" + i, "cart", tuesday));
    independent(i -> cell("trail-" + i, "kill", "cart", tuesday));
    List<LocalDate> dates = Days.workdaysFrom(berlin(), FIRST, DAYS + 1).toList();
    independent(i -> cell("trail-1", "kill", "cart", dates.get(i)));
  }

  /** Pairs of neighbours fall into each of six times six cells equally often. */
  private static void independent(ToIntFunction<Integer> cell) {
    long[] pairs = new long[36];
    int last = cell.applyAsInt(0);
    for (int i = 1; i <= DAYS; i++) {
      int next = cell.applyAsInt(i);
      pairs[last * 6 + next]++;
      last = next;
    }
    assertThat(Odds.chiSquare(pairs)).isLessThan(Odds.chiSquareBound(35));
  }

  /** In which hour of the window the run falls. */
  private static int cell(String trail, String file, String group, LocalDate date) {
    Planner.Day day = day(file, workdays(1), berlin(), date);
    Instant at = Days.moments(new Planner(trail).plan(day, groups(group))).get(0);
    Duration since = Duration.between(day.open().get(0).from(), at);
    return (int) (since.toMillis() * 6 / Duration.ofHours(6).minus(Days.ROOM).toMillis());
  }

  @Test
  void whether_a_group_is_struck_does_not_depend_on_another_group() {
    Planner planner = new Planner("trail-1");
    Calendar calendar = berlin();
    long[] cells = new long[4];
    Days.workdaysFrom(calendar, FIRST, DAYS)
        .forEach(
            date -> {
              Set<String> struck = new HashSet<>();
              planner
                  .plan(day(workdays(2), calendar, date), groups("cart", "checkout"))
                  .runs()
                  .forEach(run -> struck.add(String.valueOf(run.group())));
              boolean cart = struck.stream().anyMatch(name -> name.contains("cart"));
              boolean checkout = struck.stream().anyMatch(name -> name.contains("checkout"));
              cells[(cart ? 2 : 0) + (checkout ? 1 : 0)]++;
            });

    assertThat(Odds.chiSquare(cells)).isLessThan(Odds.chiSquareBound(3) * 1.02);
  }

  @Test
  void nothing_is_ever_planned_outside_the_window_or_on_days_off() {
    List<ZoneId> zones = ZoneId.getAvailableZoneIds().stream().sorted().map(ZoneId::of).toList();
    Seeds.each(
        2_000,
        random -> {
          ZoneId zone = zones.get(random.nextInt(zones.size()));
          LocalDate date = LocalDate.of(2020, 1, 1).plusDays(random.nextInt(4_000));
          Calendar calendar = some(random, zone, date);
          DayPlan plan =
              new Planner("t" + random.nextLong())
                  .plan(day(some(random, date), calendar, date), groups("a", "b"));
          for (PlannedRun run : plan.runs()) {
            LocalDateTime wall = LocalDateTime.ofInstant(run.at(), zone);
            assertThat(wall.toLocalDate()).isEqualTo(date);
            assertThat(calendar.contains(run.at(), run.at().plus(Days.ROOM))).isTrue();
            assertThat(calendar.isWorkday(date)).isTrue();
            assertThat(calendar.contains(run.until().minusMillis(1), run.until())).isTrue();
          }
          if (!calendar.isWorkday(date)) {
            assertThat(plan.runs()).isEmpty();
            assertThat(plan.open()).isEmpty();
          }
        });
  }

  @Test
  void nothing_is_ever_planned_on_a_public_holiday() {
    Calendar bavaria =
        calendar("Europe/Berlin", Days.WORKWEEK, "09:00", "15:00", List.of("DE-BY"), List.of());
    Planner planner = new Planner("trail-1");
    Set<LocalDate> off = new HashSet<>();
    LocalDate.parse("2026-01-01")
        .datesUntil(LocalDate.parse("2027-01-01"))
        .filter(
            date ->
                planner
                    .plan(day(every(Duration.ofMinutes(10)), bavaria, date), groups("cart"))
                    .runs()
                    .isEmpty())
        .filter(date -> date.getDayOfWeek().getValue() < 6)
        .forEach(off::add);

    // those of Bavaria in 2026 that fall on Monday to Friday, as the state's own list names them
    assertThat(off)
        .containsExactlyInAnyOrder(
            LocalDate.parse("2026-01-01"),
            LocalDate.parse("2026-01-06"),
            LocalDate.parse("2026-04-03"),
            LocalDate.parse("2026-04-06"),
            LocalDate.parse("2026-05-01"),
            LocalDate.parse("2026-05-14"),
            LocalDate.parse("2026-05-25"),
            LocalDate.parse("2026-06-04"),
            LocalDate.parse("2026-12-25"));
  }

  private static Calendar some(RandomGenerator random, ZoneId zone, LocalDate date) {
    Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
    do {
      days.add(DayOfWeek.of(random.nextInt(1, 8)));
    } while (random.nextInt(6) > 0);
    int from = random.nextInt(0, 95);
    int to = random.nextInt(from + 1, 97);
    Window window =
        new Window(
            false,
            days,
            Duration.ofMinutes(from * 15L),
            Duration.ofMinutes(to * 15L),
            zone,
            random.nextInt(3) == 0 ? List.of("DE") : List.of(),
            random.nextInt(4) == 0 ? List.of(date) : List.of());
    return Calendar.of(window, null);
  }

  private static When some(RandomGenerator random, LocalDate date) {
    return switch (random.nextInt(4)) {
      case 0 -> workdays(random.nextInt(1, 3));
      case 1 -> every(Duration.ofMinutes(random.nextInt(1, 1440)));
      case 2 -> new When.Cron("%d */%d * * *".formatted(random.nextInt(60), random.nextInt(1, 5)));
      default ->
          new When.At(
              random
                  .longs(20, -40_000, 130_000)
                  .mapToObj(s -> date.atStartOfDay(ZoneId.of("UTC")).toInstant().plusSeconds(s))
                  .sorted()
                  .toList());
    };
  }
}

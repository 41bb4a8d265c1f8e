package dev.gelada.core.plan;

import static dev.gelada.core.plan.Days.berlin;
import static dev.gelada.core.plan.Days.every;
import static dev.gelada.core.plan.Days.workdays;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gelada.core.plan.Schedule.When;
import dev.gelada.core.target.Group;
import dev.gelada.core.testing.Worlds;
import dev.gelada.core.testing.Written;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SimulationTest {
  private static final LocalDate MONDAY = LocalDate.parse("2026-03-02");
  private static final int ROUNDS = 1_000;

  private static Span days(int workdays) {
    return new Span(Duration.ZERO, workdays);
  }

  private static Simulation simulation(When when, int days, Limits limits, String... names) {
    return simulation(when, days, limits, List.of(), names);
  }

  private static Simulation simulation(
      When when, int days, Limits limits, List<Simulation.Past> past, String... names) {
    Calendar calendar = berlin();
    List<@Nullable Group> groups =
        Arrays.stream(names).<@Nullable Group>map(Worlds::group).toList();
    return new Simulation(
        MONDAY.datesUntil(MONDAY.plusDays(days)).map(d -> Days.day(when, calendar, d)).toList(),
        groups,
        List.of(new Simulation.Rules(limits, calendar, true)),
        past,
        1);
  }

  @Test
  void plays_what_the_planner_draws() {
    Simulation simulation = simulation(workdays(1), 14, Written.limits().done(), "cart", "search");
    Simulation.Played played = simulation.play("trail-1", true);

    assertThat(played.planned()).isEqualTo(20);
    assertThat(played.allowed()).isEqualTo(20);
    assertThat(played.refused()).isEmpty();
    assertThat(played.byDate()).hasSize(10);
    assertThat(played.groups())
        .extracting(Simulation.Count::group)
        .containsExactly(Worlds.CART, Worlds.groupId("search"));
    assertThat(simulation.play("trail-1", true)).isEqualTo(played);
  }

  @Test
  void names_the_rule_that_refused_first() {
    Limits limits = Written.limits().minGap(days(2)).total(new Rate(1, Rate.Period.DAY)).done();
    Simulation.Played played =
        simulation(workdays(1), 5, limits, "cart", "search").play("trail-1", true);

    // one a day by total; who was struck pauses a day, so the two take turns
    assertThat(played.planned()).isEqualTo(10);
    assertThat(played.allowed()).isEqualTo(5);
    assertThat(played.refused().keySet()).isSubsetOf("total", "minGap");
    assertThat(played.refused().values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(5);
  }

  @Test
  void what_happened_before_the_first_day_counts_when_it_is_remembered() {
    Instant friday = Instant.parse("2026-02-27T12:00:00Z");
    Simulation.Past past =
        new Simulation.Past("run-0", Worlds.CART, friday, friday, friday, 1, true);
    Simulation simulation =
        simulation(workdays(1), 1, Written.limits().minGap(days(2)).done(), List.of(past), "cart");

    assertThat(simulation.play("trail-1", true).allowed()).isZero();
    assertThat(simulation.play("trail-1", false).allowed()).isEqualTo(1);
  }

  @Test
  void what_other_files_struck_counts_for_the_policys_total_and_not_for_the_files() {
    Calendar calendar = berlin();
    Limits weekly = Written.limits().total(new Rate(1, Rate.Period.WEEK)).done();
    Instant monday = Instant.parse("2026-03-02T09:00:00Z");
    Simulation.Past other =
        new Simulation.Past("run-0", Worlds.CART, monday, monday, monday, 1, false);
    for (boolean file : List.of(true, false)) {
      Simulation simulation =
          new Simulation(
              List.of(Days.day(workdays(1), calendar, MONDAY.plusDays(1))),
              Days.groups("search").toList(),
              List.of(new Simulation.Rules(weekly, calendar, file)),
              List.of(other),
              1);
      assertThat(simulation.play("trail-1", true).allowed()).isEqualTo(file ? 1 : 0);
    }
  }

  @Test
  void by_the_clock_there_is_no_chance() {
    Calendar calendar = berlin();
    When when = new When.Cron("0 10,12 * * *");
    Simulation simulation =
        new Simulation(
            MONDAY.datesUntil(MONDAY.plusDays(7)).map(d -> Days.day(when, calendar, d)).toList(),
            Days.nobody().toList(),
            List.of(new Simulation.Rules(Written.limits().done(), calendar, true)),
            List.of(),
            1);

    assertThat(simulation.play("a", true).planned()).isEqualTo(10);
    assertThat(simulation.play("b", true)).isEqualTo(simulation.play("a", true));
    assertThat(simulation.expectation().all()).isEqualTo(new Expectation.Expected(10, 10, true, 5));
  }

  static Stream<Arguments> closed() {
    Rate daily = new Rate(1, Rate.Period.WORKDAY);
    return Stream.of(
        // twenty workdays; each row with the mean that its formula gives
        Arguments.of("1/m a day", workdays(2), Written.limits().done(), 10.0),
        Arguments.of(
            "a rate of one a day", workdays(5), Written.limits().perGroup(daily).done(), 4.0),
        Arguments.of(
            "n = 1 bars nothing", workdays(2), Written.limits().minGap(days(1)).done(), 10.0),
        Arguments.of(
            "m = 1, n = 4: every 4th", workdays(1), Written.limits().minGap(days(4)).done(), 5.0),
        Arguments.of(
            "m = 2, n = 2", workdays(2), Written.limits().minGap(days(2)).done(), 6.777778),
        Arguments.of(
            "m = 3, n = 5", workdays(3), Written.limits().cooldown(days(5)).done(), Double.NaN),
        Arguments.of("2.4 a day", every(Duration.ofMinutes(150)), Written.limits().done(), 48.0),
        Arguments.of(
            "2.4 a day, at most 2",
            every(Duration.ofMinutes(150)),
            Written.limits().perGroup(new Rate(2, Rate.Period.DAY)).done(),
            40.0),
        Arguments.of(
            "0.8 a day",
            every(Duration.ofMinutes(450)),
            Written.limits().perGroup(daily).done(),
            16.0),
        Arguments.of(
            "2.4 a day, one in two",
            every(Duration.ofMinutes(150)),
            Written.limits().minGap(days(2)).done(),
            10.0),
        Arguments.of(
            "a gap of hours shorter than a night",
            workdays(2),
            Written.limits().minGap(new Span(Duration.ofHours(17), 0)).done(),
            10.0),
        Arguments.of(
            "a total that is never reached",
            workdays(2),
            Written.limits().total(new Rate(2, Rate.Period.DAY)).done(),
            10.0));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("closed")
  void the_mean_of_many_rounds_is_what_the_formula_says(
      String name, When when, Limits limits, double each) {
    Simulation simulation = simulation(when, 28, limits, "cart", "search");
    Expectation.Expected expected = simulation.expectation().all();
    double[] seen = rounds(simulation);

    assertThat(expected.exact()).isTrue();
    assertThat(expected.workdays()).isEqualTo(20);
    if (!Double.isNaN(each)) {
      assertThat(expected.allowed() / 2).isCloseTo(each, within(1e-3));
    }
    assertThat(Math.abs(seen[0] - expected.allowed()))
        .isLessThanOrEqualTo(4 * seen[1] + 1e-9); // four standard errors
  }

  static Stream<Arguments> open() {
    return Stream.of(
        Arguments.of(workdays(1), Written.limits().perGroup(new Rate(2, Rate.Period.WEEK)).done()),
        Arguments.of(workdays(2), Written.limits().total(new Rate(1, Rate.Period.DAY)).done()),
        Arguments.of(workdays(2), Written.limits().total(new Rate(3, Rate.Period.WEEK)).done()),
        Arguments.of(
            every(Duration.ofHours(1)),
            Written.limits().minGap(new Span(Duration.ofHours(2), 0)).done()),
        Arguments.of(
            every(Duration.ofHours(1)),
            Written.limits().perGroup(new Rate(1, Rate.Period.HOUR)).done()),
        Arguments.of(
            workdays(1), Written.limits().minGap(new Span(Duration.ofHours(20), 0)).done()));
  }

  @ParameterizedTest
  @MethodSource("open")
  void where_no_closed_form_is_known_there_is_an_upper_bound(When when, Limits limits) {
    Simulation simulation = simulation(when, 28, limits, "cart", "search");
    Expectation.Expected expected = simulation.expectation().all();
    double[] seen = rounds(simulation);

    assertThat(expected.exact()).isFalse();
    assertThat(expected.allowed()).isLessThanOrEqualTo(expected.planned());
    assertThat(seen[0] - 4 * seen[1]).isLessThanOrEqualTo(expected.allowed());
  }

  @Test
  void in_the_long_run_a_strike_comes_every_m_plus_n_minus_1_workdays() {
    for (int m = 1; m <= 4; m++) {
      for (int n = 1; n <= 4; n++) {
        Simulation simulation =
            simulation(workdays(m), 2_800, Written.limits().minGap(days(n)).done(), "cart");
        assertThat(2_000 / simulation.expectation().all().allowed())
            .isCloseTo(m + n - 1.0, within(0.01));
      }
    }
  }

  /** Mean and its standard error. */
  private static double[] rounds(Simulation simulation) {
    double sum = 0;
    double squares = 0;
    for (int round = 0; round < ROUNDS; round++) {
      int allowed = simulation.play("round-" + round, false).allowed();
      sum += allowed;
      squares += (double) allowed * allowed;
    }
    double mean = sum / ROUNDS;
    return new double[] {mean, Math.sqrt(Math.max(0, squares / ROUNDS - mean * mean) / ROUNDS)};
  }

  private static org.assertj.core.data.Offset<Double> within(double offset) {
    return org.assertj.core.data.Offset.offset(offset);
  }
}

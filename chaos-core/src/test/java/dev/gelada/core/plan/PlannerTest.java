package dev.gelada.core.plan;

import static dev.gelada.core.plan.Days.berlin;
import static dev.gelada.core.plan.Days.day;
import static dev.gelada.core.plan.Days.every;
import static dev.gelada.core.plan.Days.groups;
import static dev.gelada.core.plan.Days.labelled;
import static dev.gelada.core.plan.Days.moments;
import static dev.gelada.core.plan.Days.nobody;
import static dev.gelada.core.plan.Days.workdays;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.SoftAssertions.assertSoftly;

import dev.gelada.core.plan.Schedule.When;
import dev.gelada.core.testing.Worlds;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PlannerTest {
  private static final LocalDate TUESDAY = LocalDate.parse("2026-03-10");
  private static final LocalDate SATURDAY = LocalDate.parse("2026-03-14");

  private final Planner planner = new Planner("trail-1");

  /**
   * These values were written down when the draw was made. They may not change: another draw would
   * plan the running day of everybody anew, and strike twice whom the old one struck already.
   */
  @Test
  void draws_what_it_has_always_drawn() {
    DayPlan often =
        planner.plan(day(every(Duration.ofHours(2)), berlin(), TUESDAY), groups("cart"));
    DayPlan once =
        planner.plan(day(workdays(2), berlin(), TUESDAY), groups("cart", "checkout", "search"));
    DayPlan file = planner.plan(day(workdays(1), berlin(), TUESDAY), nobody());

    assertSoftly(
        softly -> {
          softly
              .assertThat(words(often))
              .containsExactly(
                  "2026-03-10#1 of cart 2026-03-10T09:03:17.903Z -7392377662024300309",
                  "2026-03-10#2 of cart 2026-03-10T11:05:31.339Z 1448887902928830095",
                  "2026-03-10#3 of cart 2026-03-10T12:21:36.954Z 954529556043299222");
          softly
              .assertThat(words(once))
              .containsExactly("2026-03-10 of cart 2026-03-10T12:21:36.954Z 3342755839341319892");
          softly
              .assertThat(words(file))
              .containsExactly("2026-03-10 2026-03-10T12:27:41.758Z -7367316787103478244");
          softly
              .assertThat(once.digest())
              .isEqualTo("b60f8419c19066942dddf4d9a4b3c8ce9d9719727313a5ed709659b126d0301b");
        });
  }

  private static List<String> words(DayPlan plan) {
    return plan.runs().stream().map(run -> run.text() + " " + run.at() + " " + run.seed()).toList();
  }

  @Test
  void the_order_of_groups_and_who_else_is_there_change_nothing() {
    Planner.Day day = day(workdays(1), berlin(), TUESDAY);
    DayPlan one = planner.plan(day, groups("a", "b", "c", "d"));
    DayPlan other = planner.plan(day, groups("d", "b", "a", "c"));
    DayPlan fewer = planner.plan(day, groups("b"));

    assertThat(other).isEqualTo(one);
    assertThat(other.digest()).isEqualTo(one.digest());
    assertThat(one.runs()).containsAll(fewer.runs());
    assertThat(fewer.groups()).isEqualTo(1);
    assertThat(one.groups()).isEqualTo(4);
  }

  @Test
  void a_mean_of_one_workday_is_one_run_on_each_workday() {
    DayPlan plan = planner.plan(day(workdays(1), berlin(), TUESDAY), groups("cart"));

    assertThat(plan.runs())
        .singleElement()
        .satisfies(
            run -> {
              assertThat(run.when()).isEqualTo("2026-03-10");
              assertThat(run.group()).isEqualTo(Worlds.CART);
              assertThat(run.text()).isEqualTo("2026-03-10 of cart");
            });
  }

  @Test
  void a_day_off_has_no_plan() {
    DayPlan plan = planner.plan(day(workdays(1), berlin(), SATURDAY), groups("cart"));

    assertThat(plan.runs()).isEmpty();
    assertThat(plan.open()).isEmpty();
    assertThat(plan.groups()).isEqualTo(1);
    assertThat(planner.plan(day(every(Duration.ofMinutes(1)), berlin(), SATURDAY), groups("cart")))
        .extracting(DayPlan::runs)
        .isEqualTo(List.of());
  }

  @Test
  void a_mean_in_workdays_stays_off_on_days_off_also_where_the_window_is_always_open() {
    Calendar always =
        Calendar.of(
            new Window(
                true,
                Days.WORKWEEK,
                Duration.ofHours(9),
                Duration.ofHours(15),
                java.time.ZoneId.of("UTC"),
                List.of(),
                List.of()),
            null);

    assertThat(planner.plan(day(workdays(1), always, SATURDAY), groups("cart")).runs()).isEmpty();
    assertThat(planner.plan(day(workdays(1), always, TUESDAY), groups("cart")).runs()).hasSize(1);
  }

  @Test
  void several_runs_of_a_day_are_numbered_in_the_order_of_time() {
    DayPlan plan = planner.plan(day(every(Duration.ofHours(1)), berlin(), TUESDAY), groups("cart"));

    assertThat(plan.runs().stream().map(PlannedRun::when))
        .containsExactly(
            "2026-03-10#1",
            "2026-03-10#2",
            "2026-03-10#3",
            "2026-03-10#4",
            "2026-03-10#5",
            "2026-03-10#6");
    assertThat(moments(plan)).isSorted();
    assertThat(plan.runs().stream().map(PlannedRun::seed)).doesNotHaveDuplicates();
  }

  @Test
  void an_occasion_is_due_for_half_an_hour_and_not_after_the_close() {
    Calendar calendar = berlin();
    When at =
        new When.At(
            List.of(Instant.parse("2026-03-10T10:00:00Z"), Instant.parse("2026-03-10T13:50:00Z")));
    DayPlan plan = planner.plan(day(at, calendar, TUESDAY), nobody());

    assertThat(plan.runs().stream().map(PlannedRun::until))
        .containsExactly(
            Instant.parse("2026-03-10T10:30:00Z"), Instant.parse("2026-03-10T14:00:00Z"));
    assertThat(plan.runs().stream().map(PlannedRun::when))
        .containsExactly("2026-03-10T10:00:00Z", "2026-03-10T13:50:00Z");
  }

  @Test
  void moments_at_the_edges_of_the_window_and_of_the_room_before_its_close() {
    When at =
        new When.At(
            Stream.of(
                    "2026-03-10T07:59:59.999Z",
                    "2026-03-10T08:00:00Z",
                    "2026-03-10T13:59:29.999Z",
                    "2026-03-10T13:59:30Z",
                    "2026-03-10T14:00:00Z",
                    "2026-03-11T08:00:00Z")
                .map(Instant::parse)
                .toList());
    DayPlan plan = planner.plan(day(at, berlin(), TUESDAY), nobody());

    assertThat(moments(plan))
        .containsExactly(
            Instant.parse("2026-03-10T08:00:00Z"), Instant.parse("2026-03-10T13:59:29.999Z"));
    assertThat(plan.outside()) // that of the next date is no concern of this one
        .containsExactly(
            Instant.parse("2026-03-10T07:59:59.999Z"),
            Instant.parse("2026-03-10T13:59:30Z"),
            Instant.parse("2026-03-10T14:00:00Z"));
  }

  @Test
  void the_same_moment_written_twice_is_one_run() {
    Instant ten = Instant.parse("2026-03-10T10:00:00Z");
    DayPlan plan = planner.plan(day(new When.At(List.of(ten, ten)), berlin(), TUESDAY), nobody());

    assertThat(moments(plan)).containsExactly(ten);
  }

  @Test
  void a_window_shorter_than_the_room_has_no_plan() {
    Calendar narrow = Days.calendar("UTC", Days.WORKWEEK, "09:00", "09:00:30");
    DayPlan plan = planner.plan(day(workdays(1), narrow, TUESDAY), groups("cart"));

    assertThat(plan.runs()).isEmpty();
    assertThat(
            planner
                .plan(
                    day(
                        workdays(1),
                        Days.calendar("UTC", Days.WORKWEEK, "09:00", "09:00:31"),
                        TUESDAY),
                    groups("cart"))
                .runs())
        .hasSize(1);
  }

  @Test
  void a_label_says_the_mean_of_its_group() {
    When labels = new When.MeanTimeBetween(new Span(Duration.ZERO, 1_000_000), "kube-monkey/mtbf");
    DayPlan plan =
        planner.plan(
            day(labels, berlin(), TUESDAY),
            Stream.of(
                labelled("cart", "kube-monkey/mtbf", "1"),
                labelled("search", "kube-monkey/mtbf", "3h"),
                Worlds.group("silent")));

    assertThat(plan.troubles()).isEmpty();
    assertThat(plan.runs().stream().map(run -> String.valueOf(run.group())))
        .filteredOn(name -> name.contains("cart"))
        .hasSize(1);
    assertThat(plan.runs()).hasSize(3); // cart once, search every three of six hours
  }

  @Test
  void a_bad_label_is_said_and_the_other_groups_are_planned() {
    When labels = new When.MeanTimeBetween(new Span(Duration.ZERO, 1), "kube-monkey/mtbf");
    DayPlan plan =
        planner.plan(
            day(labels, berlin(), TUESDAY),
            Stream.of(
                labelled("often", "kube-monkey/mtbf", "soon"),
                labelled("zero", "kube-monkey/mtbf", "0"),
                labelled("long", "kube-monkey/mtbf", "48h"),
                labelled("good", "kube-monkey/mtbf", "1")));

    assertThat(plan.runs()).extracting(PlannedRun::group).containsExactly(Worlds.groupId("good"));
    assertThat(plan.troubles())
        .containsExactly(
            "often: label kube-monkey/mtbf=soon is no mean time: a label says 2, 2-workdays, 4h or"
                + " 30m",
            "zero: label kube-monkey/mtbf=0 is no mean time: the shortest mean is 1m",
            "long: label kube-monkey/mtbf=48h is no mean time: a day and more is counted in"
                + " workdays: write for example 2 workdays");
    assertThat(plan.groups()).isEqualTo(4);
  }

  @Test
  void a_day_never_holds_more_runs_than_minutes() {
    Calendar allDay = Days.calendar("UTC", Set.copyOf(Days.WORKWEEK), "00:00", "24:00");
    DayPlan plan =
        planner.plan(
            day(new When.MeanTimeBetween(new Span(Duration.ofMillis(1), 0), null), allDay, TUESDAY),
            groups("cart"));

    assertThat(plan.runs()).hasSize(1560);
  }

  @Test
  void times_that_touch_are_one_and_times_apart_stay_apart() {
    Interval morning = interval("08:00", "10:00");
    Interval noon = interval("10:00", "12:00");
    Interval evening = interval("18:00", "20:00");

    assertThat(Planner.common(List.of(interval("00:00", "23:00")), List.of(morning, noon, evening)))
        .containsExactly(interval("08:00", "12:00"), evening);
    assertThat(Planner.common(List.of(morning), List.of(evening))).isEmpty();
    assertThat(Planner.common(List.of(morning), List.of(noon))).isEmpty();
    assertThat(Planner.common(List.of(morning), List.of(interval("09:00", "19:00"))))
        .containsExactly(interval("09:00", "10:00"));
  }

  private static Interval interval(String from, String to) {
    return new Interval(
        Instant.parse("2026-03-10T" + from + ":00Z"), Instant.parse("2026-03-10T" + to + ":00Z"));
  }
}

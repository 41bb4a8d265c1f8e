package dev.gelada.core.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gelada.core.plan.Aim;
import dev.gelada.core.plan.DayPlan;
import dev.gelada.core.plan.Experiment;
import dev.gelada.core.plan.Limits;
import dev.gelada.core.plan.PlannedRun;
import dev.gelada.core.plan.Policy;
import dev.gelada.core.plan.Schedule;
import dev.gelada.core.plan.Schedule.When;
import dev.gelada.core.plan.Simulation;
import dev.gelada.core.plan.Span;
import dev.gelada.core.testing.ManualTime;
import dev.gelada.core.testing.Seeds;
import dev.gelada.core.testing.Written;
import dev.gelada.core.trail.Entry;
import dev.gelada.core.trail.MemoryTrailStore;
import dev.gelada.core.trail.RecordType;
import dev.gelada.core.trail.Slot;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TimetableTest {
  private static final LocalDate TUESDAY = LocalDate.parse("2026-03-10");
  private static final When EACH_DAY = new When.MeanTimeBetween(new Span(Duration.ZERO, 1), null);

  private final World world;

  TimetableTest() throws IOException {
    world = new World(new MemoryTrailStore(), ManualTime.onATuesdayMorning());
    world.limits = Written.limits().zone("Europe/Berlin").done();
  }

  private Timetable timetable() {
    return new Timetable(world.engine("p1"));
  }

  private Experiment file(When when) {
    Experiment plain = world.errand(world.kills()).experiment();
    Aim aim = plain.targets().values().iterator().next();
    return new Experiment(
        "kill-cart",
        "to see",
        "",
        "0",
        Map.of("cart", aim),
        Map.of(),
        List.of(),
        world.limits,
        plain.steps(),
        new Schedule(when, null),
        List.of());
  }

  private DayPlan day(When when, LocalDate date) throws Exception {
    return timetable().day(file(when), world.ledger(), date, "trail-1");
  }

  @Test
  void plans_each_group_that_opted_in() throws Exception {
    world.targets.group("search", 2).group("quiet", 2, Map.of());
    DayPlan plan = day(EACH_DAY, TUESDAY);

    assertThat(plan.groups()).isEqualTo(2);
    assertThat(plan.runs().stream().map(run -> run.text()).sorted())
        .containsExactly("2026-03-10 of cart", "2026-03-10 of search");
    assertThat(plan.troubles()).isEmpty();
  }

  @Test
  void a_file_started_early_late_or_on_the_far_side_of_the_date_line_plans_the_same_day()
      throws Exception {
    Experiment file = file(EACH_DAY);
    Timetable timetable = timetable();
    DayPlan plan = day(EACH_DAY, TUESDAY);
    // two hours before the window in Berlin, in it, after it; wherever the runner stands
    for (String now :
        List.of("2026-03-10T06:00:00Z", "2026-03-10T10:00:00Z", "2026-03-10T22:59:59Z")) {
      assertThat(timetable.date(file, world.ledger(), Instant.parse(now))).isEqualTo(TUESDAY);
    }
    assertThat(timetable.date(file, world.ledger(), Instant.parse("2026-03-10T23:00:00Z")))
        .isEqualTo(TUESDAY.plusDays(1));
    assertThat(timetable.day(file, world.ledger(), TUESDAY, "trail-1")).isEqualTo(plan);
    assertThat(new Timetable(world.engine("p2")).day(file, world.ledger(), TUESDAY, "trail-1"))
        .isEqualTo(plan);
  }

  @Test
  void a_day_drawn_empty_stays_empty() throws Exception {
    When seldom = new When.MeanTimeBetween(new Span(Duration.ZERO, 50), null);
    LocalDate empty = TUESDAY;
    while (!day(seldom, empty).runs().isEmpty()) {
      empty = empty.plusDays(1);
    }
    DayPlan first = day(seldom, empty);
    assertThat(timetable().record(first, timetable().calendar(file(seldom), world.ledger())))
        .isTrue();
    for (String process : List.of("p1", "p2", "p3")) { // a restart, and others
      Timetable again = new Timetable(world.engine(process));
      DayPlan plan = again.day(file(seldom), world.ledger(), empty, "trail-1");
      assertThat(plan.runs()).isEmpty();
      assertThat(again.record(plan, again.calendar(file(seldom), world.ledger()))).isFalse();
    }
    assertThat(world.types()).containsExactly(RecordType.OPENED, RecordType.PLANNED);
  }

  @Test
  void what_was_used_meanwhile_is_not_recorded_as_missed_and_what_was_not_is_so_once()
      throws Exception {
    world.targets.group("search", 2);
    List<PlannedRun> runs = day(EACH_DAY, TUESDAY).runs();
    Map<PlannedRun, String> both = Map.of(runs.get(0), "late", runs.get(1), "late");
    PlannedRun first = runs.get(0);
    world.writes(
        "", new Entry.Missed(new Slot(first.file(), first.group(), first.when(), ""), "before"));
    timetable().missed(both);
    timetable().missed(both);

    assertThat(world.types())
        .containsExactly(RecordType.OPENED, RecordType.MISSED, RecordType.MISSED);
    assertThat(world.ledger().missed()).hasSize(2);
  }

  @Test
  void without_a_zone_there_is_no_plan_and_a_word_why() throws Exception {
    world.limits = Limits.unwritten();

    assertThat(day(EACH_DAY, TUESDAY).runs()).isEmpty();
    assertThat(day(EACH_DAY, TUESDAY).troubles())
        .singleElement()
        .asString()
        .startsWith("no time zone: write limits.window.zone");
  }

  @Test
  void the_policys_window_narrows_the_files() throws Exception {
    policy(Written.limits().hours(12, 20, "Europe/Berlin").done());
    assertThat(day(EACH_DAY, TUESDAY).open().toString())
        .contains("2026-03-10T11:00:00Z", "2026-03-10T14:00:00Z");

    policy(Written.limits().hours(16, 20, "Europe/Berlin").done());
    assertThat(day(EACH_DAY, TUESDAY).runs()).isEmpty();
    assertThat(day(EACH_DAY, TUESDAY).open()).isEmpty();
  }

  @Test
  void a_policy_on_the_far_side_of_the_date_line_narrows_by_its_own_dates() throws Exception {
    world.limits = Written.limits().hours(0, 24, "Pacific/Kiritimati").done();
    policy(Written.limits().hours(9, 15, "Etc/GMT+12").done());

    // Tuesday in Kiritimati is from Monday 10:00 UTC to Tuesday 10:00 UTC; of Monday in Baker,
    // which
    // works from 21:00 UTC on Monday to 03:00 UTC on Tuesday, it holds all
    assertThat(day(EACH_DAY, TUESDAY).open().toString())
        .contains("2026-03-09T21:00:00Z", "2026-03-10T03:00:00Z");
    // Monday in Kiritimati holds Sunday in Baker: closed
    assertThat(day(EACH_DAY, TUESDAY.minusDays(1)).open()).isEmpty();
  }

  @Test
  void nothing_is_ever_planned_when_either_window_is_closed() {
    List<ZoneId> zones = ZoneId.getAvailableZoneIds().stream().sorted().map(ZoneId::of).toList();
    Seeds.each(
        150,
        random -> {
          ZoneId own = zones.get(random.nextInt(zones.size()));
          ZoneId other = zones.get(random.nextInt(zones.size()));
          int from = random.nextInt(0, 20);
          int opens = random.nextInt(0, 20);
          int to = random.nextInt(from + 1, 25);
          int closes = random.nextInt(opens + 1, 25);
          LocalDate date = LocalDate.of(2024, 1, 1).plusDays(random.nextInt(1_400));
          world.limits = Written.limits().hours(from, to, own.getId()).done();
          world.policy =
              new Policy(
                  "p",
                  Written.limits().hours(opens, closes, other.getId()).done(),
                  Policy.Allow.NOTHING,
                  new Policy.Deny(List.of(), List.of(), List.of()));
          When often = new When.MeanTimeBetween(new Span(Duration.ofMinutes(20), 0), null);
          DayPlan plan = day(often, date);
          for (PlannedRun run : plan.runs()) {
            LocalDateTime wall = LocalDateTime.ofInstant(run.at(), own);
            LocalDateTime theirs = LocalDateTime.ofInstant(run.at(), other);
            assertThat(wall.toLocalDate()).isEqualTo(date);
            assertThat(wall.getHour()).isBetween(from, to - 1);
            assertThat(theirs.getHour()).isBetween(opens, closes - 1);
            assertThat(wall.getDayOfWeek().getValue()).isLessThan(6);
            assertThat(theirs.getDayOfWeek().getValue()).isLessThan(6);
          }
        });
  }

  @Test
  void by_cron_the_files_own_pick_chooses_and_no_group_is_drawn() throws Exception {
    world.targets.fail(new IOException("nobody asks"));
    DayPlan plan = day(new When.Cron("30 10,16 * * *"), TUESDAY);

    assertThat(plan.groups()).isZero();
    assertThat(plan.runs())
        .singleElement()
        .satisfies(run -> assertThat(run.group()).isNull())
        .satisfies(run -> assertThat(run.when()).isEqualTo("2026-03-10T09:30:00Z"));
    assertThat(plan.outside()).containsExactly(Instant.parse("2026-03-10T15:30:00Z"));
  }

  @Test
  void groups_that_cannot_be_read_are_no_empty_plan() {
    world.targets.fail(new IOException("the API is down"));

    assertThatThrownBy(() -> day(EACH_DAY, TUESDAY))
        .isInstanceOf(LookFailed.class)
        .hasMessageContaining("the API is down");
  }

  @Test
  void a_simulation_draws_the_same_days_and_knows_what_the_trail_holds() throws Exception {
    world.targets.group("search", 2);
    world.leaves("p0", world.kills(), "cart-0", null); // on Tuesday, which is before Wednesday
    world.limits = Written.limits().zone("Europe/Berlin").minGap(new Span(Duration.ZERO, 2)).done();
    Simulation simulation =
        timetable().simulation(file(EACH_DAY), world.ledger(), TUESDAY.plusDays(1), 2);

    assertThat(simulation.plans("trail-1").toList())
        .containsExactly(day(EACH_DAY, TUESDAY.plusDays(1)), day(EACH_DAY, TUESDAY.plusDays(2)));
    // cart pauses on Wednesday, search on Thursday
    assertThat(simulation.play("trail-1", true).refused()).isEqualTo(Map.of("minGap", 2));
    assertThat(simulation.play("trail-1", true).groups().stream().map(count -> count.allowed()))
        .containsExactly(1, 1);
    assertThat(
            timetable()
                .simulation(file(EACH_DAY), world.ledger(), TUESDAY, 2)
                .play("trail-1", true)
                .allowed())
        .isEqualTo(2); // what happens from the first day on is played, not remembered
  }

  private void policy(Limits limits) {
    world.policy =
        new Policy(
            "p", limits, Policy.Allow.NOTHING, new Policy.Deny(List.of(), List.of(), List.of()));
  }
}

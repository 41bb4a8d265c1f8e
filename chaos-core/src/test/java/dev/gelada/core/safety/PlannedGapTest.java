package dev.gelada.core.safety;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gelada.core.plan.DayPlan;
import dev.gelada.core.plan.Interval;
import dev.gelada.core.plan.PlannedRun;
import dev.gelada.core.plan.Planner;
import dev.gelada.core.plan.Schedule.When;
import dev.gelada.core.plan.Span;
import dev.gelada.core.safety.Answer.Origin;
import dev.gelada.core.testing.Worlds;
import dev.gelada.core.testing.Written;
import dev.gelada.core.trail.Claim;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Planned runs before the real guard of {@code minGap}, at its edges. */
class PlannedGapTest {
  private final Worlds world = new Worlds();
  private final MinGapGuard guard = new MinGapGuard(Origin.FILE);

  /** The window is Monday to Friday 09:00 to 15:00 UTC; 2026-03-06 is a Friday. */
  @ParameterizedTest
  @CsvSource({
    // one workday: the close of yesterday
    "1,2026-03-09T09:00:00Z,2026-03-09T14:59:29.999Z,2026-03-10T00:00:00Z",
    "1,2026-03-06T14:00:00Z,2026-03-06T15:00:00Z,2026-03-07T00:00:00Z",
    // two: struck on Friday, Monday is too soon and Tuesday is not
    "2,2026-03-06T14:59:29.999Z,2026-03-09T14:59:29.999Z,2026-03-10T00:00:00Z",
    "2,2026-03-06T09:00:00Z,2026-03-09T23:59:59.999Z,2026-03-10T00:00:00Z",
    "3,2026-03-05T10:00:00Z,2026-03-09T14:00:00Z,2026-03-10T00:00:00Z",
    // struck right at a close, and right after it: the day itself counts, or no longer
    "1,2026-03-09T15:00:00Z,2026-03-09T23:59:59.999Z,2026-03-10T00:00:00Z",
    "1,2026-03-09T15:00:00.001Z,2026-03-10T23:59:59.999Z,2026-03-11T00:00:00Z",
    // on a Saturday nothing has closed yet: Monday must close first
    "1,2026-03-07T12:00:00Z,2026-03-09T23:59:59.999Z,2026-03-10T00:00:00Z",
  })
  void a_gap_in_workdays_ends_at_the_first_moment_of_a_date(
      int workdays, Instant last, Instant refused, Instant allowed) throws Exception {
    gap(new Span(Duration.ZERO, workdays), last);

    assertThat(allows(refused)).isFalse();
    assertThat(allows(allowed.minusMillis(1))).isFalse();
    assertThat(allows(allowed)).isTrue();
  }

  @Test
  void a_gap_in_hours_ends_to_the_millisecond() throws Exception {
    gap(new Span(Duration.ofHours(2), 0), Instant.parse("2026-03-10T10:00:00Z"));

    assertThat(allows(Instant.parse("2026-03-10T11:59:59.999Z"))).isFalse();
    assertThat(allows(Instant.parse("2026-03-10T12:00:00Z"))).isTrue();
  }

  @Test
  void runs_as_planned_keep_at_least_so_many_workdays_apart() throws Exception {
    world.limits = Written.limits().zone("UTC").minGap(new Span(Duration.ZERO, 3)).done();
    Planner planner = new Planner("trail-1");
    When.MeanTimeBetween daily = new When.MeanTimeBetween(new Span(Duration.ZERO, 1), null);
    var calendar = dev.gelada.core.plan.Calendar.of(world.limits.window(), null);
    LocalDate first = LocalDate.parse("2026-03-02");
    StringBuilder struck = new StringBuilder();
    for (LocalDate date : first.datesUntil(first.plusDays(19)).toList()) {
      List<Interval> open = calendar.windowOn(date).stream().toList();
      Planner.Day day =
          new Planner.Day("kill-cart", daily, calendar, date, open, Duration.ofSeconds(30));
      DayPlan plan = planner.plan(day, Stream.of(Worlds.group("cart")));
      for (PlannedRun run : plan.runs()) {
        world.when = run.when();
        boolean allowed = allows(run.at());
        struck.append(allowed ? 'x' : '-');
        if (allowed) {
          world.claimed("of-" + run.when(), 1 + 1, run.at().toString(), Claim.State.STRUCK);
        }
      }
    }
    // every third workday, weekends left out
    assertThat(struck).hasToString("x--x--x--x--x--");
  }

  private void gap(Span span, Instant last) {
    world.limits = Written.limits().zone("UTC").minGap(span).done();
    world.claimed("run-0", 2, last.toString(), Claim.State.STRUCK);
  }

  private boolean allows(Instant now) throws Exception {
    world.now = now;
    return guard.judge(world.proposal(1), world.ledger()) instanceof Verdict.Allowed;
  }
}

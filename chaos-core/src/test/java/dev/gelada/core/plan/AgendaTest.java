package dev.gelada.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gelada.core.target.GroupId;
import dev.gelada.core.target.Place;
import dev.gelada.core.testing.Worlds;
import dev.gelada.core.trail.Actor;
import dev.gelada.core.trail.Claim;
import dev.gelada.core.trail.Entry;
import dev.gelada.core.trail.Ledger;
import dev.gelada.core.trail.Owner;
import dev.gelada.core.trail.Slot;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AgendaTest {
  private static final Instant AT = Instant.parse("2026-03-10T10:00:00Z");
  private static final Instant UNTIL = AT.plus(Planner.GRACE);
  private static final PlannedRun RUN = run(Worlds.CART, "2026-03-10", 7);

  private final Worlds world = new Worlds();

  private static PlannedRun run(@Nullable GroupId group, String when, long seed) {
    return new PlannedRun("kill-cart", group, when, AT, UNTIL, seed);
  }

  @Test
  void is_ahead_before_its_moment_due_from_it_on_and_missed_from_the_end_of_its_grace_on() {
    assertThat(of(RUN, AT.minusMillis(1))).isEqualTo(new Standing.Ahead());
    assertThat(of(RUN, AT)).isEqualTo(new Standing.Due());
    assertThat(of(RUN, UNTIL.minusMillis(1))).isEqualTo(new Standing.Due());
    assertThat(of(RUN, UNTIL)).isEqualTo(new Standing.Missed("no runner was there in time"));
    assertThat(of(RUN, UNTIL.plus(Duration.ofDays(9))))
        .isEqualTo(new Standing.Missed("no runner was there in time"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"steps[0]", "steps[3].together[1][0]"})
  void is_over_with_a_claim_of_whichever_step(String step) {
    claimed(Worlds.CART, "2026-03-10", step, Claim.State.CLAIMED);

    assertThat(of(RUN, AT)).isEqualTo(new Standing.Over());
    assertThat(of(RUN, UNTIL)).isEqualTo(new Standing.Over());
    assertThat(of(RUN, AT.minusSeconds(60))).isEqualTo(new Standing.Over());
  }

  @ParameterizedTest
  @CsvSource({
    "CLAIMED,true",
    "STRUCK,true",
    "FAILED,true",
    "REVERTED,true",
    "RESIDUE,true",
    "RELEASED,false",
    "UNTOUCHED,false"
  })
  void only_a_claim_that_never_touched_anything_gives_the_occasion_back(
      Claim.State state, boolean over) {
    claimed(Worlds.CART, "2026-03-10", "steps[0]", state);

    assertThat(of(RUN, AT)).isEqualTo(over ? new Standing.Over() : new Standing.Due());
  }

  @Test
  void claims_of_another_group_date_number_or_file_leave_it() {
    claimed(Worlds.groupId("search"), "2026-03-10", "steps[0]", Claim.State.STRUCK);
    claimed(Worlds.CART, "2026-03-09", "steps[0]", Claim.State.STRUCK);
    claimed(Worlds.CART, "2026-03-10#2", "steps[0]", Claim.State.STRUCK);
    world.file = "another";
    claimed(Worlds.CART, "2026-03-10", "steps[0]", Claim.State.STRUCK);
    world.file = "kill-cart";

    assertThat(of(RUN, AT)).isEqualTo(new Standing.Due());
  }

  @Test
  void an_instant_of_cron_is_used_by_a_claim_on_any_group() {
    PlannedRun cron = run(null, "2026-03-10T10:00:00Z", 8);
    claimed(Worlds.CART, "2026-03-10T10:00:00Z", "steps[0]", Claim.State.STRUCK);
    assertThat(of(cron, AT)).isEqualTo(new Standing.Due()); // that slot names a group: another one

    claimed(null, "2026-03-10T10:00:00Z", "steps[0]", Claim.State.STRUCK);
    assertThat(of(cron, AT)).isEqualTo(new Standing.Over());
  }

  @Test
  void is_over_once_it_is_on_record_as_missed() {
    world.missed.add(new Slot("kill-cart", Worlds.CART, "2026-03-10", ""));

    assertThat(of(RUN, UNTIL)).isEqualTo(new Standing.Over());
    assertThat(of(RUN, AT)).isEqualTo(new Standing.Over()); // a clock that was put back
  }

  @Test
  void is_under_way_while_a_run_of_its_own_has_not_ended() {
    tried("run-1", null, null);

    assertThat(of(RUN, AT)).isEqualTo(new Standing.Underway("run-1"));
    assertThat(of(RUN, UNTIL)).isEqualTo(new Standing.Underway("run-1"));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 6})
  void is_over_once_a_run_came_to_an_end_of_its_own(int exit) {
    tried("run-1", ended(exit, AT), null);

    assertThat(of(RUN, AT.plusSeconds(60))).isEqualTo(new Standing.Over());
    assertThat(of(RUN, UNTIL)).isEqualTo(new Standing.Over());
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 4, 5})
  void is_tried_again_after_one_minute_when_it_was_refused_or_could_not_be_carried_out(int exit) {
    tried("run-1", ended(exit, AT), null);

    assertThat(of(RUN, AT)).isEqualTo(new Standing.Again(AT.plusSeconds(60), "refused by total"));
    assertThat(of(RUN, AT.plusMillis(59_999))).isInstanceOf(Standing.Again.class);
    assertThat(of(RUN, AT.plusSeconds(60))).isEqualTo(new Standing.Due());
    assertThat(of(RUN, UNTIL)).isEqualTo(new Standing.Missed("refused by total"));
  }

  @Test
  void pauses_double_so_that_five_tries_fit_into_the_grace() {
    Instant end = AT;
    for (int tries = 1; tries <= 6; tries++) {
      tried("run-" + tries, ended(3, end), null);
      Duration pause = Duration.ofMinutes(1L << (tries - 1)); // 1, 2, 4, 8, 16, 32
      assertThat(of(RUN, end)).as("after try %d", tries).satisfies(again(end.plus(pause)));
      end = end.plus(pause);
      if (!end.isBefore(UNTIL)) {
        break;
      }
    }
    assertThat(world.runs).hasSize(5);
  }

  private static java.util.function.Consumer<Standing> again(Instant at) {
    return standing -> assertThat(standing).isEqualTo(new Standing.Again(at, "refused by total"));
  }

  @Test
  void what_a_person_stopped_is_not_begun_again_and_what_ended_itself_is() {
    tried("run-1", ended(4, AT), new Entry.Aborted("enough", true));
    assertThat(of(RUN, AT.plusSeconds(60))).isEqualTo(new Standing.Over());

    world.runs.clear();
    tried("run-1", ended(4, AT), new Entry.Aborted("SIGTERM", false));
    assertThat(of(RUN, AT.plusSeconds(60))).isEqualTo(new Standing.Due());
  }

  @Test
  void while_all_is_halted_nothing_is_due_and_what_passes_by_is_missed_for_that() {
    world.halted = new Entry.Halted("incident");

    assertThat(of(RUN, AT)).isEqualTo(new Standing.Ahead());
    assertThat(of(RUN, UNTIL)).isEqualTo(new Standing.Missed("everything was halted"));
  }

  @Test
  void runs_on_demand_dry_runs_and_those_of_other_occasions_are_no_tries() {
    world.runs.put("demand", tryOf("demand", "", 7, false, ended(0, AT), null));
    world.runs.put("dry", tryOf("dry", "plan", 7, true, ended(0, AT), null));
    world.runs.put("other", tryOf("other", "plan", 8, false, ended(0, AT), null));

    assertThat(of(RUN, AT)).isEqualTo(new Standing.Due());
  }

  private Standing of(PlannedRun run, Instant now) {
    return new Agenda(world.ledger()).of(run, now);
  }

  private void claimed(@Nullable GroupId group, String when, String step, Claim.State state) {
    world.claimed(
        "run-0",
        world.members.get(0),
        AT,
        state,
        claim ->
            new Entry.Claimed(
                claim.strike(),
                claim.intent(),
                claim.lease(),
                new Slot(world.file, group, when, step),
                claim.origin(),
                claim.owned()));
  }

  private static Entry.Ended ended(int exit, Instant at) {
    return new Entry.Ended(exit, "refused by total", Map.of(), at);
  }

  private void tried(String id, Entry.@Nullable Ended ended, Entry.@Nullable Aborted aborted) {
    world.runs.put(id, tryOf(id, "plan", 7, false, ended, aborted));
  }

  @SuppressWarnings("NullAway") // does not read @Nullable of a nested type from a class file
  private static Ledger.Run tryOf(
      String id,
      String plan,
      long seed,
      boolean dry,
      Entry.@Nullable Ended ended,
      Entry.@Nullable Aborted aborted) {
    Entry.Origin origin =
        new Entry.Origin("kill-cart", "kill-cart.yaml", "f1", "", plan, "", "1", Map.of());
    Entry.Started started =
        new Entry.Started(origin, new Owner(new Place("host", "here"), "1@2"), seed);
    return new Ledger.Run(
        id, AT, new Actor("user", "tester", "here", "none"), started, dry, aborted, ended);
  }
}

package dev.gelada.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gelada.core.attack.Effect;
import dev.gelada.core.attack.Lease;
import dev.gelada.core.attack.Undone;
import dev.gelada.core.plan.Amount;
import dev.gelada.core.plan.Limits;
import dev.gelada.core.plan.Rate;
import dev.gelada.core.plan.Step;
import dev.gelada.core.plan.Watched;
import dev.gelada.core.plugin.Refusal;
import dev.gelada.core.probe.Measure.Verdict;
import dev.gelada.core.trail.Claim;
import dev.gelada.core.trail.Entry;
import dev.gelada.core.trail.RecordType;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RunnerTest {
  private static final Duration LONG = Duration.ofMinutes(5);
  private static final Duration SHORT =
      Duration.ofMillis(2500); // a busy machine takes its time to judge

  private final World world;

  RunnerTest() throws IOException {
    world = new World();
    Lease patient = new Lease(Duration.ofSeconds(5), Duration.ofMillis(20));
    world.pause.leased(patient);
    world.kill.leased(patient);
  }

  @Test
  void a_run_that_holds_reverts_what_it_did_and_ends_with_0() throws IOException {
    Outcome outcome = world.run(world.errand(world.pauses(SHORT)));

    assertThat(outcome.exit()).isEqualTo(Outcome.HELD);
    assertThat(world.targets.serving("cart")).isEqualTo(3);
    assertThat(world.types())
        .containsExactly(
            RecordType.OPENED,
            RecordType.STARTED,
            RecordType.CLAIMED,
            RecordType.STRUCK,
            RecordType.REVERTED,
            RecordType.ENDED);
  }

  @Test
  void a_refused_step_ends_the_run_with_3_and_its_rule() throws IOException {
    world.targets.hold("cart", new Refusal("rollout", "a rollout is under way.", "Wait."));

    Outcome outcome = world.run(world.errand(world.kills()));

    assertThat(outcome.exit()).isEqualTo(Outcome.REFUSED);
    assertThat(outcome.refusals()).extracting(Refusal::rule).contains("rollout");
    assertThat(world.kill.applied()).isEmpty();
    assertThat(world.types()).contains(RecordType.REFUSED);
  }

  @Test
  void a_step_that_must_be_refused_passes_when_its_rule_says_no() throws IOException {
    world.limits = minHealthy(3);

    Outcome outcome = world.run(world.errand(world.kills("steps[0]", "minHealthy")));

    assertThat(outcome.exit()).isEqualTo(Outcome.HELD);
    assertThat(world.kill.applied()).isEmpty();
    assertThat(world.types()).contains(RecordType.REFUSED);
  }

  @Test
  void a_step_that_must_be_refused_is_never_applied_when_no_rule_says_no() throws IOException {
    Outcome outcome = world.run(world.errand(world.kills("steps[0]", "minHealthy")));

    assertThat(outcome.exit()).isEqualTo(Outcome.BROKEN);
    assertThat(outcome.verdict()).contains("would have been allowed");
    assertThat(world.kill.applied()).isEmpty();
  }

  @Test
  void what_is_not_steady_before_is_not_attacked() throws IOException {
    world.probe("answers", Watched.During.ABORT, () -> Verdict.BROKEN);
    world.steady = List.of("answers");

    Outcome outcome = world.run(world.errand(world.kills()));

    assertThat(outcome.exit()).isEqualTo(Outcome.REFUSED);
    assertThat(outcome.verdict()).contains("answers").contains("BROKEN");
    assertThat(world.kill.applied()).isEmpty();
  }

  @Test
  void a_hypothesis_that_breaks_during_aborts_reverts_and_ends_with_1() throws IOException {
    world.probe(
        "answers",
        Watched.During.ABORT,
        () -> world.targets.serving("cart") == 3 ? Verdict.HOLDS : Verdict.BROKEN);
    world.steady = List.of("answers");

    Outcome outcome = world.run(world.errand(world.pauses(LONG)));

    assertThat(outcome.exit()).isEqualTo(Outcome.BROKEN);
    assertThat(world.targets.serving("cart")).isEqualTo(3);
    assertThat(world.onlyClaim().state()).isEqualTo(Claim.State.REVERTED);
    assertThat(world.types()).contains(RecordType.ABORTED);
  }

  @Test
  void a_stop_condition_that_cannot_be_found_out_aborts_with_4() throws IOException {
    world.probe(
        "load",
        Watched.During.RECORD,
        () -> world.targets.serving("cart") == 3 ? Verdict.HOLDS : Verdict.UNKNOWN);
    world.limits = World.permissive().stopUnless("load").done();

    Outcome outcome = world.run(world.errand(world.pauses(LONG)));

    assertThat(outcome.exit()).isEqualTo(Outcome.ABORTED);
    assertThat(world.onlyClaim().state()).isEqualTo(Claim.State.REVERTED);
  }

  @Test
  void a_steady_state_that_does_not_come_back_ends_with_1() throws IOException {
    world.probe(
        "answers",
        Watched.During.OFF,
        () -> world.targets.serving("cart") == 3 ? Verdict.HOLDS : Verdict.BROKEN);
    world.steady = List.of("answers");

    Outcome outcome = world.run(world.errand(world.kills()));

    assertThat(outcome.exit()).isEqualTo(Outcome.BROKEN);
    assertThat(outcome.verdict()).contains("did not recover");
  }

  @Test
  void a_stop_from_another_process_aborts_and_reverts() throws Exception {
    Errand errand = world.errand(world.pauses(LONG));
    CompletableFuture<Outcome> run = runWhilePaused(errand);

    world.writes(errand.id(), new Entry.Aborted("enough", true));

    assertThat(run.get(20, TimeUnit.SECONDS).exit()).isEqualTo(Outcome.ABORTED);
    assertThat(run.get().verdict()).contains("enough");
    assertThat(world.targets.serving("cart")).isEqualTo(3);
  }

  @Test
  void a_halt_from_another_process_aborts_and_is_quiet_when_all_is_reverted() throws Exception {
    CompletableFuture<Outcome> run = runWhilePaused(world.errand(world.pauses(LONG)));

    Halt.Quiet quiet = new Halt(world.engine("halter")).halt("fire", ledger -> {});

    assertThat(world.targets.serving("cart")).isEqualTo(3);
    assertThat(quiet.residue()).isEmpty();
    assertThat(run.get(20, TimeUnit.SECONDS).exit()).isEqualTo(Outcome.ABORTED);
    assertThat(world.run(world.errand(world.kills())).refusals())
        .extracting(Refusal::rule)
        .contains("halted");
  }

  @Test
  void what_stops_it_after_its_end_is_on_record_does_not_change_the_answer() throws Exception {
    AtomicReference<Runner> late = new AtomicReference<>();
    new TrailHook(
            world.store,
            RecordType.ENDED,
            () -> Objects.requireNonNull(late.get()).stop("too late"))
        .behind(world);
    try (Runner runner = new Runner(world.engine("runner"))) {
      late.set(runner);
      Outcome outcome = runner.run(world.errand(world.kills()), Progress.SILENT);

      assertThat(outcome.exit()).as(outcome.verdict()).isEqualTo(Outcome.HELD);
      assertThat(outcome.verdict()).isEqualTo("held");
    }
  }

  @Test
  void an_interrupt_reverts_before_it_ends_with_4() throws Exception {
    Errand errand = world.errand(world.pauses(LONG));
    CountDownLatch struck = struckLatch();
    Runner runner = new Runner(world.engine("1@1"));
    CompletableFuture<Outcome> run =
        CompletableFuture.supplyAsync(() -> runner.run(errand, Progress.SILENT));
    assertThat(struck.await(20, TimeUnit.SECONDS)).isTrue();

    runner.stop("interrupted by a signal");

    assertThat(run.get(20, TimeUnit.SECONDS).exit()).isEqualTo(Outcome.ABORTED);
    assertThat(world.targets.serving("cart")).isEqualTo(3);
    runner.close();
  }

  @Test
  void what_cannot_be_reverted_is_residue_and_ends_with_6() throws IOException {
    world.pause.back(strike -> new Undone.Conflict("somebody changed it"));

    Outcome outcome = world.run(world.errand(world.pauses(SHORT)));

    assertThat(outcome.exit()).isEqualTo(Outcome.RESIDUE);
    assertThat(world.onlyClaim().state()).isEqualTo(Claim.State.RESIDUE);
  }

  @Test
  void a_lost_answer_is_settled_by_identity_before_the_run_ends() throws IOException {
    world.kill.goes(
        (strike, deadline) -> {
          world.kill.strikes(strike, deadline);
          return new Effect.Unknown("no answer");
        });

    Outcome outcome = world.run(world.errand(world.kills()));

    assertThat(outcome.exit()).isEqualTo(Outcome.HELD);
    assertThat(world.onlyClaim().state()).isEqualTo(Claim.State.STRUCK);
    assertThat(world.records())
        .anyMatch(r -> r.type() == RecordType.STRUCK && r.data().get("observed").asBoolean());
  }

  @Test
  void a_lost_answer_of_a_reversible_attack_is_reverted_as_if_it_had_been_applied()
      throws IOException {
    world.pause.goes(
        (strike, deadline) -> {
          world.pause.strikes(strike, deadline);
          return new Effect.Unknown("no answer");
        });

    world.run(world.errand(world.pauses(SHORT)));

    assertThat(world.targets.serving("cart")).isEqualTo(3);
    assertThat(world.onlyClaim().state()).isEqualTo(Claim.State.REVERTED);
  }

  @Test
  void strikes_of_branches_are_reverted_last_first() throws IOException {
    AtomicInteger open = new AtomicInteger();
    List<Integer> together = new ArrayList<>();
    world.pause.goes(
        (strike, deadline) -> {
          together.add(open.incrementAndGet());
          return world.pause.strikes(strike, deadline);
        });
    Step.Together both =
        new Step.Together(
            "steps[0]",
            List.of(
                List.of(at("steps[0].together[0]", SHORT)),
                List.of(at("steps[0].together[1]", SHORT))));

    Outcome outcome = world.run(world.errand(both));

    assertThat(outcome.exit()).isEqualTo(Outcome.HELD);
    assertThat(together).containsExactlyInAnyOrder(1, 2);
    assertThat(world.pause.reverted()).hasSize(2);
    assertThat(world.targets.serving("cart")).isEqualTo(3);
  }

  @Test
  void a_branch_that_is_refused_ends_the_others() throws IOException {
    world.limits = minHealthy(2);
    Step.Together both =
        new Step.Together(
            "steps[0]",
            List.of(
                List.of(at("steps[0].together[0]", LONG)),
                List.of(
                    new Step.Pause("steps[0].together[1][0]", Duration.ofMillis(300)),
                    world.kills("steps[0].together[1][1]", null))));

    Outcome outcome = world.run(world.errand(both));

    assertThat(outcome.exit()).isEqualTo(Outcome.REFUSED);
    assertThat(outcome.refusals()).extracting(Refusal::rule).contains("minHealthy");
    assertThat(world.targets.serving("cart")).isEqualTo(3);
    assertThat(world.kill.applied()).isEmpty();
  }

  @Test
  void a_run_ends_at_its_longest_duration() throws IOException {
    world.limits = World.permissive().maxDuration(Duration.ofMillis(400)).done();

    Outcome outcome = world.run(world.errand(new Step.Pause("steps[0]", LONG)));

    assertThat(outcome.exit()).isEqualTo(Outcome.ABORTED);
    assertThat(outcome.verdict()).contains("maxDuration");
  }

  @Test
  void a_source_that_fails_ends_with_5() {
    world.targets.fail(new IOException("no route"));

    Outcome outcome = world.run(world.errand(world.kills()));

    assertThat(outcome.exit()).isEqualTo(Outcome.FAILED);
    assertThat(outcome.verdict()).contains("no route");
  }

  @Test
  void two_runners_never_take_more_than_one_where_one_is_allowed() throws Exception {
    world.limits = World.permissive().total(new Rate(1, Rate.Period.DAY)).done();
    List<CompletableFuture<Outcome>> runs = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      Errand errand = world.errand(world.kills());
      runs.add(CompletableFuture.supplyAsync(() -> world.run(errand)));
    }
    List<Integer> exits = new ArrayList<>();
    for (CompletableFuture<Outcome> run : runs) {
      exits.add(run.get(30, TimeUnit.SECONDS).exit());
    }

    assertThat(world.kill.applied()).hasSize(1);
    assertThat(exits).containsOnlyOnce(Outcome.HELD);
    assertThat(exits.stream().filter(exit -> exit == Outcome.REFUSED)).hasSize(7);
  }

  private Step.Hit at(String place, Duration lasts) {
    return new Step.Hit(
        place, "cart", world.pause, world.pause, lasts, world.pause.lease(), false, null);
  }

  private CountDownLatch struckLatch() {
    CountDownLatch struck = new CountDownLatch(1);
    world.pause.goes(
        (strike, deadline) -> {
          Effect effect = world.pause.strikes(strike, deadline);
          struck.countDown();
          return effect;
        });
    return struck;
  }

  private CompletableFuture<Outcome> runWhilePaused(Errand errand) throws InterruptedException {
    CountDownLatch struck = struckLatch();
    CompletableFuture<Outcome> run = CompletableFuture.supplyAsync(() -> world.run(errand));
    assertThat(struck.await(20, TimeUnit.SECONDS)).isTrue();
    return run;
  }

  private static Limits minHealthy(int least) {
    return World.permissive().minHealthy(new Amount(least, false)).done();
  }
}

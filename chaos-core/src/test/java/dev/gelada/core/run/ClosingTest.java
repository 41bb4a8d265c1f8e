package dev.gelada.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gelada.core.attack.Effect;
import dev.gelada.core.attack.Lease;
import dev.gelada.core.plan.Step;
import dev.gelada.core.trail.Claim;
import dev.gelada.core.trail.Entry;
import dev.gelada.core.trail.Head;
import dev.gelada.core.trail.TrailRecord;
import dev.gelada.core.trail.TrailStore;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** However a run ends, what it struck is put back, and the exit code tells the truth. */
@Timeout(120)
class ClosingTest {
  private static final Duration LONG = Duration.ofMinutes(5);

  private final World world;

  ClosingTest() throws IOException {
    world = new World();
    Lease patient = new Lease(Duration.ofSeconds(5), Duration.ofMillis(20));
    world.pause.leased(patient);
    world.kill.leased(patient);
  }

  @Test
  void without_the_trail_it_reverts_from_memory_and_says_that_something_is_left() {
    AtomicBoolean gone = new AtomicBoolean();
    world.claims = new Breaking(world.store, gone, new CopyOnWriteArrayList<>());
    world.pause.goes(
        (strike, deadline) -> {
          Effect effect = world.pause.strikes(strike, deadline);
          gone.set(true);
          return effect;
        });

    Outcome outcome = world.run(world.errand(world.pauses(LONG)));

    assertThat(world.targets.serving("cart")).isEqualTo(3);
    assertThat(outcome.exit()).isEqualTo(Outcome.RESIDUE);
  }

  @Test
  void without_the_trail_all_is_reverted_before_any_of_it_is_written_down() throws IOException {
    AtomicBoolean gone = new AtomicBoolean();
    List<String> events = new CopyOnWriteArrayList<>();
    world.claims = new Breaking(world.store, gone, events);
    CountDownLatch both = new CountDownLatch(2);
    world.pause.goes(
        (strike, deadline) -> {
          Effect effect = world.pause.strikes(strike, deadline);
          both.countDown();
          while (both.getCount() > 0) {
            Thread.onSpinWait();
          }
          gone.set(true);
          return effect;
        });
    world.pause.back(
        strike -> {
          events.add("revert on " + Thread.currentThread().getName());
          return world.pause.restores(strike);
        });

    world.run(world.errand(both()));

    String closing = Thread.currentThread().getName();
    List<String> mine = events.stream().filter(event -> event.endsWith(" on " + closing)).toList();
    int first = mine.indexOf("revert on " + closing);
    assertThat(mine.subList(first, mine.size()))
        .startsWith("revert on " + closing, "revert on " + closing)
        .contains("trail on " + closing);
  }

  @Test
  void a_progress_that_fails_keeps_nothing_from_being_reverted() {
    try (Runner runner = new Runner(world.engine("1@1"))) {
      Outcome outcome =
          runner.run(
              world.errand(world.pauses(Duration.ofMillis(2500))),
              new Progress() {
                @Override
                public void phase(Phase phase) {
                  if (phase == Phase.REVERT || phase == Phase.CLEAN) {
                    throw new IllegalStateException("the terminal is gone");
                  }
                }
              });

      assertThat(outcome.exit()).isEqualTo(Outcome.FAILED);
      assertThat(outcome.verdict()).contains("the terminal is gone");
    }
    assertThat(world.targets.serving("cart")).isEqualTo(3);
  }

  @Test
  void one_strike_that_cannot_be_reverted_keeps_no_other_from_being() throws IOException {
    world.pause.back(
        strike -> {
          if (world.pause.applied().indexOf(strike) == 1) {
            throw new NoClassDefFoundError("half a plug-in");
          }
          return world.pause.restores(strike);
        });
    Outcome outcome = world.run(world.errand(both()));

    assertThat(outcome.exit()).isEqualTo(Outcome.RESIDUE);
    assertThat(world.targets.serving("cart")).isEqualTo(2);
    assertThat(world.ledger().claims().values())
        .extracting(Claim::state)
        .containsExactlyInAnyOrder(Claim.State.REVERTED, Claim.State.RESIDUE);
  }

  @Test
  void a_strike_that_did_not_happen_has_tried_no_hypothesis() {
    world.kill.goes((strike, deadline) -> new Effect.Unknown("no answer"));

    Outcome outcome = world.run(world.errand(world.kills()));

    assertThat(outcome.exit()).isEqualTo(Outcome.FAILED);
    assertThat(outcome.verdict()).contains("did not happen");
  }

  @Test
  void a_halt_that_was_resumed_before_it_was_seen_ends_the_run_all_the_same() throws Exception {
    CountDownLatch struck = new CountDownLatch(1);
    world.pause.goes(
        (strike, deadline) -> {
          Effect effect = world.pause.strikes(strike, deadline);
          struck.countDown();
          return effect;
        });
    CompletableFuture<Outcome> run =
        CompletableFuture.supplyAsync(() -> world.run(world.errand(world.pauses(LONG))));
    assertThat(struck.await(30, TimeUnit.SECONDS)).isTrue();

    world.writes("", new Entry.Halted("fire"));
    world.writes("", new Entry.Resumed("out"));

    Outcome outcome = run.get(30, TimeUnit.SECONDS);
    assertThat(outcome.exit()).isEqualTo(Outcome.ABORTED);
    assertThat(outcome.verdict()).contains("halted");
    assertThat(world.targets.serving("cart")).isEqualTo(3);
  }

  @Test
  void a_strike_that_somebody_else_reverted_early_is_not_called_held() {
    world.pause.goes(
        (strike, deadline) -> {
          world.writes("", new Entry.Reverted(strike.id(), "restored", Map.of()));
          return world.pause.strikes(strike, deadline);
        });

    Outcome outcome = world.run(world.errand(world.pauses(Duration.ofMillis(2500))));

    assertThat(outcome.exit()).isEqualTo(Outcome.ABORTED);
    assertThat(outcome.verdict()).contains("reverted by somebody else");
  }

  @Test
  void an_interrupt_does_not_cut_the_reverting_short() throws Exception {
    CountDownLatch reverting = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    world.pause.back(
        strike -> {
          reverting.countDown();
          interrupted.await(); // ends by the interrupt once, and is asked again
          return world.pause.restores(strike);
        });
    Thread[] caller = new Thread[1];
    Runner runner = new Runner(world.engine("1@1"));
    CompletableFuture<Outcome> run =
        CompletableFuture.supplyAsync(
            () -> {
              caller[0] = Thread.currentThread();
              Errand errand = world.errand(world.pauses(LONG));
              new Thread(
                      () -> {
                        while (world.pause.applied().isEmpty()) {
                          Thread.onSpinWait();
                        }
                        runner.stop("enough");
                      })
                  .start();
              return runner.run(errand, Progress.SILENT);
            });
    assertThat(reverting.await(30, TimeUnit.SECONDS)).isTrue();

    caller[0].interrupt();
    interrupted.countDown();

    assertThat(run.get(30, TimeUnit.SECONDS).exit()).isEqualTo(Outcome.ABORTED);
    assertThat(world.targets.serving("cart")).isEqualTo(3);
    runner.close();
  }

  private Step.Together both() {
    return new Step.Together(
        "steps[0]",
        List.of(List.of(at("steps[0].together[0]")), List.of(at("steps[0].together[1]"))));
  }

  private Step.Hit at(String place) {
    return new Step.Hit(
        place,
        "cart",
        world.pause,
        world.pause,
        Duration.ofSeconds(2),
        world.pause.lease(),
        false,
        null);
  }

  /** A store that is gone for good from a moment on. */
  private record Breaking(TrailStore store, AtomicBoolean gone, List<String> events)
      implements TrailStore {
    private void there() throws IOException {
      if (gone.get()) {
        events.add("trail on " + Thread.currentThread().getName());
        throw new IOException("the disk is gone");
      }
    }

    @Override
    public Head head() throws IOException {
      there();
      return store.head();
    }

    @Override
    public Stream<TrailRecord> after(long sequence) throws IOException {
      there();
      return store.after(sequence);
    }

    @Override
    public Appended append(Head expected, List<TrailRecord> records) throws IOException {
      there();
      return store.append(expected, records);
    }

    @Override
    public String uri() {
      return store.uri();
    }

    @Override
    public void close() throws IOException {
      store.close();
    }
  }
}

package dev.gelada.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gelada.core.plan.Aim;
import dev.gelada.core.plan.Experiment;
import dev.gelada.core.plan.Step;
import dev.gelada.core.plugin.Timekeeper;
import dev.gelada.core.testing.Seeds;
import dev.gelada.core.trail.Entry;
import dev.gelada.core.trail.Ledger;
import dev.gelada.core.victim.Pick;
import dev.gelada.core.victim.VictimSelector;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What {@code model/claim.pml} checks of a model, tried on the code itself: seeded walks through
 * the interleavings of runners, recovery, halt and revert, each able to stop between any two
 * touches of trail or victims, to die there, and to have its answers lost. {@code
 * -Dgelada.walks=100000} walks more, {@code -Dgelada.walk=SEED} one again.
 */
@Timeout(3600)
class ProtocolWalkTest {
  private static final int WALKS = Integer.getInteger("gelada.walks", 300);
  private static final int STEPS = 4000;

  private final ExecutorService pool =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "walker");
            thread.setDaemon(true);
            return thread;
          });

  @AfterEach
  void end() {
    pool.shutdownNow();
  }

  @Test
  void whatever_comes_between_the_trail_and_the_world_agree() {
    AtomicInteger touched = new AtomicInteger();
    Long again = Long.getLong("gelada.walk");
    if (again != null) {
      Seeds.one(again, random -> touched.addAndGet(walk(random)));
      return;
    }
    Seeds.each(WALKS, random -> touched.addAndGet(walk(random)));
    assertThat(touched.get()).as("victims touched in %s walks", WALKS).isGreaterThan(WALKS / 2);
  }

  private int walk(RandomGenerator random) throws Exception {
    Walk walk = new Walk(random, pool);
    List<String> living = new ArrayList<>();
    int runners = 2 + random.nextInt(2);
    for (int i = 0; i < runners; i++) {
      living.add(runner(walk));
    }
    recoverer(walk);
    if (random.nextInt(3) > 0) {
      halter(walk, 1 + random.nextInt(2));
    }
    int crashes = random.nextInt(3);
    int network = random.nextInt(3) * random.nextInt(8); // how fast what is under way arrives
    int hurry = random.nextInt(5); // how often time goes on though somebody could
    for (int step = 0; !walk.baton.idle(); step++) {
      assertThat(step).as("steps of one walk").isLessThan(STEPS);
      int what = random.nextInt(100);
      if (what < 2 && crashes > 0 && step > 10) {
        crashes--;
        String victim = living.remove(random.nextInt(living.size()));
        walk.world.lives.put(victim, Owners.Life.DEAD);
        walk.baton.kill(victim);
        living.add(runner(walk));
      } else if (what >= 2 && what < 2 + network && walk.underWay() > 0) {
        walk.arrive(random.nextInt(walk.underWay()));
      } else {
        onward(walk, random, what >= 100 - hurry);
      }
      assertThat(walk.judge()).as("after step %s", step).isEmpty();
    }
    afterwards(walk);
    return walk.touched();
  }

  /** Somebody goes on, or nobody can and time does. */
  private void onward(Walk walk, RandomGenerator random, boolean time) throws IOException {
    List<Baton.Actor> eligible = walk.baton.eligible();
    if (!eligible.isEmpty() && !time) {
      Baton.Actor next = eligible.get(random.nextInt(eligible.size()));
      if (next.process.startsWith("process") && random.nextInt(200) == 0) {
        next.interrupt();
      }
      if (random.nextInt(40) == 0) {
        walk.baton.stop(next.process, Duration.ofMillis(500L + random.nextInt(6000)));
      }
      walk.baton.step(next);
      return;
    }
    long[] millis = {1, 10, 15, 100, 700, 1500, 2500};
    long by = Duration.ofMillis(millis[random.nextInt(millis.length)]).toNanos();
    long waking = walk.baton.nextWaking();
    boolean jump = waking != Long.MAX_VALUE && (eligible.isEmpty() || random.nextBoolean());
    walk.advanceTo(jump ? Math.max(waking, walk.baton.nanos()) : walk.baton.nanos() + by);
  }

  /** What is still under way arrives, then somebody who lives settles the rest. */
  private void afterwards(Walk walk) throws Exception {
    walk.losses = 0;
    walk.blinks = 0;
    while (walk.underWay() > 0) {
      walk.arrive(0);
      assertThat(walk.judge()).isEmpty();
    }
    walk.baton.start(
        walk.name("last"),
        () ->
            new Recovery(walk.engine(walk.name("last"))).finish(Recovery.Mode.REVERT, run -> true));
    RandomGenerator any = walk.chance;
    while (!walk.baton.idle()) {
      onward(walk, any, false);
    }
    assertThat(walk.atTheEnd()).as("at the end").isEmpty();
  }

  /** A process that runs the file twice: what Course does, without its watch. */
  private String runner(Walk walk) throws IOException {
    String process = walk.name("process");
    Engine engine = walk.engine(process);
    walk.baton.start(
        process,
        () -> {
          for (int i = 0; i < 2; i++) {
            run(walk, engine, process);
          }
        });
    return process;
  }

  private void run(Walk walk, Engine engine, String process) {
    Step.Hit hit =
        walk.chance.nextInt(3) == 0
            ? walk.world.kills()
            : walk.world.pauses(Duration.ofSeconds(3 + walk.chance.nextInt(4)));
    Errand errand = errand(walk, hit);
    Reins reins;
    Stop stop = null;
    try {
      Ledger ledger = engine.trail().read();
      if (ledger.halted() != null) {
        return;
      }
      reins = new Reins(ledger.haltedAfter());
      walk.begins(errand.id(), ledger.haltedAfter());
      engine.write(
          errand.id(),
          "",
          false,
          List.of(
              new Entry.Started(errand.origin("", "test"), engine.owners().self(), errand.seed())));
    } catch (IOException e) {
      return;
    }
    try {
      Striker striker = new Striker(engine, new Settler(engine), walk.baton.hands(process), reins);
      Striker.Outcome outcome = striker.strike(errand, hit);
      boolean stopped = walk.chance.nextBoolean(); // by a probe, a person, its watch
      if (outcome instanceof Striker.Outcome.Done && hit.lasts() != null && !stopped) {
        engine.time().pause(hit.lasts());
      }
    } catch (InterruptedException e) {
      stop = Stop.of(Outcome.ABORTED, "interrupted");
    } catch (LookFailed | IOException e) {
      stop = Stop.of(Outcome.FAILED, engine.words(e));
    }
    reins.close();
    Stop why = stop;
    new Closing(
            engine,
            errand,
            Progress.SILENT,
            new Gauges(engine, errand, Progress.SILENT),
            new Launcher(engine, errand.id(), errand.dry()),
            () -> why,
            reins)
        .close(() -> {});
  }

  private Errand errand(Walk walk, Step.Hit hit) {
    int victims = walk.chance.nextInt(4) == 0 ? 2 : 1;
    Aim.Pick pick =
        new Aim.Pick() {
          @Override
          public VictimSelector in(Map<String, String> labels) {
            return (eligible, size, random) -> {
              int from = random.nextInt(eligible.size());
              return new Pick.Victims(
                  eligible.size() < victims
                      ? eligible
                      : java.util.stream.IntStream.range(0, victims)
                          .mapToObj(i -> eligible.get((from + i) % eligible.size()))
                          .toList(),
                  "some");
            };
          }

          @Override
          public String text() {
            return "count: " + victims;
          }
        };
    Experiment experiment =
        new Experiment(
            "test",
            "to see",
            "",
            "0",
            Map.of(
                "cart", new Aim("cart", "fakes", walk.world.targets, null, List.of(), null, pick)),
            Map.of(),
            List.of(),
            walk.world.limits,
            List.of(hit),
            null,
            List.of());
    String id = walk.name("run");
    return new Errand(
        id, experiment, walk.chance.nextLong(), false, "to see", "", Map.of(), null, null);
  }

  /** Passes by now and then, as every runner does, or is asked to revert. */
  private void recoverer(Walk walk) throws IOException {
    String process = walk.name("passer");
    Engine engine = walk.engine(process);
    Recovery recovery = new Recovery(engine);
    walk.baton.start(
        process,
        () -> {
          for (int i = 0; i < 8; i++) {
            try {
              recovery.pass(i % 3 == 2 ? Recovery.Mode.REVERT : Recovery.Mode.PASSING, run -> true);
            } catch (IOException lost) {
              // the next pass sees it again
            }
            engine.time().pause(Duration.ofMillis(900));
          }
        });
  }

  private void halter(Walk walk, int halts) throws IOException {
    String process = walk.name("halter");
    Engine engine = walk.engine(process);
    Timekeeper time = engine.time();
    walk.baton.start(
        process,
        () -> {
          Halt halt = new Halt(engine);
          for (int i = 0; i < halts; i++) {
            time.pause(Duration.ofMillis(walk.chance.nextInt(3000)));
            try {
              Halt.Quiet quiet = halt.halt("stop", ledger -> {});
              walk.quiet = quiet.failed() == null;
              time.pause(Duration.ofMillis(walk.chance.nextInt(3000)));
              halt.resume("go on");
            } catch (IOException unsure) {
              // a halt that could not be written has stopped nothing, and says so
            }
          }
        });
  }
}

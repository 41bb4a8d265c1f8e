package dev.gelada.cli.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gelada.cli.crash.GeladaProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/**
 * One runner that is killed at a random time, one {@code gelada revert}, and then what must be
 * true. After that another runner goes on, so that limits are held across the crash.
 */
final class CrashRound implements Campaign.Round {
  private static final int SLEEPERS = 7;
  private static final int TOTAL = 6;

  /** Faults that a busy machine still gets to judge and apply before they are over. */
  private static final String STEPS =
      """
      steps:
        - pause-process: {target: sleepers, for: 3s}
        - kill-process: {target: sleepers}
        - together:
            - - pause-process: {target: sleepers, for: 3s}
            - - pause: 100ms
              - kill-process: {target: sleepers}
            - - %s
        - kill-process: {target: sleepers}
      """;

  private static final List<String> LOADS =
      List.of(
          "memory-load: {target: sleepers, amount: 16MiB, for: 3s}",
          "memory-load: {target: sleepers, amount: 16MiB, for: 3s}",
          "cpu-load: {target: sleepers, for: 3s}");

  /** Opened, policy, started, three of each fault, two of each kill, ended. */
  private static final int RECORDS = 19;

  @Override
  public void play(long seed, Path folder, Tally tally) throws Exception {
    Stage stage = Stage.set("crash", seed, folder);
    stage.allow(List.of("cpu-load", "memory-load"));
    String load = LOADS.get((int) (seed % LOADS.size()));
    Path file = stage.file("crash.yaml", TOTAL + " per hour", STEPS.formatted(load));
    // the same name, so the same limits; one step more than they can allow
    Path more =
        stage.file(
            "more.yaml",
            TOTAL + " per hour",
            "steps:\n" + "  - kill-process: {target: sleepers}\n".repeat(TOTAL + 1));
    try (Sleepers sleepers = new Sleepers(stage.group(), SLEEPERS);
        Effects effects = new Effects(sleepers)) {
      killedRun(stage, file, new SplittableRandom(seed));
      String phase = stage.account().phase();
      stage.endsByItself(sleepers);

      assertThat(stage.exit("revert")).as("revert").isZero();
      stage.settled(sleepers, TOTAL);

      try (OwnGelada own = OwnGelada.on(stage)) {
        assertThat(own.run(more))
            .as("a run that goes on where the dead one stopped must meet the limit")
            .isEqualTo(3);
      }
      stage.settled(sleepers, TOTAL);
      effects.agreeWith(stage.account());
      tally.caught(phase);
      tally.add("strikes", stage.account().strikes().size());
    }
  }

  /**
   * Some runners die a moment after a certain record, so that the instants between a claim and its
   * end are met too, which are short; others at any time.
   */
  private static void killedRun(Stage stage, Path file, SplittableRandom random) throws Exception {
    boolean anyTime = random.nextInt(3) == 0;
    int records = anyTime ? 4 : 3 + random.nextInt(RECORDS - 4);
    long micros = random.nextLong(anyTime ? 4_000_000 : 30_000);
    try (GeladaProcess runner = stage.gelada("run", file.toString())) {
      Stage.await("records", () -> !runner.alive() || lines(stage.trail()) >= records);
      TimeUnit.MICROSECONDS.sleep(micros);
      runner.kill();
    }
  }

  private static long lines(Path trail) throws IOException {
    return Files.readString(trail).chars().filter(c -> c == '\n').count();
  }
}

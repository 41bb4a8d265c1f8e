package dev.gelada.cli.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gelada.cli.crash.GeladaProcess;
import dev.gelada.core.run.Halt;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/**
 * Runners that strike as fast as they can, and three halts at random moments: one by the real
 * command, two from here, where it can be counted how much others write while a halt is on its way.
 */
final class HaltRound implements Campaign.Round {
  private static final int RUNNERS = 2;
  private static final int SLEEPERS = 12;
  private static final int HALTS = 3;

  /**
   * So many records of others may come between a halt's first look and its record, at most: each
   * makes it try once more at once, while claims back off. On a busy machine a few get in.
   */
  private static final long STARVED = 300;

  private static final String STEPS =
      """
      steps:
        - together:
            - - pause-process: {target: sleepers, for: 4s}
              - pause-process: {target: sleepers, for: 4s}
            - - pause-process: {target: sleepers, for: 5s}
      """;

  private static final String KILLS =
      "      - - pause: 10ms\n" + "        - kill-process: {target: sleepers}\n".repeat(25);

  @Override
  public void play(long seed, Path folder, Tally tally) throws Exception {
    Stage stage = Stage.set("halt", seed, folder);
    Path file = stage.file("halt.yaml", "unlimited", STEPS + KILLS);
    SplittableRandom random = new SplittableRandom(seed);
    List<GeladaProcess> runners = new ArrayList<>();
    try (Sleepers sleepers = new Sleepers(stage.group(), SLEEPERS);
        Effects effects = new Effects(sleepers)) {
      for (int i = 0; i < RUNNERS; i++) {
        runners.add(stage.staged(file, folder.resolve("runner-" + i), "again"));
      }
      int real = random.nextInt(HALTS);
      for (int halt = 0; halt < HALTS; halt++) {
        strike(stage, sleepers, runners, TimeUnit.MILLISECONDS.toNanos(random.nextInt(1000)));
        if (halt == real) {
          realHalt(stage);
        } else {
          tally.most("records of others before a halt at most", ownHalt(stage));
        }
        nothingMore(stage, sleepers, effects, random);
        if (halt == HALTS - 1) {
          for (int i = 0; i < RUNNERS; i++) {
            Files.createFile(folder.resolve("runner-" + i).resolve(StagedRunner.END));
          }
        }
        try (OwnGelada own = OwnGelada.on(stage)) {
          own.resume();
        }
      }
      end(stage, sleepers, effects, runners, tally);
    } finally {
      runners.forEach(GeladaProcess::close);
    }
  }

  /** Until somebody strikes and that long on, with victims for everybody. */
  private static void strike(
      Stage stage, Sleepers sleepers, List<GeladaProcess> runners, long nanos) throws Exception {
    int before = stage.account().of("claimed").size();
    Stage.await(
        "strikes again",
        () -> {
          for (GeladaProcess runner : runners) {
            assertThat(runner.alive()).as(runner.output()).isTrue();
          }
          replace(sleepers);
          return stage.account().of("claimed").size() > before;
        });
    long begun = System.nanoTime();
    while (System.nanoTime() - begun < nanos) {
      replace(sleepers);
      TimeUnit.MILLISECONDS.sleep(10);
    }
  }

  private static void replace(Sleepers sleepers) throws Exception {
    sleepers.add(Math.toIntExact(Math.max(0, SLEEPERS - sleepers.alive())));
  }

  private static void realHalt(Stage stage) throws Exception {
    try (GeladaProcess halt = stage.gelada("halt", "--why", "campaign")) {
      assertThat(halt.exit(Stage.LONG)).as(halt.output()).isZero();
      assertThat(halt.output()).contains("recorded", "quiet");
    }
  }

  /** How many records of others came between its first look and its own. */
  private static long ownHalt(Stage stage) throws Exception {
    try (OwnGelada own = OwnGelada.on(stage)) {
      Halt.Quiet quiet = own.halt();
      assertThat(quiet.failed()).isNull();
      assertThat(quiet.residue()).isEmpty();
      List<Account.Line> halted = stage.account().of("halted");
      long others = halted.get(halted.size() - 1).seq() - own.firstRead() - 1;
      assertThat(others).as("records before the halt was through").isBetween(0L, STARVED);
      return others;
    }
  }

  private static void nothingMore(
      Stage stage, Sleepers sleepers, Effects effects, SplittableRandom random) throws Exception {
    Instant quiet = Instant.now();
    Account account = stage.account();
    assertThat(account.open()).as("open when it was said to be quiet").isEmpty();
    stage.quiet(sleepers, account);
    TimeUnit.MILLISECONDS.sleep(200 + random.nextInt(600));
    assertThat(effects.after(quiet)).as("done after quiet").isEmpty();
    assertThat(stage.account().claimedWhileHalted()).isEmpty();
  }

  private static void end(
      Stage stage, Sleepers sleepers, Effects effects, List<GeladaProcess> runners, Tally tally)
      throws Exception {
    for (int i = 0; i < runners.size(); i++) {
      runners.get(i).exit(Stage.LONG);
      tally.widths(StagedRunner.widths(stage.folder().resolve("runner-" + i)));
    }
    Account account = stage.account();
    assertThat(account.claimedWhileHalted()).isEmpty();
    stage.settled(sleepers, Long.MAX_VALUE);
    effects.agreeWith(account);
    tally.add("halts", account.of("halted").size());
    tally.add("strikes", account.strikes().size());
    tally.add("of them released", account.of("released").size());
    tally.add("reverted", account.of("reverted").size());
  }
}

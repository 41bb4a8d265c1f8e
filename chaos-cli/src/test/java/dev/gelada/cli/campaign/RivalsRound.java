package dev.gelada.cli.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gelada.cli.crash.GeladaProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * Eight real runners that begin at the same moment, each with more work than the limit allows to
 * all of them together.
 */
final class RivalsRound implements Campaign.Round {
  private static final int RIVALS = 8;
  private static final int SLEEPERS = 30;
  private static final int TOTAL = 10;

  /** The first step ends for all of them when a file appears. */
  private static final String WORK =
      """
      probes:
        go:
          command: [test, -e, %s]
          every: 300ms
      steps:
        - until: go
          within: 90s
      """;

  @Override
  public void play(long seed, Path folder, Tally tally) throws Exception {
    Stage stage = Stage.set("rivals", seed, folder);
    Path go = folder.resolve("go");
    Path file =
        stage.file(
            "rivals.yaml",
            noon(),
            TOTAL + " per day",
            WORK.formatted(go) + "  - kill-process: {target: sleepers}\n".repeat(TOTAL + 1));
    List<GeladaProcess> rivals = new ArrayList<>();
    try (Sleepers sleepers = new Sleepers(stage.group(), SLEEPERS);
        Effects effects = new Effects(sleepers)) {
      for (int i = 0; i < RIVALS; i++) {
        rivals.add(stage.gelada("run", file.toString()));
      }
      Stage.await(
          "all have started",
          () -> {
            for (GeladaProcess rival : rivals) {
              assertThat(rival.alive()).as(rival.output()).isTrue();
            }
            return stage.account().of("started").size() == RIVALS;
          });
      Files.createFile(go);
      int more = work(stage, file, rivals);

      Account account = stage.account();
      assertThat(account.counted()).as("strikes against total").isEqualTo(TOTAL);
      stage.settled(sleepers, TOTAL);
      effects.agreeWith(account);
      tally.add("strikes", account.counted());
      tally.add("claims not applied", account.strikes().size() - account.counted());
      tally.add("refusals by total", refusedByTotal(account));
      tally.add("runners that struck", strikers(account));
      tally.add("runners more", more);
    } finally {
      rivals.forEach(GeladaProcess::close);
    }
  }

  /**
   * A claim that is released again, because the machine was too busy to apply it in time, has kept
   * others out meanwhile: then one more runner does what is left.
   */
  private static int work(Stage stage, Path file, List<GeladaProcess> rivals) throws Exception {
    for (GeladaProcess rival : rivals) {
      assertThat(rival.exit(Stage.LONG)).as(rival.output()).isEqualTo(3);
    }
    int more = 0;
    while (stage.account().counted() < TOTAL && more < RIVALS) {
      assertThat(stage.exit("run", file.toString())).isEqualTo(3);
      more++;
    }
    return more;
  }

  private static long refusedByTotal(Account account) {
    return account.of("refused").stream()
        .filter(line -> line.data().toString().contains("\"total\""))
        .count();
  }

  private static long strikers(Account account) {
    return account.strikes().values().stream().map(Account.Strike::run).distinct().count();
  }

  /** A zone in which it is about noon, so that no day ends in the middle of a round. */
  static String noon() {
    int ahead = 12 - Instant.now().atOffset(ZoneOffset.UTC).getHour();
    return "Etc/GMT%+d".formatted(-ahead); // POSIX counts the other way: Etc/GMT-3 is 3 h ahead
  }
}

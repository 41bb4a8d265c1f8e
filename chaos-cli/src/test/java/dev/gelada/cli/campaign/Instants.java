package dev.gelada.cli.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gelada.cli.crash.GeladaProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;

/**
 * The named instants of one small run, in order, as a run in which nobody is stopped passes them.
 *
 * @param names such as {@code before apply#2}
 */
record Instants(List<String> names) {
  private static final int TRIES = 4;

  static final int SLEEPERS = 5;
  static final int TOTAL = 3;

  static final String STEPS =
      """
      steps:
        - pause-process: {target: sleepers, for: 3s}
        - kill-process: {target: sleepers}
      """;

  /** Runs it once to see. */
  static Instants listed(Path folder) throws Exception {
    Stage stage = Stage.set("instants", 0, Files.createDirectories(folder));
    Path file = stage.file("run.yaml", TOTAL + " per hour", STEPS);
    try (Sleepers sleepers = new Sleepers(stage.group(), SLEEPERS);
        GeladaProcess runner = stage.staged(file, folder.resolve("leaves"), "once")) {
      assertThat(runner.exit(Stage.LONG)).as(runner.output()).isZero();
      assertThat(sleepers.alive()).isEqualTo(SLEEPERS - 1);
    }
    return new Instants(Files.readAllLines(folder.resolve("leaves").resolve(StopPoints.NAMES)));
  }

  Instants but(Predicate<String> not) {
    return new Instants(names.stream().filter(not.negate()).toList());
  }

  /** Neighbouring seeds lie far apart, and as many seeds as there are names meet each of them. */
  String of(long seed) {
    int stride = Math.max(1, (int) (names.size() * 0.381966));
    while (!coprime(stride, names.size())) {
      stride++;
    }
    return names.get((int) Math.floorMod(seed * stride, (long) names.size()));
  }

  /** One try. */
  interface Try {
    /** Answers whether the instant was reached; whether or not, what must be true is checked. */
    boolean once(String instant, long seed, Path folder, Tally tally) throws Exception;
  }

  /**
   * A run on a busy machine may be over before its instant, because a lease ended: once more then.
   */
  void reach(long seed, Path folder, Tally tally, Try round) throws Exception {
    String instant = of(seed);
    tally.most("instants to choose from", names.size());
    for (int attempt = 1; attempt <= TRIES; attempt++) {
      if (round.once(
          instant, seed, Files.createDirectories(folder.resolve("try-" + attempt)), tally)) {
        tally.instant(instant);
        return;
      }
      tally.add("tries that did not come to their instant", 1);
    }
  }

  private static boolean coprime(int a, int b) {
    return b == 0 ? a == 1 : coprime(b, a % b);
  }
}

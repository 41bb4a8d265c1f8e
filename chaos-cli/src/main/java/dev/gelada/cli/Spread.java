package dev.gelada.cli;

import dev.gelada.core.plan.Simulation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** How the number of runs that limits leave is spread over many seeds. */
final class Spread {
  /** More bars than this are no picture any more. */
  private static final int BARS = 20;

  private final int[] sorted;

  private Spread(int[] sorted) {
    this.sorted = sorted;
  }

  /**
   * From the least to the most, both included.
   *
   * @param rounds in how many rounds
   */
  record Bar(int from, int to, int rounds) {}

  /** Plays so many rounds, each with a seed of its own and without a past. */
  static Spread of(Simulation simulation, String installation, int rounds) {
    int[] allowed = new int[rounds];
    for (int round = 0; round < rounds; round++) {
      allowed[round] = simulation.play(installation + "/round-" + round, false).allowed();
    }
    Arrays.sort(allowed);
    return new Spread(allowed);
  }

  int rounds() {
    return sorted.length;
  }

  double mean() {
    return Arrays.stream(sorted).average().orElse(0);
  }

  /** The least number that is reached by that share of all rounds or is above it. */
  int percentile(int percent) {
    int rank = (int) Math.ceil(percent / 100.0 * sorted.length);
    return sorted[Math.max(1, rank) - 1];
  }

  /** Bars of equal width, from the least to the most that came. */
  List<Bar> bars() {
    List<Bar> bars = new ArrayList<>();
    if (sorted.length == 0) {
      return bars;
    }
    int least = sorted[0];
    int most = sorted[sorted.length - 1];
    int width = (most - least) / BARS + 1;
    for (int from = least; from <= most; from += width) {
      int begin = from;
      int end = from + width - 1;
      int rounds = (int) Arrays.stream(sorted).filter(n -> n >= begin && n <= end).count();
      bars.add(new Bar(begin, end, rounds));
    }
    return bars;
  }
}

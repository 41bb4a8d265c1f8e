package dev.gelada.junit.search;

import java.time.Duration;

/**
 * How far a search goes.
 *
 * @param tries plans that are tried
 * @param together faults in a plan at most
 * @param calls calls that a plan strikes at most, but for those that are only slow
 * @param timeout how long the test's body may take
 */
record Bounds(int tries, int together, int calls, Duration timeout) {
  Bounds {
    if (tries < 1 || together < 1 || calls < 1) {
      throw new IllegalArgumentException("tries, together and calls are 1 or more");
    }
    if (timeout.compareTo(Duration.ofMillis(10)) < 0) {
      throw new IllegalArgumentException("timeout is 10ms or more");
    }
  }

  /** As many rungs of {@link Ladder#DELAY} as end within half of the time-out; at least one. */
  int delays() {
    int rungs = 1;
    while (rungs < Ladder.DELAY.size() && fits(rungs, 1)) {
      rungs++;
    }
    return rungs;
  }

  /** Whether so many calls can be that slow in half of the time-out. */
  boolean fits(int rung, int calls) {
    return Ladder.DELAY.millis(rung) * Math.max(calls, 1) <= timeout.toMillis() / 2;
  }

  /** What stands for the whole test stands longer than its body may take. */
  Duration wholeTest() {
    Duration twice = timeout.multipliedBy(2);
    Duration least = Duration.ofSeconds(30);
    return twice.compareTo(least) < 0 ? least : twice;
  }
}

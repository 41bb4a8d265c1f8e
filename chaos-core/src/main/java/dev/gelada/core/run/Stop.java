package dev.gelada.core.run;

import dev.gelada.core.plugin.Refusal;
import java.util.List;

/**
 * Why a run ends before its last step.
 *
 * @param exit the exit code
 * @param reason in words
 * @param why refusals, where it was a "no"
 * @param told whether the trail says so already
 */
record Stop(int exit, String reason, List<Refusal> why, boolean told) {
  Stop {
    why = List.copyOf(why);
  }

  static Stop of(int exit, String reason) {
    return new Stop(exit, reason, List.of(), false);
  }

  /** Carries a stop out of a step. */
  static final class Thrown extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient Stop stop;

    Thrown(Stop stop) {
      super(stop.reason());
      this.stop = stop;
    }

    Stop stop() {
      return stop;
    }
  }
}

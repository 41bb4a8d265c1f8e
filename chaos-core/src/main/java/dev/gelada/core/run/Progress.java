package dev.gelada.core.run;

import dev.gelada.core.plan.Step;
import dev.gelada.core.plan.Watched;
import dev.gelada.core.probe.Measure;
import dev.gelada.core.trail.Entry;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Is told how a run goes, beside what its trail's listener hears. Called from several threads; may
 * not block.
 */
public interface Progress {
  /** Tells nobody. */
  Progress SILENT = new Progress() {};

  /** The parts of a run. */
  enum Phase {
    /** Owned targets are started. */
    LAUNCH,
    /** The steady state is measured. */
    BEFORE,
    /** The steps are under way. */
    DURING,
    /** What is open is reverted. */
    REVERT,
    /** The steady state must come back. */
    AFTER,
    /** Owned targets are ended. */
    CLEAN
  }

  /** A part begins. */
  default void phase(Phase phase) {}

  /** A probe was measured. */
  default void measured(Watched probe, Phase phase, Measure measure, Instant at) {}

  /**
   * The faults of a step stand. They end when their time comes; the step ends with them.
   *
   * @param step whose
   * @param strikes what was struck
   */
  default void standing(Step.Hit step, List<Entry.Claimed> strikes) {}

  /** A question of a game day; empty where nobody can answer. This one may block. */
  default Optional<String> ask(String question) throws InterruptedException {
    return Optional.empty();
  }
}

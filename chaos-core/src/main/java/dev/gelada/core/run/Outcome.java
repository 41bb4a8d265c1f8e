package dev.gelada.core.run;

import dev.gelada.core.plan.Watched;
import dev.gelada.core.plugin.Refusal;
import dev.gelada.core.probe.Measure;
import dev.gelada.core.trail.Claim;
import java.time.Instant;
import java.util.List;

/**
 * How a run ended.
 *
 * @param run its id
 * @param exit 0 held, 1 broken, 3 not run, 4 aborted and reverted, 5 could not be carried out, 6
 *     residue
 * @param verdict in words
 * @param refusals every "no" that ended it; empty for most ends
 * @param claims what it claimed, with what became of it
 * @param samples every measurement, in order of time
 */
public record Outcome(
    String run,
    int exit,
    String verdict,
    List<Refusal> refusals,
    List<Claim> claims,
    List<Sample> samples) {
  /** The hypothesis held. */
  public static final int HELD = 0;

  /** The hypothesis is broken. */
  public static final int BROKEN = 1;

  /** Not run: refused, outside the window, halted, nobody to strike, or not steady before. */
  public static final int REFUSED = 3;

  /** Ended early, and reverted. */
  public static final int ABORTED = 4;

  /** Could not be carried out or found out. */
  public static final int FAILED = 5;

  /** Something is left that a person must look at. */
  public static final int RESIDUE = 6;

  public Outcome {
    refusals = List.copyOf(refusals);
    claims = List.copyOf(claims);
    samples = List.copyOf(samples);
  }

  /**
   * One measurement.
   *
   * @param probe what was measured
   * @param phase when in the run
   * @param at when it was known
   * @param measure what came out
   */
  public record Sample(Watched probe, Progress.Phase phase, Instant at, Measure measure) {}
}

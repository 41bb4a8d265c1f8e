package dev.gelada.core.plan;

import dev.gelada.core.probe.Probe;
import java.time.Duration;
import java.util.Objects;

/**
 * A probe of a file, with how it is watched.
 *
 * @param name its key
 * @param type the probe type's name
 * @param probe what measures
 * @param every how often
 * @param failAfter how many misses in a row count as broken
 * @param during what a miss means while the steps run
 * @param recoverWithin how long after the steps it may take to hold again
 */
public record Watched(
    String name,
    String type,
    Probe probe,
    Duration every,
    int failAfter,
    During during,
    Duration recoverWithin) {
  /** What a miss means while the steps run. */
  public enum During {
    /** Abort and revert. */
    ABORT,
    /** Only record it. */
    RECORD,
    /** Not measured meanwhile. */
    OFF
  }

  public Watched {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(probe, "probe");
    Objects.requireNonNull(every, "every");
    Objects.requireNonNull(during, "during");
    Objects.requireNonNull(recoverWithin, "recoverWithin");
  }
}

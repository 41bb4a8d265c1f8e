package dev.gelada.core.trail;

import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What verifying a trail found.
 *
 * @param records how many are good, from the first on
 * @param head the last good one
 * @param trail the trail's id; empty when not even the first record is good
 * @param counts good records by type
 * @param bad the first bad line; null when there is none
 * @param torn what follows the last complete batch; null when nothing does
 */
public record Verification(
    long records,
    Head head,
    String trail,
    Map<String, Long> counts,
    @Nullable Bad bad,
    @Nullable Torn torn) {
  /**
   * Where the trail stops being what was written.
   *
   * @param line counted from 1; for a cut-off tail the first that is missing
   * @param reason what is wrong with it
   */
  public record Bad(long line, String reason) {}

  /**
   * An append under way, or one that a crash cut off: no tampering. The next append sets it aside.
   *
   * @param line the first that belongs to it
   * @param bytes how many
   */
  public record Torn(long line, long bytes) {}

  public Verification {
    Objects.requireNonNull(head, "head");
    Objects.requireNonNull(trail, "trail");
    counts = Collections.unmodifiableMap(new TreeMap<>(counts));
  }

  /** Whether everything that is there is what was written, as far as that can be told. */
  public boolean good() {
    return bad == null;
  }
}

package dev.gelada.core.trail;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What verifying a trail found.
 *
 * @param records how many are good, from the first that is there on
 * @param head the last good one
 * @param trail the trail's id; empty when not even the first record is good
 * @param counts good records by type
 * @param archives that were walked before the trail itself, oldest first
 * @param missing the archive that should come before them; null when the trail's first record is
 *     there
 * @param bad the first bad line; null when there is none
 * @param torn what follows the last complete batch; null when nothing does
 */
public record Verification(
    long records,
    Head head,
    String trail,
    Map<String, Long> counts,
    List<String> archives,
    @Nullable Missing missing,
    @Nullable Bad bad,
    @Nullable Torn torn) {
  /** Of a trail without archives. */
  public Verification(
      long records,
      Head head,
      String trail,
      Map<String, Long> counts,
      @Nullable Bad bad,
      @Nullable Torn torn) {
    this(records, head, trail, counts, List.of(), null, bad, torn);
  }

  /**
   * Where the trail stops being what was written.
   *
   * @param archive the archive's name; empty for the trail itself
   * @param line counted from 1; for a cut-off tail the first that is missing
   * @param reason what is wrong with it
   */
  public record Bad(String archive, long line, String reason) {
    /** In the trail itself. */
    public Bad(long line, String reason) {
      this("", line, reason);
    }
  }

  /**
   * An archive that is not there, and all before it.
   *
   * @param archive its name
   * @param pruned whether a record says that it was removed on purpose
   */
  public record Missing(String archive, boolean pruned) {}

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
    archives = List.copyOf(archives);
    counts = Collections.unmodifiableMap(new TreeMap<>(counts));
  }

  /** Whether everything that is there is what was written, as far as that can be told. */
  public boolean good() {
    return bad == null;
  }
}

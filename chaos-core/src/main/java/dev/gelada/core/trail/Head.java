package dev.gelada.core.trail;

import java.util.Objects;

/**
 * The newest record of a trail.
 *
 * @param sequence its number; 0 for a trail without records
 * @param hash its hash; {@link #NOTHING} for a trail without records
 */
public record Head(long sequence, String hash) {
  /** What the first record's {@code prev} says: 64 zeros. */
  public static final String NOTHING = "0".repeat(64);

  /** Before the first record. */
  public static final Head EMPTY = new Head(0, NOTHING);

  public Head {
    Objects.requireNonNull(hash, "hash");
  }
}

package dev.gelada.core.plan;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * All chance of a run: one seed, and an independent stream for each purpose, so that adding a step
 * does not shift what another one draws.
 *
 * @param seed recorded with the run; the same seed on the same targets draws the same victims
 */
public record Draw(long seed) {
  /** The stream for a purpose, named by words that together are unique in the run. */
  public RandomGenerator of(String... purpose) {
    return new SplittableRandom(number(purpose));
  }

  /** A seed for a purpose: the first eight bytes of SHA-256 over seed and words. */
  public long number(String... purpose) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(ByteBuffer.allocate(Long.BYTES).putLong(seed).flip());
      for (String word : purpose) {
        digest.update(word.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
      }
      return ByteBuffer.wrap(digest.digest()).getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}

package dev.gelada.core.testing;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Seeded property loops: the same cases on every machine, and the failing case's seed in the
 * message.
 */
public final class Seeds {
  private Seeds() {}

  /** Runs {@code property} for seeds 0 to {@code cases - 1}; a failure names its seed. */
  public static void each(int cases, Property property) {
    for (long seed = 0; seed < cases; seed++) {
      one(seed, property);
    }
  }

  /** Runs one case again. */
  public static void one(long seed, Property property) {
    try {
      property.check(RandomGeneratorFactory.of("L64X128MixRandom").create(seed));
    } catch (Throwable failure) {
      throw new AssertionError("seed " + seed + ": " + failure.getMessage(), failure);
    }
  }

  /** One case. */
  public interface Property {
    void check(RandomGenerator random) throws Exception;
  }
}

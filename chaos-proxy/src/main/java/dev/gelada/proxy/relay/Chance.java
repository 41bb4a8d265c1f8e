package dev.gelada.proxy.relay;

import dev.gelada.proxy.fault.Direction;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Chance that depends on nothing but seed, fault and connection: the same seed gives the same
 * decisions, and another fault beside shifts none.
 */
public final class Chance {
  private Chance() {}

  /** The seed of something named, below another seed. */
  public static long seed(long above, String name) {
    long seed = above;
    for (int i = 0; i < name.length(); i++) {
      seed = mix(seed ^ name.charAt(i));
    }
    return mix(seed + name.length());
  }

  /** Whether a connection, by its number from 1, gets a fault. */
  static boolean strikes(long seed, long connection, double probability) {
    return (mix(seed ^ mix(connection)) >>> 11) * 0x1.0p-53 < probability;
  }

  /** For decisions within one direction of a connection. */
  static RandomGenerator within(long seed, long connection, Direction direction) {
    return new SplittableRandom(
        mix(mix(seed + 1) ^ mix(connection)) + (direction == Direction.UPSTREAM ? 0 : 1));
  }

  /** For decisions about a connection as a whole. */
  static RandomGenerator about(long seed, long connection) {
    return new SplittableRandom(mix(mix(seed + 2) ^ mix(connection)));
  }

  /** The finalizer of SplitMix64 (Steele, Lea and Flood, 2014). */
  private static long mix(long value) {
    long z = value + 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}

package dev.gelada.core.testing;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * What a test needs of the machine. Skipped where it is not there, with how to get it; in CI that
 * is a failure.
 */
public final class RealSystem {
  private RealSystem() {}

  /**
   * Goes on only if it is there.
   *
   * @param there whether it is
   * @param how what is needed and how to get it
   */
  public static void needed(boolean there, String how) {
    if (!there && "true".equals(System.getenv("CI"))) {
      fail("CI has everything that tests need, but: " + how);
    }
    assumeTrue(there, how);
  }
}

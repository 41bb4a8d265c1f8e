package dev.gelada.core.plan;

/**
 * What chance allows. All bounds are two-sided or upper bounds that a fair draw keeps in 99.9 % of
 * all cases; seeds are fixed, so a test that passes always passes.
 */
final class Odds {
  /** The quantile of the normal distribution above which one in a thousand lies. */
  private static final double Z = 3.0902;

  private Odds() {}

  /**
   * From the least to the most successes of {@code n} trials of probability {@code p} that together
   * hold at least 99.9 %, half of the rest on either side: sums of C(n,k) p^k (1-p)^(n-k).
   */
  static int[] binomial(int n, double p) {
    double log = n * Math.log1p(-p); // of the probability of no success at all
    double sum = 0;
    int least = -1;
    for (int k = 0; k <= n; k++) {
      sum += Math.exp(log);
      if (least < 0 && sum > 0.0005) {
        least = k;
      }
      if (sum >= 0.9995) {
        return new int[] {least, k};
      }
      log += Math.log(n - k) - Math.log(k + 1.0) + Math.log(p) - Math.log1p(-p);
    }
    return new int[] {least, n};
  }

  /** Sum of (seen - expected)^2 / expected, all cells being equally likely. */
  static double chiSquare(long... seen) {
    double expected = 0;
    for (long cell : seen) {
      expected += cell / (double) seen.length;
    }
    double sum = 0;
    for (long cell : seen) {
      sum += (cell - expected) * (cell - expected) / expected;
    }
    return sum;
  }

  /**
   * What chi-square stays below in 99.9 % of all cases, by Wilson and Hilferty (1931): d (1 - 2/9d
   * + z sqrt(2/9d))^3; less than 1 % off from 5 degrees of freedom on.
   */
  static double chiSquareBound(int degreesOfFreedom) {
    double part = 2.0 / (9.0 * degreesOfFreedom);
    return degreesOfFreedom * Math.pow(1 - part + Z * Math.sqrt(part), 3);
  }
}

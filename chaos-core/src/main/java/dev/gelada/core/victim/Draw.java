package dev.gelada.core.victim;

import dev.gelada.core.plugin.Refusal;
import dev.gelada.core.target.Target;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;

/** What the selectors share: drawing without putting back, and words for the arithmetic. */
final class Draw {
  private Draw() {}

  /**
   * So many of them, each set of that size equally likely; refuses when there are fewer, because a
   * smaller number than the file's would be another experiment.
   *
   * @param rule the selector's name
   * @param wanted at least 1
   * @param how the arithmetic that led to {@code wanted}
   */
  static Pick distinct(
      String rule, int wanted, List<Target> eligible, String how, RandomGenerator random) {
    if (eligible.size() < wanted) {
      return tooFew(rule, wanted, eligible.size(), how);
    }
    // the first steps of a Fisher-Yates shuffle
    List<Target> pool = new ArrayList<>(eligible);
    for (int i = 0; i < wanted; i++) {
      Collections.swap(pool, i, i + random.nextInt(pool.size() - i));
    }
    return new Pick.Victims(pool.subList(0, wanted), how);
  }

  /** Refuses because fewer are eligible than the file asks for. */
  static Pick tooFew(String rule, int wanted, int eligible, String how) {
    return new Pick.None(
        new Refusal(
            rule,
            how
                + ", and "
                + eligible
                + (eligible == 1 ? " member is" : " members are")
                + " eligible.",
            "Ask for fewer than "
                + wanted
                + ", or see with 'gelada targets' why the others are not eligible."));
  }

  /** Refuses because the share is less than one member. */
  static Pick lessThanOne(String rule, String how) {
    return new Pick.None(
        new Refusal(rule, how + ".", "Raise the share, or use count for small groups."));
  }

  /** {@code percent} of {@code of}, rounded down. */
  static int share(int percent, int of) {
    return (int) ((long) of * percent / 100);
  }

  /** {@code 30% of 7 is 2.1, rounded down to 2}; whole results say no more than {@code is 2}. */
  static String shareText(int percent, int of) {
    long hundredths = (long) of * percent;
    String exact = percent + "% of " + of + " is " + hundredths / 100;
    if (hundredths % 100 == 0) {
      return exact;
    }
    String fraction = String.format(java.util.Locale.ROOT, "%02d", hundredths % 100);
    return exact
        + "."
        + (fraction.endsWith("0") ? fraction.substring(0, 1) : fraction)
        + ", rounded down to "
        + hundredths / 100;
  }

  /** Checks a percentage. */
  static int percentage(String name, int percent) {
    if (percent < 1 || percent > 100) {
      throw new IllegalArgumentException(name + " is a number from 1 to 100, not " + percent);
    }
    return percent;
  }
}

package dev.gelada.core.probe;

import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How long a measurement may take, and how fast the answer must be.
 *
 * @param faster slower answers break the hypothesis; null for no such limit
 * @param timeout after which the answer counts as not given
 */
record Speed(@Nullable Duration faster, Duration timeout) {
  Speed {
    if (timeout.isNegative() || timeout.isZero()) {
      throw new IllegalArgumentException("timeout is longer than nothing");
    }
    if (faster != null && (faster.isNegative() || faster.isZero())) {
      throw new IllegalArgumentException("faster is longer than nothing");
    }
    if (faster != null && faster.compareTo(timeout) > 0) {
      throw new IllegalArgumentException(
          "faster (%s) is longer than timeout (%s), so it would never be measured"
              .formatted(text(faster), text(timeout)));
    }
  }

  /** An answer that is right; it holds if it was fast enough. */
  Measure right(double millis, String detail) {
    String took = detail + " in " + text(millis);
    return faster != null && millis > faster.toNanos() / 1e6
        ? new Measure(millis, "ms", Measure.Verdict.BROKEN, took + ", limit " + text(faster))
        : new Measure(millis, "ms", Measure.Verdict.HOLDS, took);
  }

  /** An answer that is wrong. */
  static Measure wrong(double millis, String detail) {
    return new Measure(millis, "ms", Measure.Verdict.BROKEN, detail + " in " + text(millis));
  }

  /** No answer in time: broken, unless it was the caller who had no more time. */
  Measure late(double millis) {
    boolean cutShort = millis < timeout.toNanos() / 1e6 * 0.99;
    return cutShort && (faster == null || millis <= faster.toNanos() / 1e6)
        ? unknown("cut short after " + text(millis) + ", before its timeout of " + text(timeout))
        : new Measure(Double.NaN, "", Measure.Verdict.BROKEN, "no answer within " + text(millis));
  }

  /** Nothing could be measured. */
  static Measure unknown(String why) {
    return new Measure(Double.NaN, "", Measure.Verdict.UNKNOWN, why);
  }

  /** There is no answer, and none to wait for. */
  static Measure none(String why) {
    return new Measure(Double.NaN, "", Measure.Verdict.BROKEN, why);
  }

  private static String text(Duration duration) {
    return text(duration.toNanos() / 1e6);
  }

  private static String text(double millis) {
    return String.format(Locale.ROOT, millis < 10 ? "%.1f ms" : "%.0f ms", millis);
  }
}

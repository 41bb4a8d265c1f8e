package dev.gelada.proxy.fault;

import java.util.concurrent.TimeUnit;

/** Settings that are milliseconds in requests and nanoseconds to stages. */
final class Millis {
  private static final long HOUR = TimeUnit.HOURS.toMillis(1);

  /** Harmless when it is asked for, and sums of it stay far from an overflow. */
  private static final long YEAR = TimeUnit.DAYS.toMillis(365);

  private Millis() {}

  /** A setting; from no time to an hour makes sense. */
  static Attribute attribute(String name, String doc) {
    return Attribute.number(name, "ms", doc, HOUR);
  }

  /** Its value in nanoseconds; none when it is negative, and a year at most. */
  static long nanos(Attributes attributes, String name) {
    return TimeUnit.MILLISECONDS.toNanos(Math.min(YEAR, attributes.positive(name)));
  }

  /** The later of two moments of a clock whose differences alone mean anything. */
  static long later(long one, long other) {
    return one - other < 0 ? other : one;
  }
}

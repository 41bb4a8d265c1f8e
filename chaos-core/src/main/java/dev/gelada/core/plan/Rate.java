package dev.gelada.core.plan;

/**
 * So many in a period.
 *
 * @param times how many
 * @param per in which period
 */
public record Rate(int times, Period per) {
  /** No limit, written down. */
  public static final Rate UNLIMITED = new Rate(Integer.MAX_VALUE, Period.HOUR);

  /** An hour is the last 60 minutes; the others are calendar periods in the zone. */
  public enum Period {
    /** The last 60 minutes. */
    HOUR,
    /** The calendar day. */
    DAY,
    /** Since the current workday began, or the last one on a day off. */
    WORKDAY,
    /** Since Monday. */
    WEEK
  }

  public Rate {
    if (times < 0) {
      throw new IllegalArgumentException("a rate is not negative: " + times);
    }
  }

  /** Whether it limits nothing. */
  public boolean unlimited() {
    return times == Integer.MAX_VALUE;
  }

  @Override
  public String toString() {
    return unlimited()
        ? "unlimited"
        : times + " per " + per.name().toLowerCase(java.util.Locale.ROOT);
  }
}

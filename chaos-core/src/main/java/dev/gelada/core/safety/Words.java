package dev.gelada.core.safety;

import dev.gelada.core.plan.Span;
import java.time.Duration;

/** How figures read in reasons. */
final class Words {
  private Words() {}

  /** {@code 1 victim}, {@code 2 victims}. */
  static String count(long number, String noun) {
    return number + " " + (number == 1 ? noun : plural(noun));
  }

  /** {@code processes}, {@code pods}. */
  static String plural(String noun) {
    return noun + (noun.endsWith("s") ? "es" : "s");
  }

  /** {@code 2 workdays} or {@code 1 h 30 min}. */
  static String span(Span span) {
    return span.workdays() > 0 ? count(span.workdays(), "workday") : time(span.time());
  }

  /** {@code 1 h 30 min}; never more than two units, rounded down. */
  static String time(Duration time) {
    if (time.isNegative()) {
      return "-" + time(time.negated());
    }
    long hours = time.toHours();
    if (hours >= 48) {
      return count(time.toDays(), "day") + rest(hours % 24, "h");
    }
    if (hours > 0) {
      return hours + " h" + rest(time.toMinutesPart(), "min");
    }
    if (time.toMinutes() > 0) {
      return time.toMinutes() + " min" + rest(time.toSecondsPart(), "s");
    }
    return time.toSeconds() > 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
  }

  private static String rest(long number, String unit) {
    return number == 0 ? "" : " " + number + " " + unit;
  }
}

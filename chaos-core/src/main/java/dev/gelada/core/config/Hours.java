package dev.gelada.core.config;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Hours of a day, half-open.
 *
 * @param from since midnight
 * @param to since midnight
 */
record Hours(Duration from, Duration to) {
  private static final Pattern FORM =
      Pattern.compile("([01][0-9]|2[0-3]):([0-5][0-9])-([01][0-9]|2[0-4]):([0-5][0-9])");

  static Scalar<Hours> scalar() {
    return Scalar.of("hours", "09:00-15:00", Scalar.text(FORM.pattern()), Hours::parse);
  }

  private static Hours parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("");
    }
    Duration from = time(matcher.group(1), matcher.group(2));
    Duration to = time(matcher.group(3), matcher.group(4));
    if (to.compareTo(Duration.ofDays(1)) > 0) {
      throw new Scalar.Unfit(Rule.HOURS, "A day ends at 24:00.");
    }
    if (from.compareTo(to) >= 0) {
      throw new Scalar.Unfit(
          Rule.HOURS, "It ends before it begins; a window does not reach over midnight.");
    }
    return new Hours(from, to);
  }

  private static Duration time(String hours, String minutes) {
    return Duration.ofMinutes(60L * Integer.parseInt(hours) + Integer.parseInt(minutes));
  }
}

package dev.gelada.core.plan;

import java.time.Duration;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A length of time: of the clock, or counted in workdays.
 *
 * @param time of the clock; zero when counted in workdays
 * @param workdays since the close of the window that many workdays back; 0 when it is a time
 */
public record Span(Duration time, int workdays) {
  /** None. */
  public static final Span ZERO = new Span(Duration.ZERO, 0);

  /** Labels of most platforms hold neither blanks nor units that are words of their own. */
  private static final Pattern LABEL =
      Pattern.compile("([0-9]{1,6})(?:[-_. ]?(workdays?|h|m))?", Pattern.CASE_INSENSITIVE);

  public Span {
    Objects.requireNonNull(time, "time");
    if (time.isNegative() || workdays < 0 || (workdays > 0 && !time.isZero())) {
      throw new IllegalArgumentException("not a span: " + time + ", " + workdays);
    }
  }

  /**
   * A span as a label can say it: {@code 2}, {@code 2-workdays}, {@code 4h}, {@code 30m}. A bare
   * number counts workdays, as kube-monkey's {@code mtbf} does.
   *
   * @throws IllegalArgumentException for any other text
   */
  public static Span ofLabel(String text) {
    Matcher matcher = LABEL.matcher(text.strip());
    if (!matcher.matches()) {
      throw new IllegalArgumentException("a label says 2, 2-workdays, 4h or 30m");
    }
    int number = Integer.parseInt(matcher.group(1));
    String unit = matcher.group(2) == null ? "workdays" : matcher.group(2);
    return switch (unit.charAt(0)) {
      case 'h', 'H' -> new Span(Duration.ofHours(number), 0);
      case 'm', 'M' -> new Span(Duration.ofMinutes(number), 0);
      default -> new Span(Duration.ZERO, number);
    };
  }

  /** Whether it is no time at all. */
  public boolean isZero() {
    return time.isZero() && workdays == 0;
  }

  /** {@code 2 workdays}, {@code 4h}. */
  @Override
  public String toString() {
    if (workdays > 0) {
      return workdays + (workdays == 1 ? " workday" : " workdays");
    }
    return time.toString().substring(2).toLowerCase(java.util.Locale.ROOT);
  }
}

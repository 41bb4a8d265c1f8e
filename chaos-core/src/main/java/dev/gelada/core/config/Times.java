package dev.gelada.core.config;

import dev.gelada.core.plan.Rate;
import dev.gelada.core.plan.Span;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lengths of time and what is counted over them. */
final class Times {
  private static final Pattern TIME = Pattern.compile("([0-9]{1,9})(ms|s|m|h|d)");
  private static final Pattern WORKDAYS = Pattern.compile("([0-9]{1,9}) workdays?");
  private static final Pattern RATE = Pattern.compile("([0-9]{1,9}) per (hour|day|workday|week)");
  private static final Pattern ISO = Pattern.compile("[pP][0-9tT].*");

  private static final String UNITS = "ms, s, m, h or d";

  private Times() {}

  /** A length of time. */
  static Scalar<Duration> time() {
    return Scalar.of(
        "a length of time", "10s", Scalar.text(TIME.pattern()), text -> time(text, UNITS));
  }

  /** A length of time, or workdays. */
  static Scalar<Span> span() {
    return Scalar.of(
        "a length of time or a number of workdays",
        "2 workdays",
        Scalar.text(TIME.pattern() + "|" + WORKDAYS.pattern()),
        text -> {
          Matcher workdays = WORKDAYS.matcher(text);
          return workdays.matches()
              ? new Span(Duration.ZERO, Integer.parseInt(workdays.group(1)))
              : new Span(time(text, "workdays, " + UNITS), 0);
        });
  }

  /** So many in a period. */
  static Scalar<Rate> rate() {
    return Scalar.of(
        "a rate",
        "1 per workday",
        Scalar.text(RATE.pattern() + "|unlimited"),
        text -> {
          Matcher rate = RATE.matcher(text);
          if (text.equals("unlimited")) {
            return Rate.UNLIMITED;
          } else if (rate.matches()) {
            return new Rate(
                Integer.parseInt(rate.group(1)),
                Rate.Period.valueOf(rate.group(2).toUpperCase(Locale.ROOT)));
          }
          throw new IllegalArgumentException(
              "It is n per hour, day, workday or week, or 'unlimited'.");
        });
  }

  private static Duration time(String text, String units) {
    Matcher matcher = TIME.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(hint(text, units));
    }
    long number = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "ms" -> Duration.ofMillis(number);
      case "s" -> Duration.ofSeconds(number);
      case "m" -> Duration.ofMinutes(number);
      case "h" -> Duration.ofHours(number);
      default -> Duration.ofDays(number);
    };
  }

  private static String hint(String text, String units) {
    if (ISO.matcher(text).matches()) {
      return "ISO 8601 is not read here.";
    }
    return text.matches("[0-9]+")
        ? "It needs a unit: " + units + "."
        : "It is one whole number and one unit: " + units + ".";
  }
}

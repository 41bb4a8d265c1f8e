package dev.gelada.junit;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times as files write them. */
final class Times {
  private static final Pattern TIME = Pattern.compile("(\\d{1,9})(ms|s|m)");

  private Times() {}

  /**
   * {@code 300ms}, {@code 2s}, {@code 1m}.
   *
   * @throws IllegalArgumentException if it is none
   */
  static Duration of(String text) {
    Matcher time = TIME.matcher(text.strip());
    if (!time.matches()) {
      throw new IllegalArgumentException("a time is like 300ms, 2s or 1m, not \"" + text + "\"");
    }
    long number = Long.parseLong(time.group(1));
    return switch (time.group(2)) {
      case "ms" -> Duration.ofMillis(number);
      case "s" -> Duration.ofSeconds(number);
      default -> Duration.ofMinutes(number);
    };
  }
}

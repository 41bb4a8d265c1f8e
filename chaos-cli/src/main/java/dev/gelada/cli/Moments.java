package dev.gelada.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times as people read them, on the clock of the machine's own zone. */
final class Moments {
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
  private static final DateTimeFormatter FULL =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss XXX", Locale.ROOT);

  private Moments() {}

  /** {@code 14:03:07}. */
  static String clock(Instant at) {
    return CLOCK.format(at.atZone(ZoneId.systemDefault()));
  }

  /** {@code 2026-11-23 14:03:07 +01:00}. */
  static String full(Instant at) {
    return FULL.format(at.atZone(ZoneId.systemDefault()));
  }

  /** {@code 1h 5m}, {@code 12s}, {@code 250ms}; as much as two units. */
  static String length(Duration time) {
    if (time.isNegative()) {
      return "-" + length(time.negated());
    }
    if (time.toSeconds() < 10) {
      return time.toMillis() % 1000 == 0
          ? time.toSeconds() + "s"
          : time.toSeconds() == 0
              ? time.toMillis() + "ms"
              : String.format(Locale.ROOT, "%.1fs", time.toMillis() / 1000.0);
    }
    if (time.toMinutes() == 0) {
      return time.toSeconds() + "s";
    }
    if (time.toHours() == 0) {
      return two(time.toMinutes(), "m", time.toSecondsPart(), "s");
    }
    return time.toDays() == 0
        ? two(time.toHours(), "h", time.toMinutesPart(), "m")
        : two(time.toDays(), "d", time.toHoursPart(), "h");
  }

  private static String two(long large, String largeUnit, int small, String smallUnit) {
    return large + largeUnit + (small == 0 ? "" : " " + small + smallUnit);
  }
}

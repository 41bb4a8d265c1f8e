package dev.gelada.core.plan;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * When strikes are allowed, half-open: {@code [from, to)} on each workday.
 *
 * @param always at any time; days and hours then only say what a workday is
 * @param days days of the week on which people work
 * @param from since midnight
 * @param to since midnight; 24 h for the whole day
 * @param zone null when the file does not say
 * @param holidays calendars, for example {@code DE-BY}
 * @param daysOff further days off
 */
public record Window(
    boolean always,
    Set<DayOfWeek> days,
    Duration from,
    Duration to,
    @Nullable ZoneId zone,
    List<String> holidays,
    List<LocalDate> daysOff) {
  public Window {
    days = Set.copyOf(days);
    Objects.requireNonNull(from, "from");
    Objects.requireNonNull(to, "to");
    holidays = List.copyOf(holidays);
    daysOff = List.copyOf(daysOff);
    if (days.isEmpty()
        || from.isNegative()
        || to.compareTo(Duration.ofDays(1)) > 0
        || from.compareTo(to) >= 0) {
      throw new IllegalArgumentException("not a window: " + days + " " + from + " to " + to);
    }
  }
}

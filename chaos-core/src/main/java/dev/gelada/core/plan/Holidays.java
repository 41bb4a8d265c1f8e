package dev.gelada.core.plan;

import de.focus_shift.jollyday.core.CalendarHierarchy;
import de.focus_shift.jollyday.core.Holiday;
import de.focus_shift.jollyday.core.HolidayManager;
import de.focus_shift.jollyday.core.HolidayType;
import de.focus_shift.jollyday.core.ManagerParameters;
import java.time.LocalDate;
import java.time.Year;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * Public holidays by country and subdivision, as {@code DE} or {@code DE-BY}. Read from the
 * library's data on first use and kept by year: reading takes a quarter of a second, and most files
 * name no holidays.
 */
final class Holidays {
  private static final Pattern CODE = Pattern.compile("[A-Za-z0-9_]+(-[A-Za-z0-9_]+)*");

  /** By code, then year. A pure function of the library's data, so it may be shared. */
  private static final Map<String, Map<Integer, Set<LocalDate>>> KNOWN = new ConcurrentHashMap<>();

  private Holidays() {}

  /**
   * Whether people are off on that date.
   *
   * @throws IllegalArgumentException if there is no such calendar
   */
  static boolean on(LocalDate date, String code) {
    return KNOWN
        .computeIfAbsent(code, any -> new ConcurrentHashMap<>())
        .computeIfAbsent(date.getYear(), year -> read(code, year))
        .contains(date);
  }

  /**
   * Does nothing for a calendar that exists.
   *
   * @throws IllegalArgumentException if there is none; the message says what there is
   */
  static void check(String code) {
    on(LocalDate.of(2024, 1, 1), code);
  }

  private static synchronized Set<LocalDate> read(String code, int year) {
    String[] parts = parts(code);
    HolidayManager country = country(parts[0], code);
    String[] within = within(country.getCalendarHierarchy(), parts, code);
    Set<LocalDate> days = new HashSet<>();
    // a holiday may be observed on the last day of the year before or the first of the next
    for (int y = year - 1; y <= year + 1; y++) {
      for (Holiday holiday : country.getHolidays(Year.of(y), within)) {
        if (holiday.getType() != HolidayType.OBSERVANCE) {
          days.add(holiday.getActualDate());
          days.add(holiday.getDate());
        }
      }
    }
    days.removeIf(day -> day.getYear() != year);
    return Set.copyOf(days);
  }

  private static String[] parts(String code) {
    if (!CODE.matcher(code).matches()) {
      throw new IllegalArgumentException(
          "'%s' is no holiday calendar; one is a country or a country and a subdivision: DE-BY"
              .formatted(code));
    }
    return code.toLowerCase(Locale.ROOT).split("-");
  }

  private static HolidayManager country(String country, String code) {
    boolean known =
        HolidayManager.getSupportedCalendarCodes().stream().anyMatch(country::equalsIgnoreCase);
    if (!known) {
      throw new IllegalArgumentException(
          "no holiday calendar '%s': country '%s' is not known".formatted(code, country));
    }
    return HolidayManager.getInstance(ManagerParameters.create(country));
  }

  /** The library ignores a subdivision that it does not know; here it is an error. */
  private static String[] within(CalendarHierarchy country, String[] parts, String code) {
    CalendarHierarchy at = country;
    for (String part : List.of(parts).subList(1, parts.length)) {
      CalendarHierarchy child = at.getChildren().get(part);
      if (child == null) {
        throw new IllegalArgumentException(
            "no holiday calendar '%s'; within it there are: %s"
                .formatted(code, at.getChildren().keySet().stream().sorted().toList()));
      }
      at = child;
    }
    return List.of(parts).subList(1, parts.length).toArray(String[]::new);
  }
}

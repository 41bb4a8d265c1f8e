package dev.gelada.core.config;

import de.focus_shift.jollyday.core.CalendarHierarchy;
import de.focus_shift.jollyday.core.HolidayManager;
import de.focus_shift.jollyday.core.ManagerParameters;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** Time zones, dates and holiday calendars: text that is right only if the world says so. */
final class Calendars {
  private static final String ZONE = "[A-Z][A-Za-z0-9_+/-]*";
  private static final String DATE = "[0-9]{4}-[0-9]{2}-[0-9]{2}";
  private static final String CODE = "[A-Za-z_]+(?:-[A-Za-z0-9_]+)*";

  /** Reading one takes 50 ms. */
  private static final Map<String, CalendarHierarchy> COUNTRIES = new ConcurrentHashMap<>();

  private Calendars() {}

  /** A zone with a name: an offset alone would be wrong half of the year where clocks change. */
  static Scalar<ZoneId> zone() {
    return Scalar.of("a time zone", "Europe/Berlin", Scalar.text(ZONE), Calendars::zone);
  }

  /** A day that exists. */
  static Scalar<LocalDate> date() {
    return Scalar.of("a date", "2026-12-24", Scalar.text(DATE), Calendars::date);
  }

  /** A country's calendar and perhaps its regions, each step looked up in the one before. */
  static Scalar<HolidayCode> holidays() {
    return Scalar.of("a holiday calendar", "DE-BY", Scalar.text(CODE), Calendars::holidays);
  }

  private static ZoneId zone(String text) {
    if (!text.matches(ZONE)) {
      throw new IllegalArgumentException("It is a name such as Europe/Berlin or UTC.");
    }
    Set<String> zones = ZoneId.getAvailableZoneIds();
    if (!zones.contains(text)) {
      throw new Scalar.Unfit(
          Rule.VALUE,
          Words.nearest(text, new TreeSet<>(zones))
              .map(n -> "Did you mean '" + n + "'?")
              .orElse("It is a name such as Europe/Berlin or UTC."));
    }
    return ZoneId.of(text);
  }

  private static LocalDate date(String text) {
    if (!text.matches(DATE)) {
      throw new IllegalArgumentException("It is year, month and day.");
    }
    try {
      return LocalDate.parse(text);
    } catch (DateTimeException e) {
      throw new Scalar.Unfit(Rule.VALUE, "There is no such day.");
    }
  }

  private static HolidayCode holidays(String text) {
    if (!text.matches(CODE)) {
      throw new IllegalArgumentException("");
    }
    String[] parts = text.toLowerCase(Locale.ROOT).split("-");
    Set<String> countries = HolidayManager.getSupportedCalendarCodes();
    String country =
        countries.stream()
            .filter(c -> c.equalsIgnoreCase(parts[0]))
            .findFirst()
            .orElseThrow(() -> unknown(parts[0], countries, ""));
    CalendarHierarchy at =
        COUNTRIES.computeIfAbsent(
            country,
            c -> HolidayManager.getInstance(ManagerParameters.create(c)).getCalendarHierarchy());
    String path = parts[0] + "-";
    for (int i = 1; i < parts.length; i++) {
      CalendarHierarchy region = at.getChildren().get(parts[i]);
      if (region == null) {
        throw unknown(parts[i], at.getChildren().keySet(), path);
      }
      at = region;
      path += parts[i] + "-";
    }
    return new HolidayCode(text);
  }

  private static Scalar.Unfit unknown(String part, Set<String> known, String path) {
    String start = path.toUpperCase(Locale.ROOT);
    Set<String> shown = new TreeSet<>();
    known.forEach(k -> shown.add(start + k.toUpperCase(Locale.ROOT)));
    return new Scalar.Unfit(
        Rule.VALUE,
        "There is no such calendar." + Words.known(start + part.toUpperCase(Locale.ROOT), shown));
  }
}

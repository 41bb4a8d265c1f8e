package dev.gelada.core.config;

import java.time.DayOfWeek;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One day of the week or several in a row.
 *
 * @param days at least one
 */
record DayRange(Set<DayOfWeek> days) {
  private static final List<String> NAMES =
      List.of("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun");

  private static final String NAME = "(Mon|Tue|Wed|Thu|Fri|Sat|Sun)";
  private static final Pattern FORM = Pattern.compile(NAME + "(?:-" + NAME + ")?");

  DayRange {
    days = Set.copyOf(days);
  }

  static Scalar<DayRange> scalar() {
    return Scalar.of("days of the week", "Mon-Fri", Scalar.text(FORM.pattern()), DayRange::parse);
  }

  private static DayRange parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("Days are " + String.join(", ", NAMES) + ".");
    }
    DayOfWeek first = day(matcher.group(1));
    DayOfWeek last = matcher.group(2) == null ? first : day(matcher.group(2));
    Set<DayOfWeek> days = EnumSet.of(first);
    for (DayOfWeek day = first; day != last; ) {
      day = day.plus(1); // over the end of the week: Fri-Mon
      days.add(day);
    }
    return new DayRange(days);
  }

  private static DayOfWeek day(String name) {
    return DayOfWeek.of(NAMES.indexOf(name) + 1);
  }
}

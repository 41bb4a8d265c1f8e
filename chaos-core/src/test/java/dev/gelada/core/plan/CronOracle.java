package dev.gelada.core.plan;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** Matches each minute by itself, and walks through real time to see what the wall shows. */
final class CronOracle {
  private static final List<String> MONTHS =
      List.of("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC");
  private static final List<String> DAYS = List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT");
  private final String[] text;
  private final BitSet[] fields;

  CronOracle(String expression) {
    text = expression.split(" ");
    fields =
        new BitSet[] {
          read(text[0], 0, 59, List.of()),
          read(text[1], 0, 23, List.of()),
          read(text[2], 1, 31, List.of()),
          read(text[3], 1, 12, MONTHS),
          read(text[4], 0, 7, DAYS)
        };
  }

  private static BitSet read(String field, int from, int to, List<String> names) {
    BitSet set = new BitSet();
    for (String part : field.split(",")) {
      String[] stepped = part.split("/");
      int step = stepped.length == 1 ? 1 : Integer.parseInt(stepped[1]);
      int first = from;
      int last = to;
      if (!stepped[0].equals("*")) {
        String[] ends = stepped[0].split("-");
        first = number(ends[0], from, names);
        last = number(ends[ends.length - 1], from, names);
      }
      for (int i = first; i <= last; i += step) {
        set.set(i);
      }
    }
    return set;
  }

  private static int number(String text, int from, List<String> names) {
    int name = names.indexOf(text.toUpperCase(Locale.ROOT));
    return name < 0 ? Integer.parseInt(text) : name + from;
  }

  private boolean matches(LocalDateTime wall) {
    int weekday = wall.getDayOfWeek().getValue() % 7;
    boolean month = fields[2].get(wall.getDayOfMonth());
    boolean week = fields[4].get(weekday) || (weekday == 0 && fields[4].get(7));
    boolean day = text[2].equals("*") ? week : text[4].equals("*") ? month : month || week;
    return fields[0].get(wall.getMinute())
        && fields[1].get(wall.getHour())
        && fields[3].get(wall.getMonthValue())
        && day;
  }

  List<Instant> on(LocalDate date, ZoneId zone) {
    Set<Instant> moments = new TreeSet<>();
    Set<LocalDateTime> shown = new HashSet<>();
    Instant at = date.minusDays(2).atStartOfDay(ZoneOffset.UTC).toInstant();
    Instant end = date.plusDays(3).atStartOfDay(ZoneOffset.UTC).toInstant();
    LocalDateTime before = LocalDateTime.ofInstant(at, zone).minusMinutes(1);
    for (; at.isBefore(end); at = at.plus(1, ChronoUnit.MINUTES)) {
      LocalDateTime wall = LocalDateTime.ofInstant(at, zone);
      if (wall.toLocalDate().equals(date) && shown.add(wall) && matches(wall)) {
        moments.add(at);
      }
      long left = ChronoUnit.MINUTES.between(before, wall) - 1;
      for (int i = 1; i <= left; i++) {
        Instant later = at.plus(i - 1, ChronoUnit.MINUTES); // as much later as the gap is wide
        if (LocalDateTime.ofInstant(later, zone).toLocalDate().equals(date)
            && matches(before.plusMinutes(i))) {
          moments.add(later);
        }
      }
      before = wall;
    }
    return List.copyOf(moments);
  }
}

package dev.gelada.core.plan;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAdjusters;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Workdays, windows and calendar periods of one zone. A day has its real length, also where clocks
 * change or a date is left out. Immutable; holidays are read on first use, nothing else is.
 */
public final class Calendar {
  /** Mon–Fri 09:00–15:00, what a file gets that says nothing. */
  public static final Window CAREFUL =
      new Window(
          false,
          EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY),
          Duration.ofHours(9),
          Duration.ofHours(15),
          null,
          List.of(),
          List.of());

  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("EEE yyyy-MM-dd HH:mm", Locale.ENGLISH);
  private static final DateTimeFormatter MOMENT_TO_THE_SECOND =
      DateTimeFormatter.ofPattern("EEE yyyy-MM-dd HH:mm:ss", Locale.ENGLISH);

  private static final ZoneId UTC = ZoneId.of("UTC");

  /** No search goes further: a year without a workday is a mistake in the file. */
  private static final int FURTHEST = 800;

  private final Window window;
  private final ZoneId zone;
  private final ZoneRules rules;
  private final Set<LocalDate> daysOff;

  private Calendar(Window window, ZoneId zone) {
    this.window = window;
    this.zone = zone;
    this.rules = zone.getRules();
    this.daysOff = Set.copyOf(window.daysOff());
  }

  /**
   * A calendar of that window.
   *
   * @param window null for the careful one
   * @param otherwise the zone where the window names none; null for UTC
   */
  public static Calendar of(@Nullable Window window, @Nullable ZoneId otherwise) {
    Window used = window == null ? CAREFUL : window;
    ZoneId zone = used.zone() != null ? used.zone() : otherwise != null ? otherwise : UTC;
    return new Calendar(used, zone);
  }

  /**
   * Does nothing for a holiday calendar that exists, such as {@code DE-BY}.
   *
   * @throws IllegalArgumentException if there is none of that name; the message says what there is
   */
  public static void checkHolidays(String code) {
    Holidays.check(code);
  }

  /** Its zone. */
  public ZoneId zone() {
    return zone;
  }

  /** The date on the wall. */
  public LocalDate date(Instant moment) {
    return moment.atZone(zone).toLocalDate();
  }

  /** The first moment of a date; of one that the zone left out, the first moment after it. */
  public Instant start(LocalDate date) {
    return date.atStartOfDay(zone).toInstant();
  }

  /**
   * Whether people work on that date: a day of the week that the window names, no holiday, no day
   * off, and not a date that the zone left out.
   *
   * @throws IllegalArgumentException if the window names a holiday calendar that does not exist
   */
  public boolean isWorkday(LocalDate date) {
    return window.days().contains(date.getDayOfWeek())
        && !daysOff.contains(date)
        && window.holidays().stream().noneMatch(code -> Holidays.on(date, code))
        && start(date).isBefore(start(date.plusDays(1)));
  }

  /**
   * When the window is open on that date: on workdays for as long as a clock on the wall shows its
   * hours, on any day for the whole day if it is always open. Where the clock is put back so that
   * the hours come twice, the longer stretch counts, the first of two alike.
   */
  public Optional<Interval> windowOn(LocalDate date) {
    if (window.always()) {
      return stretch(date, Duration.ZERO, Duration.ofDays(1));
    }
    return isWorkday(date) ? stretch(date, window.from(), window.to()) : Optional.empty();
  }

  /** Whether the window is open all the time from {@code from} to before {@code to}. */
  public boolean contains(Instant from, Instant to) {
    if (window.always()) {
      return true;
    }
    Optional<Interval> open = windowOn(date(from)).filter(interval -> interval.contains(from));
    // windows that end at midnight go on in the next day's
    while (open.isPresent() && open.get().to().isBefore(to)) {
      Instant close = open.get().to();
      open = windowOn(date(close)).filter(interval -> interval.contains(close));
    }
    return open.isPresent();
  }

  /**
   * The first time at or after that moment that the window opens, the moment itself if it is always
   * open; empty when it does not within two years.
   */
  public Optional<Instant> opens(Instant moment) {
    if (window.always()) {
      return Optional.of(moment);
    }
    LocalDate today = date(moment);
    for (int days = 0; days < FURTHEST; days++) {
      Optional<Interval> open = windowOn(today.plusDays(days));
      if (open.isPresent() && !open.get().from().isBefore(moment)) {
        return open.map(Interval::from);
      }
    }
    return Optional.empty();
  }

  /**
   * When the period began that a rate counts in. An hour is the last 60 minutes; a workday lasts
   * until the next one begins.
   */
  public Instant began(Rate.Period period, Instant moment) {
    LocalDate today = date(moment);
    return switch (period) {
      case HOUR -> moment.minus(Duration.ofHours(1));
      case DAY -> start(today);
      case WEEK -> start(today.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)));
      case WORKDAY -> {
        for (int days = 0; days < FURTHEST; days++) {
          if (isWorkday(today.minusDays(days))) {
            yield start(today.minusDays(days));
          }
        }
        yield Instant.MIN;
      }
    };
  }

  /**
   * The first moment at which a span since {@code last} is over. Workdays are over as soon as the
   * window's close that many workdays back is not before {@code last}.
   *
   * @return {@link Instant#MAX} when there are not enough workdays within two years
   */
  public Instant over(Span span, Instant last) {
    if (span.workdays() == 0) {
      return last.plus(span.time());
    }
    int passed = 0;
    LocalDate from = date(last).minusDays(2); // a close at midnight is the next date's first moment
    for (int days = 0; days < FURTHEST + 2 * span.workdays(); days++) {
      LocalDate date = from.plusDays(days);
      if (isWorkday(date) && (passed > 0 || !close(date).isBefore(last))) {
        passed++;
      }
      if (passed == span.workdays()) {
        return start(date.plusDays(1));
      }
    }
    return Instant.MAX;
  }

  /** {@code Tue 2026-03-10 15:00 Europe/Berlin}, with seconds where there are some. */
  public String text(Instant moment) {
    LocalDateTime local = LocalDateTime.ofInstant(moment, zone);
    return (local.getSecond() == 0 ? MOMENT : MOMENT_TO_THE_SECOND).format(local)
        + " "
        + zone.getId();
  }

  /** {@code Mon-Fri 09:00-15:00 Europe/Berlin}. */
  @Override
  public String toString() {
    return window.always()
        ? "always"
        : days() + " " + hours(window.from()) + "-" + hours(window.to()) + " " + zone.getId();
  }

  private Instant close(LocalDate workday) {
    return windowOn(workday).map(Interval::to).orElseGet(() -> start(workday));
  }

  /** The longest stretch in which the wall clock shows these hours of that date. */
  private Optional<Interval> stretch(LocalDate date, Duration from, Duration to) {
    LocalDateTime opens = date.atStartOfDay().plus(from);
    LocalDateTime closes = date.atStartOfDay().plus(to);
    List<Interval> found = new ArrayList<>();
    Instant begin = opens.minusDays(2).toInstant(ZoneOffset.UTC);
    Instant end = closes.plusDays(2).toInstant(ZoneOffset.UTC);
    while (begin.isBefore(end)) { // between two changes of the clock the offset stands still
      ZoneOffset offset = rules.getOffset(begin);
      ZoneOffsetTransition change = rules.nextTransition(begin);
      Instant until =
          change == null || change.getInstant().isAfter(end) ? end : change.getInstant();
      add(found, later(begin, opens.toInstant(offset)), earlier(until, closes.toInstant(offset)));
      begin = until;
    }
    return found.stream()
        .max(
            Comparator.comparing(Interval::length)
                .thenComparing(Interval::from, Comparator.reverseOrder()));
  }

  private static void add(List<Interval> found, Instant from, Instant to) {
    if (!from.isBefore(to)) {
      return;
    }
    int last = found.size() - 1;
    if (last >= 0 && found.get(last).to().equals(from)) {
      found.set(last, new Interval(found.get(last).from(), to));
    } else {
      found.add(new Interval(from, to));
    }
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }

  private static Instant earlier(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }

  private String days() {
    List<DayOfWeek> days = window.days().stream().sorted().toList();
    DayOfWeek first = days.get(0);
    DayOfWeek last = days.get(days.size() - 1);
    if (days.size() > 2 && last.getValue() - first.getValue() == days.size() - 1) {
      return name(first) + "-" + name(last);
    }
    return days.stream().map(Calendar::name).collect(Collectors.joining(","));
  }

  private static String name(DayOfWeek day) {
    return day.getDisplayName(java.time.format.TextStyle.SHORT, Locale.ENGLISH);
  }

  private static String hours(Duration sinceMidnight) {
    return String.format(
        Locale.ROOT, "%02d:%02d", sinceMidnight.toHours(), sinceMidnight.toMinutesPart());
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Calendar that && window.equals(that.window) && zone.equals(that.zone);
  }

  @Override
  public int hashCode() {
    return Objects.hash(window, zone);
  }
}

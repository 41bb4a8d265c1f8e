package dev.gelada.core.plan;

import dev.gelada.core.target.Group;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How many runs to expect over days, by formula; nothing before the first day counts.
 *
 * <p>On a day with expected {@code e = k + f} draws ({@code 1/m} for a mean of m workdays, window
 * divided by mean for a mean under a day; k whole, f the rest) there are k, and with probability f
 * one more. A rate of r a day leaves {@code (1-f) min(k, r) + f min(k+1, r)} of them.
 *
 * <p>Where a strike bars the rest of its day and b further days, the probability of a strike on day
 * d is {@code u(d) = p(d) (1 - sum of u(i) over the earlier days i that bar d)}, p(d) being the
 * probability of at least one draw: two different days that both bar d cannot both be struck, so
 * the probabilities add up. In the long run that is a strike every {@code m + b} workdays, and a
 * {@code minGap} of n workdays bars {@code b = max(n, 1) - 1} days: its own counts as the first.
 *
 * <p>Where limits act otherwise (a rate per week, a gap that ends within the day, a {@code total}
 * that is reached) no closed form is used: the same formulas without those limits are an upper
 * bound, because whatever else refuses a strike never makes room for two.
 */
public final class Expectation {
  private final List<Planner.Day> days;
  private final List<@Nullable Group> groups;
  private final List<Simulation.Rules> rules;
  private final int strikes;

  private final Map<Span, List<Double>> drawn = new ConcurrentHashMap<>();

  /** By what is drawn on each day: most groups are alike. */
  private final Map<List<Double>, Expected> known = new ConcurrentHashMap<>();

  Expectation(
      List<Planner.Day> days,
      List<@Nullable Group> groups,
      List<Simulation.Rules> rules,
      int strikes) {
    this.days = days.stream().filter(Expectation::usable).toList();
    this.groups = groups;
    this.rules = rules;
    this.strikes = strikes;
  }

  /**
   * What is expected.
   *
   * @param planned runs that are drawn
   * @param allowed runs that the limits leave; where {@code exact} is false, at most
   * @param exact whether {@code allowed} is the mean, and not only a bound of it
   * @param workdays days on which anything can be drawn
   */
  public record Expected(double planned, double allowed, boolean exact, int workdays) {}

  /** Of one group; null for the file itself. */
  public Expected of(@Nullable Group group) {
    return known.computeIfAbsent(draws(group), this::expected);
  }

  private Expected expected(List<Double> draws) {
    double planned = draws.stream().mapToDouble(Double::doubleValue).sum();
    if (days.isEmpty() || !(days.get(0).when() instanceof Schedule.When.MeanTimeBetween)) {
      // by the clock, and so without chance; what limits leave of it is for the simulation
      return new Expected(planned, planned, rules.stream().noneMatch(this::limits), days.size());
    }
    boolean exact = true;
    List<Integer> caps = new ArrayList<>();
    List<Integer> barred = new ArrayList<>();
    for (int i = 0; i < days.size(); i++) {
      Day day = new Day(i);
      boolean single = day.cap() == 1 || draws.get(i) <= 1;
      exact &= day.closed(draws.get(i)) && (day.bars() == 0 || single);
      caps.add(day.cap());
      barred.add(single ? day.bars() : 0);
    }
    return new Expected(planned, sum(draws, caps, barred), exact, days.size());
  }

  /** Of all groups together. */
  public Expected all() {
    double planned = 0;
    double allowed = 0;
    boolean exact = true;
    for (Group group : groups) {
      Expected one = of(group);
      planned += one.planned();
      allowed += one.allowed();
      exact &= one.exact();
    }
    for (Simulation.Rules rule : rules) {
      Rate total = rule.limits().total();
      if (total != null && !total.unlimited()) {
        double most = most(rule, total);
        exact &= never(rule, total);
        allowed = Math.min(allowed, most);
      }
    }
    return new Expected(planned, allowed, exact, days.size());
  }

  /** How many runs {@code total} allows at most over all days. */
  private double most(Simulation.Rules rule, Rate total) {
    if (total.per() == Rate.Period.HOUR) {
      return total.times() == 0 ? 0 : Double.MAX_VALUE;
    }
    Set<Instant> periods =
        days.stream()
            .flatMap(day -> day.open().stream())
            .flatMap(open -> Stream.of(open.from(), open.to().minusMillis(1)))
            .map(at -> rule.calendar().began(total.per(), at))
            .collect(Collectors.toSet());
    return (double) periods.size() * total.times();
  }

  /** Whether {@code total} can never be reached: each day is a period of its own with room. */
  private boolean never(Simulation.Rules rule, Rate total) {
    for (int i = 0; i < days.size(); i++) {
      Day day = new Day(i);
      double most = 0;
      int cap = day.cap();
      for (Group group : groups) {
        most += Math.min(Math.ceil(draws(group).get(i)), cap);
      }
      if (most * strikes > total.times() || !day.apart(rule.calendar(), total.per())) {
        return false;
      }
    }
    return true;
  }

  private boolean limits(Simulation.Rules rule) {
    Limits limits = rule.limits();
    return (limits.perGroup() != null && !limits.perGroup().unlimited())
        || (limits.total() != null && !limits.total().unlimited())
        || (limits.cooldown() != null && !limits.cooldown().isZero())
        || (limits.minGap() != null && !limits.minGap().isZero());
  }

  private static double sum(List<Double> draws, List<Integer> caps, List<Integer> barred) {
    double[] struck = new double[draws.size()];
    double sum = 0;
    for (int d = 0; d < struck.length; d++) {
      double free = 1;
      for (int i = 0; i < d; i++) {
        free -= i + barred.get(i) >= d ? struck[i] : 0;
      }
      double whole = Math.floor(draws.get(d));
      double rest = draws.get(d) - whole;
      double here =
          (1 - rest) * Math.min(whole, caps.get(d)) + rest * Math.min(whole + 1, caps.get(d));
      struck[d] = free * here;
      sum += struck[d];
    }
    return sum;
  }

  private static boolean usable(Planner.Day day) {
    return day.open().stream().anyMatch(open -> open.length().compareTo(day.room()) > 0);
  }

  /** How many draws there are on average, day by day; the same for all groups of one mean. */
  private List<Double> draws(@Nullable Group group) {
    if (days.isEmpty() || !(days.get(0).when() instanceof Schedule.When.MeanTimeBetween mean)) {
      return drawn.computeIfAbsent(Span.ZERO, any -> byTheClock());
    }
    try {
      Span span = mean.in(group == null ? Map.of() : group.labels());
      return drawn.computeIfAbsent(
          span, any -> days.stream().map(day -> draws(day, span)).toList());
    } catch (IllegalArgumentException said) { // the plan says so among its troubles
      return days.stream().map(day -> 0.0).toList();
    }
  }

  private List<Double> byTheClock() {
    Planner planner = new Planner("");
    return days.stream()
        .map(day -> (double) planner.plan(day, Stream.empty()).runs().size())
        .toList();
  }

  private static double draws(Planner.Day day, Span mean) {
    if (mean.workdays() > 0) {
      return day.calendar().isWorkday(day.date()) ? 1.0 / mean.workdays() : 0;
    }
    return Planner.expected(day, mean.time());
  }

  /** One day and how limits act on it. */
  private final class Day {
    private final int at;
    private final Instant first;
    private final Instant end;

    Day(int at) {
      this.at = at;
      List<Interval> open = days.get(at).open();
      this.first = open.get(0).from();
      this.end = open.get(open.size() - 1).to();
    }

    /** How many runs of one group are left of a day's, by rates and by gaps as long as the day. */
    int cap() {
      int cap = Integer.MAX_VALUE;
      for (Simulation.Rules rule : rules) {
        Rate rate = rule.limits().perGroup();
        if (rate != null && !rate.unlimited() && apart(rule.calendar(), rate.per())) {
          cap = Math.min(cap, rate.times());
        }
        for (Span gap : gaps(rule)) {
          cap = rule.calendar().over(gap, first).isBefore(end) ? cap : Math.min(cap, 1);
        }
      }
      return cap;
    }

    /** How many of the next days a strike of this day bars, whenever in it. */
    int bars() {
      int bars = 0;
      for (Simulation.Rules rule : rules) {
        for (Span gap : gaps(rule)) {
          Instant over = rule.calendar().over(gap, first);
          int here = 0;
          while (at + here + 1 < days.size() && !new Day(at + here + 1).end.isAfter(over)) {
            here++;
          }
          bars = Math.max(bars, here);
        }
      }
      return bars;
    }

    /** Whether cap and bars say all that the limits of one group do on this day. */
    boolean closed(double draws) {
      for (Simulation.Rules rule : rules) {
        Rate rate = rule.limits().perGroup();
        if (rate != null
            && !rate.unlimited()
            && !apart(rule.calendar(), rate.per())
            && !(rate.times() >= Math.ceil(draws) && since(rule.calendar(), rate.per()))) {
          return false;
        }
        for (Span gap : gaps(rule)) {
          Instant earliest = rule.calendar().over(gap, first);
          Instant latest = rule.calendar().over(gap, end.minusMillis(1));
          boolean within = earliest.isBefore(end) && draws > 1;
          boolean partly =
              days.stream()
                  .skip(at + 1L)
                  .map(day -> day.open())
                  .anyMatch(
                      open ->
                          open.get(0).from().isBefore(latest)
                              && open.get(open.size() - 1).to().isAfter(earliest));
          if (within || partly) {
            return false;
          }
        }
      }
      return true;
    }

    /** Whether the whole day lies in one period, and nothing of the day before does. */
    private boolean apart(Calendar calendar, Rate.Period per) {
      return per != Rate.Period.HOUR
          && !calendar.began(per, end.minusMillis(1)).isAfter(first)
          && since(calendar, per);
    }

    /** Whether a period that has its end in this day holds nothing of the day before. */
    private boolean since(Calendar calendar, Rate.Period per) {
      return at == 0 || !calendar.began(per, first).isBefore(new Day(at - 1).end);
    }

    private List<Span> gaps(Simulation.Rules rule) {
      List<Span> gaps = new ArrayList<>();
      for (Span gap : Arrays.asList(rule.limits().cooldown(), rule.limits().minGap())) {
        if (gap != null && !gap.isZero()) {
          gaps.add(gap);
        }
      }
      return gaps;
    }
  }
}

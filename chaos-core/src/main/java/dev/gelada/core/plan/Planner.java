package dev.gelada.core.plan;

import dev.gelada.core.target.Group;
import dev.gelada.core.target.GroupId;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Says what a file does on a date. Pure: the same installation, file, date and group give the same
 * moment, on every host and after every restart, whatever other groups there are.
 *
 * <p>By {@code meanTimeBetween: m workdays} a group is struck with probability 1/m on each workday,
 * so that the workdays between two strikes are geometrically distributed with mean m. By a mean
 * under a day it is struck floor(window/mean) times, and once more with the probability that is
 * left over. Each moment is uniform over the time in which the window is open for long enough.
 */
public final class Planner {
  /** For how long an occasion stays due, unless the window closes or the next one comes before. */
  public static final Duration GRACE = Duration.ofMinutes(30);

  /** What is due at most for one group on one date; so many minutes has the longest date. */
  private static final int MOST = 1560;

  private final String installation;

  /**
   * A planner.
   *
   * @param installation the trail's id; two trails draw differently
   */
  public Planner(String installation) {
    this.installation = Objects.requireNonNull(installation, "installation");
  }

  /**
   * What is planned for.
   *
   * @param file the name in the file
   * @param when how its moments come about
   * @param calendar the file's; says what a workday is
   * @param date in the calendar's zone
   * @param open when strikes are allowed on it, by all rules together; in order and apart
   * @param room how long before a close a moment must be, so that the strike can still begin
   */
  public record Day(
      String file,
      Schedule.When when,
      Calendar calendar,
      LocalDate date,
      List<Interval> open,
      Duration room) {
    public Day {
      open = List.copyOf(open);
    }
  }

  /**
   * The plan. Reads the groups once, in any order, and keeps only what it drew, so that memory does
   * not grow with the number of groups.
   *
   * @param groups those that are eligible; one that is null stands for the file itself
   */
  public DayPlan plan(Day day, Stream<@Nullable Group> groups) {
    Work work = new Work(day);
    if (day.when() instanceof Schedule.When.MeanTimeBetween mean) {
      groups.forEach(group -> work.draw(mean, group));
    } else if (day.when() instanceof Schedule.When.Cron cron) {
      work.at(new Crontab(cron.expression()).on(day.date(), day.calendar().zone()));
    } else if (day.when() instanceof Schedule.When.At at) {
      work.at(
          at.moments().stream()
              .distinct() // a moment is one occasion, however often it is written
              .filter(m -> day.calendar().date(m).equals(day.date()))
              .toList());
    }
    return work.done();
  }

  /** Times that are common to both, in order. */
  public static List<Interval> common(List<Interval> some, List<Interval> others) {
    List<Interval> common = new ArrayList<>();
    for (Interval one : some) {
      for (Interval other : others) {
        Instant from = one.from().isAfter(other.from()) ? one.from() : other.from();
        Instant to = one.to().isBefore(other.to()) ? one.to() : other.to();
        if (from.isBefore(to)) {
          common.add(new Interval(from, to));
        }
      }
    }
    common.sort(Comparator.comparing(Interval::from));
    return joined(common);
  }

  /** How often a mean under a day strikes on that day: the time that is open over the mean. */
  static double expected(Day day, Duration mean) {
    Duration open = day.open().stream().map(Interval::length).reduce(Duration.ZERO, Duration::plus);
    return Math.min(MOST, (double) open.toMillis() / mean.toMillis());
  }

  /** What touches becomes one: a window that goes on past midnight is not closed there. */
  private static List<Interval> joined(List<Interval> sorted) {
    List<Interval> joined = new ArrayList<>();
    for (Interval next : sorted) {
      int last = joined.size() - 1;
      if (last >= 0 && !joined.get(last).to().isBefore(next.from())) {
        Instant end = joined.get(last).to().isAfter(next.to()) ? joined.get(last).to() : next.to();
        joined.set(last, new Interval(joined.get(last).from(), end));
      } else {
        joined.add(next);
      }
    }
    return joined;
  }

  /** One day in the making. */
  private final class Work {
    private final Day day;
    private final Draw chance;
    private final List<Interval> usable = new ArrayList<>();
    private final long length;
    private final boolean workday;
    private final List<PlannedRun> runs = new ArrayList<>();
    private final List<Instant> outside = new ArrayList<>();
    private final List<String> troubles = new ArrayList<>();
    private long asked;

    Work(Day day) {
      this.day = day;
      this.chance = new Draw(new Draw(0).number("plan", installation, day.file()));
      for (Interval open : day.open()) {
        Instant last = open.to().minus(day.room());
        if (open.from().isBefore(last)) {
          usable.add(new Interval(open.from(), last));
        }
      }
      this.workday = day.calendar().isWorkday(day.date());
      this.length = usable.stream().mapToLong(open -> open.length().toMillis()).sum();
    }

    void draw(Schedule.When.MeanTimeBetween mean, @Nullable Group group) {
      asked++;
      GroupId id = group == null ? null : group.id();
      Span span;
      try {
        span = mean.in(group == null ? Map.of() : group.labels());
      } catch (IllegalArgumentException label) {
        troubles.add((id == null ? day.file() : id.name()) + ": " + label.getMessage());
        return;
      }
      if (length == 0 || span.isZero()) {
        return;
      }
      if (span.workdays() == 0) {
        often(span.time(), id);
      } else if (workday) {
        SplittableRandom random = random("day", id, "");
        if (random.nextDouble() < 1.0 / span.workdays()) {
          add(id, day.date().toString(), moment(random));
        }
      }
    }

    private void often(Duration mean, @Nullable GroupId id) {
      SplittableRandom random = random("day", id, "");
      double expected = expected(day, mean);
      int count = (int) expected + (random.nextDouble() < expected - (int) expected ? 1 : 0);
      TreeSet<Instant> moments = new TreeSet<>(); // no two alike
      while (moments.size() < Math.min(count, length)) {
        moments.add(moment(random));
      }
      int number = 0;
      for (Instant moment : moments) {
        add(id, day.date() + "#" + ++number, moment);
      }
    }

    void at(List<Instant> moments) {
      for (Instant moment : moments) {
        if (usable.stream().anyMatch(open -> open.contains(moment))) {
          add(null, moment.toString(), moment);
        } else {
          outside.add(moment);
        }
      }
    }

    /** Uniform over all usable milliseconds. */
    private Instant moment(SplittableRandom random) {
      long offset = random.nextLong(length);
      for (Interval open : usable) {
        long here = open.length().toMillis();
        if (offset < here) {
          return open.from().plusMillis(offset);
        }
        offset -= here;
      }
      throw new IllegalStateException("beyond the end of the day");
    }

    private void add(@Nullable GroupId id, String when, Instant at) {
      Instant until = at.plus(GRACE);
      for (Interval open : day.open()) {
        if (open.contains(at) && open.to().isBefore(until)) {
          until = open.to();
        }
      }
      runs.add(new PlannedRun(day.file(), id, when, at, until, number("run", id, when)));
    }

    private SplittableRandom random(String purpose, @Nullable GroupId id, String when) {
      return new SplittableRandom(number(purpose, id, when));
    }

    private long number(String purpose, @Nullable GroupId id, String when) {
      String date = day.date().toString();
      return id == null
          ? chance.number(purpose, date, when)
          : chance.number(purpose, date, when, id.place().toString(), id.kind(), id.name());
    }

    /**
     * An occasion is over when the next one of the same group comes: a runner that was away does
     * not make up for it by many strikes at once.
     */
    private void end() {
      Map<Optional<GroupId>, Instant> next = new HashMap<>();
      for (int i = runs.size() - 1; i >= 0; i--) {
        PlannedRun run = runs.get(i);
        Instant following = next.put(Optional.ofNullable(run.group()), run.at());
        if (following != null && following.isBefore(run.until())) {
          runs.set(
              i,
              new PlannedRun(run.file(), run.group(), run.when(), run.at(), following, run.seed()));
        }
      }
    }

    DayPlan done() {
      runs.sort(
          Comparator.comparing(PlannedRun::at)
              .thenComparing(run -> run.group() == null ? "" : run.group().toString())
              .thenComparing(PlannedRun::when));
      end();
      return new DayPlan(day.file(), day.date(), day.open(), runs, asked, outside, troubles);
    }
  }
}

package dev.gelada.bench;

import dev.gelada.core.plan.Calendar;
import dev.gelada.core.plan.DayPlan;
import dev.gelada.core.plan.Planner;
import dev.gelada.core.plan.Schedule;
import dev.gelada.core.plan.Span;
import dev.gelada.core.plan.Window;
import dev.gelada.core.target.Group;
import dev.gelada.core.target.GroupId;
import dev.gelada.core.target.Place;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Plans one day for 100,000 groups in a JVM of its own with 256 MB of heap, as a source hands them
 * over: one after the other. Beside it, what it takes when all groups are kept in memory first, as
 * a scheduler does that lists its applications and then draws. The argument is the number of
 * groups.
 */
public final class PlanADay {
  private static final int GROUPS = 100_000;
  private static final int ROUNDS = 9;
  private static final String HEAP = "-Xmx256m";
  private static final LocalDate TUESDAY = LocalDate.of(2026, 3, 10);

  private PlanADay() {}

  /** Measures and prints; about half a minute. */
  public static void main(String[] args) throws IOException, InterruptedException {
    if (args.length == 2) {
      measure(args[0], Integer.parseInt(args[1]));
      return;
    }
    String groups = args.length > 0 ? args[0] : String.valueOf(GROUPS);
    for (String way : List.of("streamed", "kept")) {
      int exit =
          new ProcessBuilder(
                  System.getProperty("java.home") + "/bin/java",
                  HEAP,
                  "-cp",
                  System.getProperty("java.class.path"),
                  PlanADay.class.getName(),
                  way,
                  groups)
              .inheritIO()
              .start()
              .waitFor();
      if (exit != 0) {
        throw new IllegalStateException(way + " ended with " + exit);
      }
    }
  }

  private static void measure(String way, int groups) {
    Planner planner = new Planner("0123456789abcdef");
    Planner.Day day = day();
    double[] seconds = new double[ROUNDS];
    double first = 0;
    int runs = 0;
    for (int round = -1; round < ROUNDS; round++) {
      long begun = System.nanoTime();
      DayPlan plan =
          way.equals("kept")
              ? planner.plan(day, groups(groups).toList().stream())
              : planner.plan(day, groups(groups));
      double took = (System.nanoTime() - begun) / 1e9;
      runs = plan.runs().size();
      if (round < 0) {
        first = took;
      } else {
        seconds[round] = took;
      }
    }
    Arrays.sort(seconds);
    System.out.printf(
        Locale.ROOT,
        "%-8s %,d groups, mean 5 workdays: %,d runs; first %.2f s, then median %.2f s (%.2f to"
            + " %.2f); peak heap %d MB of 256, after a collection %d MB%n",
        way,
        groups,
        runs,
        first,
        seconds[ROUNDS / 2],
        seconds[0],
        seconds[ROUNDS - 1],
        peak(),
        kept());
  }

  private static Planner.Day day() {
    Calendar calendar =
        Calendar.of(
            new Window(
                false,
                EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY),
                Duration.ofHours(9),
                Duration.ofHours(15),
                ZoneId.of("Europe/Berlin"),
                List.of("DE-BY"),
                List.of()),
            null);
    return new Planner.Day(
        "bench",
        new Schedule.When.MeanTimeBetween(new Span(Duration.ZERO, 5), "gelada/mean"),
        calendar,
        TUESDAY,
        calendar.windowOn(TUESDAY).stream().toList(),
        Duration.ofSeconds(30));
  }

  /** Made one after the other, each with the labels that a deployment may have. */
  private static Stream<@Nullable Group> groups(int number) {
    Place place = new Place("k8s", "0b7c1a52-6f3e-4d1f-9a53-6f6d1f1f7f11");
    return IntStream.range(0, number)
        .mapToObj(
            i ->
                new Group(
                    new GroupId(place, "deployment", "team-" + i % 500 + "/service-" + i),
                    Map.of(
                        "gelada/enabled",
                        "true",
                        "app",
                        "service-" + i,
                        "team",
                        "team-" + i % 500,
                        "tier",
                        "service"),
                    3,
                    true,
                    List.of()));
  }

  /** The sum of each pool's own peak, so rather too much than too little. */
  private static long peak() {
    return megabytes(
        ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .map(MemoryPoolMXBean::getPeakUsage)
            .mapToLong(usage -> usage.getUsed())
            .sum());
  }

  /** The most that was still in use after any collection of a pool. */
  private static long kept() {
    System.gc();
    return megabytes(
        ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .map(MemoryPoolMXBean::getCollectionUsage)
            .mapToLong(usage -> usage == null ? 0 : usage.getUsed())
            .sum());
  }

  private static long megabytes(long bytes) {
    return bytes >> 20;
  }
}

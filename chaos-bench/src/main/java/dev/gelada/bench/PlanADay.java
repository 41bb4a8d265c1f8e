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
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
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

  /** Measures and prints; about ten seconds. */
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
    AtomicLong peak = watch();
    double[] seconds = new double[ROUNDS];
    double[] cpu = new double[ROUNDS];
    int runs = 0;
    for (int round = 0; round < ROUNDS; round++) {
      long begun = System.nanoTime();
      long before = cpu();
      runs = plan(planner, day, way, groups(groups)).runs().size();
      seconds[round] = (System.nanoTime() - begun) / 1e9;
      cpu[round] = (cpu() - before) / 1e9;
    }
    System.out.printf(
        Locale.ROOT,
        "%-8s %,d groups, mean 5 workdays: %,d runs%n"
            + "         first  %.2f s (%.2f s of processor), then median %.2f s (%.2f s)%n"
            + "         heap   %d MB at most, of 256; %d MB in use when the last group is drawn%n",
        way,
        groups,
        runs,
        seconds[0],
        cpu[0],
        median(seconds),
        median(cpu),
        peak.get() >> 20,
        inUse(planner, day, way, groups) >> 20);
  }

  private static DayPlan plan(
      Planner planner, Planner.Day day, String way, Stream<@Nullable Group> groups) {
    return planner.plan(day, way.equals("kept") ? groups.toList().stream() : groups);
  }

  private static double median(double[] all) {
    double[] warm = Arrays.copyOfRange(all, 1, all.length);
    Arrays.sort(warm);
    return warm[warm.length / 2];
  }

  private static long cpu() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  /** The most heap that was ever seen in use, garbage included, by looking each millisecond. */
  private static AtomicLong watch() {
    AtomicLong peak = new AtomicLong();
    Thread watch =
        new Thread(
            () -> {
              while (!Thread.currentThread().isInterrupted()) {
                peak.accumulateAndGet(used(), Math::max);
                LockSupport.parkNanos(1_000_000);
              }
            });
    watch.setDaemon(true);
    watch.start();
    return peak;
  }

  private static long used() {
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  /** What cannot be collected at the moment when the last group is handed over. */
  private static long inUse(Planner planner, Planner.Day day, String way, int groups) {
    AtomicLong inUse = new AtomicLong();
    Group[] last = groups(groups).skip(groups - 1L).toArray(Group[]::new);
    // the list, where there is one, is held by its stream until the plan is done
    Stream<@Nullable Group> all =
        way.equals("kept") ? groups(groups).toList().stream() : groups(groups);
    planner.plan(
        day,
        all.peek(
            group -> {
              if (last[0].equals(group)) {
                System.gc();
                inUse.set(used());
              }
            }));
    return inUse.get();
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
}

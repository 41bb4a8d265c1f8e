package dev.gelada.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The plan of one process is the plan of another, whatever surrounds it. */
class PlannerIT {
  private static final List<LocalDate> DATES =
      Stream.of("2026-03-27", "2026-03-30", "2026-10-26", "2028-02-29")
          .map(LocalDate::parse)
          .toList();

  @Test
  void another_process_in_another_zone_and_language_draws_the_same() throws Exception {
    String here = digests();

    assertThat(elsewhere("-Duser.timezone=Pacific/Kiritimati", "-Duser.language=tr"))
        .isEqualTo(here);
    assertThat(elsewhere("-Duser.timezone=Etc/GMT+12", "-Dfile.encoding=US-ASCII", "-Xint"))
        .isEqualTo(here);
  }

  private static String elsewhere(String... options) throws IOException, InterruptedException {
    Process java =
        new ProcessBuilder(
                Stream.of(
                        Stream.of(System.getProperty("java.home") + "/bin/java"),
                        Stream.of(options),
                        Stream.of("-cp", classPath()),
                        Stream.of(PlannerIT.class.getName()))
                    .flatMap(each -> each)
                    .toList())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String said = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(java.waitFor()).isZero();
    return said;
  }

  private static String classPath() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  }

  /** Prints what this process draws. */
  public static void main(String[] args) {
    System.out.print(digests());
  }

  private static String digests() {
    Planner planner = new Planner("trail-ı-ü");
    StringBuilder digests = new StringBuilder();
    for (LocalDate date : DATES) {
      for (Schedule.When when : List.of(Days.workdays(2), Days.every(Duration.ofMinutes(50)))) {
        DayPlan plan =
            planner.plan(
                Days.day(when, Days.berlin(), date), Days.groups("cart", "İzmir", "search"));
        digests.append(plan.digest()).append(' ').append(plan.runs().size()).append('\n');
      }
    }
    return digests.toString();
  }
}

package dev.gelada.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gelada.cli.Console;
import dev.gelada.cli.Surroundings;
import dev.gelada.cli.demo.Slowness.Slow;
import dev.gelada.core.attack.StrikeId;
import dev.gelada.core.plugin.Redactor;
import dev.gelada.core.plugin.Refusal;
import dev.gelada.core.report.Figures;
import dev.gelada.core.run.Outcome;
import dev.gelada.core.target.Place;
import dev.gelada.core.target.TargetId;
import dev.gelada.core.testing.ManualTime;
import dev.gelada.core.trail.Head;
import dev.gelada.core.trail.Verification;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReportTest {
  private static final Verification GOOD =
      new Verification(24, Head.EMPTY, "trail", Map.of(), null, null);

  @Test
  void says_how_long_it_took_to_notice_and_to_recover() {
    String text = printed(report(Outcome.HELD, GOOD, Duration.ofMillis(1840)));

    assertThat(text)
        .contains("Verdict: all went as it should (exit 0)")
        .contains("80 requests since the steps began, 1 without an answer")
        .contains("p95 of the worst second 301 ms")
        .contains("before, during and after: p50 6, 107, 7 ms, p95 9, 112, 10 ms")
        .containsPattern("kill-process +strike +0\\.2 s +1\\.8 s")
        .contains("Trail verified: gelada-demo/trail.jsonl, 24 records")
        .contains("trail show --trail gelada-demo/trail.jsonl");
  }

  @Test
  void leaves_open_what_was_not_seen_to_recover() {
    assertThat(printed(report(Outcome.HELD, GOOD, null)))
        .containsPattern("kill-process +strike +0\\.2 s +-\n");
  }

  @Test
  void fails_when_its_trail_does_not_verify_however_well_the_run_went() {
    Verification bad =
        new Verification(
            24,
            Head.EMPTY,
            "trail",
            Map.of(),
            new Verification.Bad(7, "its hash does not fit"),
            null);
    Report report = report(Outcome.HELD, bad, Duration.ofSeconds(2));

    assertThat(report.exit()).isEqualTo(Outcome.FAILED);
    assertThat(printed(report))
        .contains("does not verify", "its hash does not fit")
        .doesNotContain("Next:");
  }

  @Test
  void keeps_the_exit_code_of_a_run_that_was_refused_and_says_why() {
    Report report = report(Outcome.REFUSED, GOOD, null);

    assertThat(report.exit()).isEqualTo(Outcome.REFUSED);
    assertThat(printed(report)).contains("Refused by halted: since noon. Resume.");
  }

  private static Report report(int exit, Verification verified, @Nullable Duration toRecover) {
    Place place = new Place("host", "m/b");
    return new Report(
        Path.of("gelada-demo", "demo.yaml"),
        Path.of("gelada-demo", "trail.jsonl"),
        new Outcome(
            "run",
            exit,
            "all went as it should",
            exit == Outcome.REFUSED
                ? List.of(new Refusal("halted", "since noon.", "Resume."))
                : List.of(),
            List.of(),
            List.of()),
        new Figures(
            List.of(
                new Figures.OfStrike(
                    new StrikeId("strike"),
                    "kill-process",
                    new TargetId(place, "process", "7", "7@1"),
                    Instant.EPOCH,
                    "replicas",
                    Duration.ofMillis(230),
                    toRecover)),
            List.of()),
        List.of(new Second(3, 40, 1, 5, 301, 2), new Second(4, 40, 0, 5, 9, 3)),
        slowness(),
        verified);
  }

  /** The second in which a phase begins belongs to none. */
  private static Slowness slowness() {
    Slowness slowness = new Slowness();
    slowness.add(Slow.NOT_YET, new Second(1, 40, 0, 6, 9, 3));
    slowness.add(Slow.BEGUN, new Second(2, 40, 0, 50, 104, 3));
    slowness.add(Slow.BEGUN, new Second(3, 40, 0, 107, 112, 3));
    slowness.add(Slow.OVER, new Second(4, 40, 0, 44, 111, 3));
    slowness.add(Slow.OVER, new Second(5, 40, 0, 7, 10, 3));
    return slowness;
  }

  private static String printed(Report report) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream to = new PrintStream(out, true, StandardCharsets.UTF_8);
    report.print(
        new Console(
            new Surroundings(
                to,
                to,
                false,
                false,
                Map.of(),
                ManualTime.onATuesdayMorning(),
                Redactor.of(Map.of()))));
    return out.toString(StandardCharsets.UTF_8);
  }
}

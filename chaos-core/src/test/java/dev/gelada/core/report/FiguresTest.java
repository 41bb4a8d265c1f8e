package dev.gelada.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gelada.core.attack.Lease;
import dev.gelada.core.attack.Prepared;
import dev.gelada.core.attack.Strike;
import dev.gelada.core.attack.StrikeId;
import dev.gelada.core.attack.Undo;
import dev.gelada.core.plan.Watched;
import dev.gelada.core.probe.Measure;
import dev.gelada.core.run.Outcome;
import dev.gelada.core.run.Progress.Phase;
import dev.gelada.core.target.GroupId;
import dev.gelada.core.target.Health;
import dev.gelada.core.target.Place;
import dev.gelada.core.target.Target;
import dev.gelada.core.target.TargetId;
import dev.gelada.core.trail.Claim;
import dev.gelada.core.trail.Claim.State;
import dev.gelada.core.trail.Entry;
import dev.gelada.core.trail.Slot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FiguresTest {
  private static final Instant START = Instant.parse("2026-03-10T10:00:00Z");
  private static final Place PLACE = new Place("host", "m/b");
  private static final GroupId GROUP = new GroupId(PLACE, "process-set", "shop");

  private final List<Outcome.Sample> samples = new ArrayList<>();
  private final List<Claim> claims = new ArrayList<>();

  @Test
  void measures_from_the_claim_to_the_first_miss_and_to_the_first_sample_that_holds_for_good() {
    claim("one", 100, "steps[0]", State.STRUCK);
    seen("answers", "0+ 500+ 1000- 1500- 2000+ 2500- 3000+ 3500+");

    assertThat(strike(0).noticedBy()).isEqualTo("answers");
    assertThat(strike(0).toDetect()).isEqualTo(Duration.ofMillis(900));
    assertThat(strike(0).toRecover()).isEqualTo(Duration.ofMillis(2900));
  }

  @Test
  void has_no_times_for_a_strike_that_nobody_noticed() {
    claim("one", 100, "steps[0]", State.REVERTED);
    seen("answers", "0+ 500+ 1000+");

    assertThat(strike(0).noticedBy()).isNull();
    assertThat(strike(0).toDetect()).isNull();
    assertThat(strike(0).toRecover()).isNull();
  }

  @Test
  void has_no_time_to_recover_while_one_probe_still_misses() {
    claim("one", 100, "steps[0]", State.STRUCK);
    seen("answers", "0+ 500- 1000+");
    seen("fast", "0+ 400- 900-");

    assertThat(strike(0).noticedBy()).isEqualTo("fast");
    assertThat(strike(0).toDetect()).isEqualTo(Duration.ofMillis(300));
    assertThat(strike(0).toRecover()).isNull();
  }

  @Test
  void recovers_when_the_last_of_several_probes_does() {
    claim("one", 100, "steps[0]", State.STRUCK);
    seen("answers", "0+ 500- 1000+");
    seen("fast", "0+ 600- 1700+");

    assertThat(strike(0).toRecover()).isEqualTo(Duration.ofMillis(1600));
  }

  @Test
  void puts_a_miss_down_to_the_last_strike_before_it() {
    claim("one", 100, "steps[0]", State.STRUCK);
    claim("two", 2100, "steps[1]", State.STRUCK);
    seen("answers", "0+ 500- 1000+ 2000+ 2500- 3000- 3500+");

    assertThat(strike(0).toRecover()).isEqualTo(Duration.ofMillis(900));
    assertThat(strike(1).toDetect()).isEqualTo(Duration.ofMillis(400));
    assertThat(strike(1).toRecover()).isEqualTo(Duration.ofMillis(1400));
  }

  @Test
  void does_not_put_down_a_miss_to_a_strike_that_came_in_the_middle_of_it() {
    claim("one", 100, "steps[0]", State.STRUCK);
    claim("two", 700, "steps[1]", State.STRUCK);
    seen("answers", "0+ 500- 1000- 1500+ 2000+");

    assertThat(strike(0).toDetect()).isEqualTo(Duration.ofMillis(400));
    assertThat(strike(0).toRecover()).as("not before the next strike").isNull();
    assertThat(strike(1).toDetect()).isNull();
  }

  @Test
  void gives_victims_of_one_step_the_same_miss() {
    claim("one", 100, "steps[0]", State.STRUCK);
    claim("two", 100, "steps[0]", State.STRUCK);
    seen("answers", "0+ 500- 1000+");

    assertThat(figures().strikes())
        .extracting(Figures.OfStrike::toDetect)
        .containsExactly(Duration.ofMillis(400), Duration.ofMillis(400));
  }

  @Test
  void leaves_out_what_certainly_did_not_happen() {
    claim("one", 100, "steps[0]", State.RELEASED);
    claim("two", 200, "steps[1]", State.UNTOUCHED);
    claim("three", 300, "steps[2]", State.FAILED);
    claim("four", 400, "steps[3]", State.RESIDUE);

    assertThat(figures().strikes())
        .extracting(strike -> strike.strike().value())
        .containsExactly("four");
  }

  @Test
  void counts_misses_since_the_steps_began_and_how_long_they_lasted() {
    sample("answers", Phase.BEFORE, 0, false);
    seen("answers", "1000+ 1500- 2000- 2500+ 3000- 3250+");

    assertThat(figures().probes())
        .containsExactly(new Figures.OfProbe("answers", 6, 3, Duration.ofMillis(1250)));
  }

  @Test
  void sorts_samples_that_several_threads_took() {
    claim("one", 100, "steps[0]", State.STRUCK);
    seen("answers", "1000+ 500- 0+");

    assertThat(strike(0).toRecover()).isEqualTo(Duration.ofMillis(900));
  }

  private Figures.OfStrike strike(int index) {
    return figures().strikes().get(index);
  }

  private Figures figures() {
    return Figures.of(new Outcome("run", 0, "held", List.of(), claims, samples));
  }

  /** {@code 500-} is a miss half a second after the start, {@code 1000+} a sample that holds. */
  private void seen(String probe, String course) {
    for (String word : course.split(" ")) {
      sample(
          probe,
          Phase.DURING,
          Long.parseLong(word.substring(0, word.length() - 1)),
          word.endsWith("+"));
    }
  }

  private void sample(String probe, Phase phase, long millis, boolean holds) {
    Watched watched =
        new Watched(
            probe,
            "http",
            deadline -> {
              throw new IllegalStateException("not measured here");
            },
            Duration.ofMillis(500),
            3,
            Watched.During.RECORD,
            Duration.ofSeconds(60));
    Measure.Verdict verdict = holds ? Measure.Verdict.HOLDS : Measure.Verdict.BROKEN;
    samples.add(
        new Outcome.Sample(
            watched, phase, START.plusMillis(millis), new Measure(1, "ms", verdict, "")));
  }

  private void claim(String id, long millis, String step, State state) {
    Target victim =
        new Target(
            new TargetId(PLACE, "process", id, id + "@1"),
            GROUP,
            "",
            Map.of(),
            null,
            Health.HEALTHY,
            List.of());
    Strike strike = new Strike(new StrikeId(id), "kill-process", victim, null, 1);
    Entry.Claimed entry =
        new Entry.Claimed(
            strike,
            Prepared.Intent.on(strike, new Undo.None("gone"), id),
            Lease.LOCAL,
            new Slot("file", GROUP, "run", step),
            new Entry.Origin("file", "", "", "", "", "", "1", Map.of()),
            true);
    claims.add(
        new Claim(claims.size() + 1L, START.plusMillis(millis), "run", entry, state, null, ""));
  }
}

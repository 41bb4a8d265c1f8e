package dev.gelada.proxy.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LatencyTest {
  @Test
  void holds_each_piece_for_its_time() {
    FakeLane lane = FakeLane.of("latency", Map.of("latency", 100));

    lane.give("a").millis(30).give("b").millis(69);
    assertThat(lane.events()).isEmpty();

    lane.millis(1);
    assertThat(lane.events()).containsExactly("a@100");

    lane.millis(500);
    assertThat(lane.events()).containsExactly("a@100", "b@130");
    assertThat(lane.counted()).isEqualTo(2);
    assertThat(lane.wishes()).isFalse();
  }

  @Test
  void hands_on_with_the_moment_that_was_meant_though_the_timer_is_late() {
    FakeLane lane = FakeLane.of("latency", Map.of("latency", 100)).late(FakeLane.MILLI * 7);

    lane.give("a").millis(300);

    assertThat(lane.passed())
        .containsExactly(new FakeLane.Passed("a", 100 * FakeLane.MILLI, 107 * FakeLane.MILLI));
  }

  @Test
  void counts_from_the_arrival_and_not_from_when_it_is_told() {
    FakeLane lane = FakeLane.of("latency", Map.of("latency", 100)).millis(40);

    lane.give(lane.buffers().buffer().writeByte('a'), lane.now() - 40 * FakeLane.MILLI).millis(200);

    assertThat(lane.events()).containsExactly("a@100");
  }

  @Test
  void the_end_follows_the_last_piece() {
    FakeLane lane = FakeLane.of("latency", Map.of("latency", 100));

    lane.give("a").end().millis(200);

    assertThat(lane.events()).containsExactly("a@100", "END@100");
  }

  @Test
  void nothing_to_wait_for_passes_at_once_and_counts_as_nothing_done() {
    FakeLane lane = FakeLane.of("latency", Map.of("latency", -5));

    lane.give("a").end();

    assertThat(lane.events()).containsExactly("a@0", "END@0");
    assertThat(lane.counted()).isZero();
  }

  @Test
  void jitter_never_reorders() {
    FakeLane lane = FakeLane.of("latency", Map.of("latency", 50, "jitter", 50));
    StringBuilder given = new StringBuilder();
    for (char c = 'a'; c <= 'z'; c++) {
      given.append(c);
      lane.give(String.valueOf(c)).millis(3);
    }

    lane.end().millis(500);

    assertThat(lane.text()).contains(given);
    assertThat(lane.ended()).isTrue();
  }

  @Test
  void a_change_retimes_what_is_under_way() {
    FakeLane lane = FakeLane.of("latency", Map.of("latency", 1000));

    lane.give("a").millis(50).give("b").millis(50);
    lane.change(FakeLane.fault("latency", Map.of("latency", 80)));
    assertThat(lane.events()).containsExactly("a@100");

    lane.change(FakeLane.fault("latency", Map.of("latency", 200))).millis(500);
    assertThat(lane.events()).containsExactly("a@100", "b@250");
  }

  @Test
  void removal_hands_all_on_at_once() {
    FakeLane lane = FakeLane.of("latency", Map.of("latency", 3000));

    lane.give("a").give("b").end().millis(300).leave();

    assertThat(lane.events()).containsExactly("a@300", "b@300", "END@300");
    assertThat(lane.wishes()).isFalse();
    assertThat(lane.held()).isZero();
  }

  @Test
  void even_a_year_is_no_overflow() {
    FakeLane lane =
        FakeLane.of("latency", Map.of("latency", Long.MAX_VALUE, "jitter", Long.MAX_VALUE));

    lane.give("a").millis(60_000);

    assertThat(lane.events()).isEmpty();
    assertThat(lane.leave().events()).containsExactly("a@60000");
  }

  @Test
  void uniform_jitter_spreads_evenly_on_both_sides() {
    List<Double> delays = delays("uniform", 100, 40);

    assertThat(Collections.min(delays)).isBetween(60.0, 61.0);
    assertThat(Collections.max(delays)).isBetween(139.0, 140.0);
    assertThat(mean(delays)).isBetween(99.0, 101.0);
    assertThat(deviation(delays)).isBetween(22.0, 24.2); // 40 divided by the root of 3
  }

  @Test
  void normal_jitter_is_the_standard_deviation() {
    List<Double> delays = delays("normal", 100, 20);

    assertThat(mean(delays)).isBetween(99.0, 101.0);
    assertThat(deviation(delays)).isBetween(19.0, 21.0);
    assertThat(Collections.max(delays)).isGreaterThan(150);
  }

  @Test
  void pareto_jitter_has_a_long_tail_to_one_side() {
    List<Double> delays = delays("pareto", 100, 20);

    // as netem's table: least -2/3 and most 4 times the jitter
    assertThat(Collections.min(delays)).isBetween(86.6, 86.8);
    assertThat(Collections.max(delays)).isBetween(160.0, 180.0);
    assertThat(mean(delays)).isBetween(97.0, 101.0);
    assertThat(delays.stream().sorted().toList().get(delays.size() / 2)).isLessThan(97);
  }

  @Test
  void no_draw_is_below_nothing() {
    for (String spread : List.of("uniform", "normal", "pareto")) {
      assertThat(Collections.min(delays(spread, 5, 100))).isEqualTo(0);
    }
  }

  @Test
  void the_same_seed_gives_the_same_delays() {
    assertThat(delays("normal", 100, 20)).isEqualTo(delays("normal", 100, 20));
  }

  /** In milliseconds, of pieces that come one after the other. */
  private static List<Double> delays(String distribution, int latency, int jitter) {
    FakeLane lane =
        FakeLane.of(
            "latency", Map.of("latency", latency, "jitter", jitter, "distribution", distribution));
    List<Double> delays = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      long given = i * 10_000L;
      lane.give("x").millis(10_000);
      assertThat(lane.passed()).hasSize(i + 1);
      delays.add((double) lane.passed().get(i).at() / FakeLane.MILLI - given);
    }
    return delays;
  }

  private static double mean(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
  }

  private static double deviation(List<Double> values) {
    double mean = mean(values);
    return Math.sqrt(
        values.stream().mapToDouble(v -> (v - mean) * (v - mean)).average().orElseThrow());
  }
}

package dev.gelada.proxy.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class BandwidthTest {
  @Test
  void a_piece_passes_when_its_last_byte_is_through() {
    FakeLane lane = FakeLane.of("bandwidth", Map.of("rate", 1));

    lane.give("12345").millis(4);
    assertThat(lane.events()).isEmpty();

    lane.millis(6).give("67").millis(10);
    assertThat(lane.events()).containsExactly("12345@5", "67@12");
    assertThat(lane.counted()).isEqualTo(2);
  }

  @Test
  void much_flows_in_portions_of_ten_milliseconds() {
    FakeLane lane = FakeLane.of("bandwidth", Map.of("rate", 2));

    lane.give("x".repeat(50)).end().millis(100);

    assertThat(lane.events())
        .containsExactly(
            "x".repeat(20) + "@10", "x".repeat(20) + "@20", "x".repeat(10) + "@25", "END@25");
  }

  @Test
  void pieces_wait_for_those_before_them() {
    FakeLane lane = FakeLane.of("bandwidth", Map.of("rate", 1));

    lane.give("a".repeat(8)).give("b".repeat(8)).millis(100);

    assertThat(lane.events()).containsExactly("aaaaaaaa@8", "bbbbbbbb@16");
  }

  @Test
  void an_idle_line_saves_nothing_up() {
    FakeLane lane = FakeLane.of("bandwidth", Map.of("rate", 1));

    lane.millis(1000).give("a".repeat(10)).millis(9);
    assertThat(lane.events()).isEmpty();

    lane.millis(1);
    assertThat(lane.events()).containsExactly("aaaaaaaaaa@1010");
  }

  @Test
  void late_timers_do_not_lower_the_rate() {
    FakeLane lane = FakeLane.of("bandwidth", Map.of("rate", 1000)).late(FakeLane.MILLI);
    int pieces = 0;

    // the sender is slowed down: it gives the next 4 kB when the last ones are through
    for (int i = 0; i < 10_000; i++) {
      if (lane.held() == 0) {
        lane.give("x".repeat(4_000));
        pieces++;
      }
      lane.nanos(100_000);
    }

    // 1 MB in a second
    assertThat(pieces * 4_000).isBetween(960_000, 1_010_000);
  }

  @Test
  void a_rate_that_divides_nothing_does_not_drift() {
    FakeLane lane = FakeLane.of("bandwidth", Map.of("rate", 3));

    for (int i = 0; i < 30_000; i++) { // a third of a millisecond each
      lane.give("x");
    }
    lane.millis(20_000);

    assertThat(lane.passed().get(29_999).at()).isEqualTo(10_000 * FakeLane.MILLI);
  }

  @Test
  void the_highest_rate_costs_no_time_and_does_not_overflow() {
    FakeLane lane = FakeLane.of("bandwidth", Map.of("rate", Long.MAX_VALUE));

    lane.give("x".repeat(900));

    assertThat(lane.events()).hasSize(1);
    assertThat(lane.counted()).isZero();
  }

  @Test
  void no_rate_stalls_without_loss() {
    FakeLane lane = FakeLane.of("bandwidth", Map.of("rate", 0));

    lane.give("a").end().millis(100_000);
    assertThat(lane.events()).isEmpty();
    assertThat(lane.wishes()).isFalse();

    lane.leave();
    assertThat(lane.events()).containsExactly("a@100000", "END@100000");
  }

  @Test
  void after_a_stall_bytes_flow_at_the_new_rate_and_not_all_at_once() {
    FakeLane lane = FakeLane.of("bandwidth", Map.of("rate", -1));

    lane.give("a".repeat(15)).millis(1000);
    lane.change(FakeLane.fault("bandwidth", Map.of("rate", 1))).millis(100);

    assertThat(lane.events()).containsExactly("aaaaaaaaaa@1010", "aaaaa@1015");
  }

  @Test
  void what_was_through_at_the_old_rate_passes_when_it_changes() {
    FakeLane lane = FakeLane.of("bandwidth", Map.of("rate", 1));

    lane.give("a".repeat(10)).millis(4);
    lane.change(FakeLane.fault("bandwidth", Map.of("rate", 2))).millis(100);

    assertThat(lane.events()).containsExactly("aaaa@4", "aaaaaa@7");
  }

  @Test
  void removal_hands_all_on_at_once() {
    FakeLane lane = FakeLane.of("bandwidth", Map.of("rate", 1));

    lane.give("a".repeat(30)).end().millis(12).leave();

    assertThat(lane.events())
        .containsExactly("a".repeat(10) + "@10", "a".repeat(20) + "@12", "END@12");
    assertThat(lane.held()).isZero();
  }
}

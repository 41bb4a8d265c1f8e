package dev.gelada.proxy.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TimeoutTest {
  @Test
  void loses_all_and_closes_after_a_quiet_time() {
    FakeLane lane = FakeLane.of("timeout", Map.of("timeout", 100));

    lane.millis(60).give("a").millis(60).give("b").millis(99);
    assertThat(lane.over()).isNull();

    lane.millis(1);
    assertThat(lane.over()).isEqualTo("closed");
    assertThat(lane.events()).isEmpty();
    assertThat(lane.dropped()).isEqualTo("ab");
    assertThat(lane.counted()).isEqualTo(3);
  }

  @Test
  void closes_a_connection_that_is_silent_from_the_start() {
    assertThat(FakeLane.of("timeout", Map.of("timeout", 100)).millis(100).over())
        .isEqualTo("closed");
  }

  @Test
  void no_time_means_never() {
    FakeLane lane = FakeLane.of("timeout", Map.of()).give("a").millis(100_000);

    assertThat(lane.over()).isNull();
    assertThat(lane.wishes()).isFalse();
  }

  @Test
  void a_change_begins_anew() {
    FakeLane lane = FakeLane.of("timeout", Map.of()).millis(1000);

    lane.change(FakeLane.fault("timeout", Map.of("timeout", 100))).millis(99);
    assertThat(lane.over()).isNull();

    assertThat(lane.millis(1).over()).isEqualTo("closed");
  }

  @Test
  void the_end_passes() {
    assertThat(FakeLane.of("timeout", Map.of()).end().events()).containsExactly("END@0");
  }

  @Test
  void removal_closes() {
    assertThat(FakeLane.of("timeout", Map.of()).leave().over()).isEqualTo("closed");
  }
}

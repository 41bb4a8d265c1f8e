package dev.gelada.proxy.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ResetTest {
  @Test
  void resets_a_silent_connection() {
    FakeLane lane = FakeLane.of("reset", Map.of("after", 100)).millis(99);
    assertThat(lane.over()).isNull();

    assertThat(lane.millis(1).over()).isEqualTo("reset");
    assertThat(lane.counted()).isEqualTo(1);
  }

  @Test
  void bytes_pass_until_then() {
    FakeLane lane = FakeLane.of("reset", Map.of("after", 100)).give("a").end();

    assertThat(lane.events()).containsExactly("a@0", "END@0");
  }

  @Test
  void at_once_is_not_within_the_call_that_brings_it() {
    FakeLane lane = FakeLane.of("reset", Map.of());
    assertThat(lane.over()).isNull();

    assertThat(lane.millis(0).over()).isEqualTo("reset");
  }

  @Test
  void a_change_counts_from_the_same_moment() {
    FakeLane lane = FakeLane.of("reset", Map.of("after", 100)).millis(50);

    lane.change(FakeLane.fault("reset", Map.of("after", 70))).millis(19);
    assertThat(lane.over()).isNull();

    assertThat(lane.millis(1).over()).isEqualTo("reset");
  }

  @Test
  void removed_before_it_did_nothing() {
    FakeLane lane = FakeLane.of("reset", Map.of("after", 100)).leave();

    assertThat(lane.wishes()).isFalse();
    assertThat(lane.over()).isNull();
  }
}

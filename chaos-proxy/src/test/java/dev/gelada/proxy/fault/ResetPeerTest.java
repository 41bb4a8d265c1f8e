package dev.gelada.proxy.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ResetPeerTest {
  @Test
  void resets_some_time_after_the_first_bytes() {
    FakeLane lane = FakeLane.of("reset_peer", Map.of("timeout", 100));

    lane.millis(1000).give("a").millis(50).give("b").millis(49);
    assertThat(lane.over()).isNull();

    lane.millis(1);
    assertThat(lane.over()).isEqualTo("reset");
    assertThat(lane.events()).isEmpty();
    assertThat(lane.held()).isZero();
    assertThat(lane.counted()).isEqualTo(1);
  }

  @Test
  void the_end_counts_as_bytes() {
    assertThat(FakeLane.of("reset_peer", Map.of()).end().millis(0).over()).isEqualTo("reset");
  }

  @Test
  void one_that_is_silent_lives() {
    assertThat(FakeLane.of("reset_peer", Map.of()).millis(100_000).over()).isNull();
  }

  @Test
  void a_change_retimes_it() {
    FakeLane lane = FakeLane.of("reset_peer", Map.of("timeout", 1000)).give("a").millis(50);

    lane.change(FakeLane.fault("reset_peer", Map.of("timeout", 60))).millis(9);
    assertThat(lane.over()).isNull();

    assertThat(lane.millis(1).over()).isEqualTo("reset");
  }

  @Test
  void removed_before_it_loses_nothing() {
    FakeLane lane = FakeLane.of("reset_peer", Map.of("timeout", 1000));

    lane.give("a").give("b").end().millis(50).leave();

    assertThat(lane.events()).containsExactly("a@50", "b@50", "END@50");
    assertThat(lane.over()).isNull();
    assertThat(lane.wishes()).isFalse();
  }
}

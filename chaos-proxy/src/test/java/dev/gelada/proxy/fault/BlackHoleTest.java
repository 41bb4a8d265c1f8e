package dev.gelada.proxy.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class BlackHoleTest {
  @Test
  void swallows_bytes_and_even_the_end() {
    FakeLane lane = FakeLane.of("black_hole", Map.of()).give("a").end().millis(100_000);

    assertThat(lane.events()).isEmpty();
    assertThat(lane.over()).isNull();
    assertThat(lane.dropped()).isEqualTo("a");
    assertThat(lane.counted()).isEqualTo(2);
  }

  @Test
  void removal_closes_what_lost_bytes() {
    assertThat(FakeLane.of("black_hole", Map.of()).give("a").leave().over()).isEqualTo("closed");
  }

  @Test
  void removal_lets_live_what_lost_none() {
    FakeLane silent = FakeLane.of("black_hole", Map.of()).leave();
    FakeLane ended = FakeLane.of("black_hole", Map.of()).end().millis(5).leave();

    assertThat(silent.over()).isNull();
    assertThat(ended.over()).isNull();
    assertThat(ended.events()).containsExactly("END@5");
  }
}

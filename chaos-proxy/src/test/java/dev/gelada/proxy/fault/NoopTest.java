package dev.gelada.proxy.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class NoopTest {
  @Test
  void passes_all_and_counts_nothing() {
    FakeLane lane = FakeLane.of("noop", Map.of()).give("a").end();

    assertThat(lane.events()).containsExactly("a@0", "END@0");
    assertThat(lane.counted()).isZero();
  }
}

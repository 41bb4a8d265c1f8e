package dev.gelada.proxy.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class SlowCloseTest {
  @Test
  void bytes_pass_and_the_end_waits() {
    FakeLane lane = FakeLane.of("slow_close", Map.of("delay", 100));

    lane.give("a").millis(10).end().millis(200);

    assertThat(lane.events()).containsExactly("a@0", "END@110");
    assertThat(lane.counted()).isEqualTo(1);
  }

  @Test
  void a_change_retimes_it() {
    FakeLane lane = FakeLane.of("slow_close", Map.of("delay", 100));

    lane.end().change(FakeLane.fault("slow_close", Map.of("delay", 30))).millis(200);

    assertThat(lane.events()).containsExactly("END@30");
  }

  @Test
  void removal_lets_it_go() {
    FakeLane lane = FakeLane.of("slow_close", Map.of("delay", 100)).end().millis(20).leave();

    assertThat(lane.events()).containsExactly("END@20");
    assertThat(lane.wishes()).isFalse();
  }
}

package dev.gelada.proxy.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class LimitDataTest {
  @Test
  void passes_exactly_so_many_bytes_and_ends_both_directions() {
    FakeLane lane = FakeLane.of("limit_data", Map.of("bytes", 5));

    lane.give("abc").give("defg").give("h").end();

    assertThat(lane.events()).containsExactly("abc@0", "de@0", "END@0");
    assertThat(lane.dropped()).isEqualTo("fgh");
    assertThat(lane.answerEnded()).isTrue();
    assertThat(lane.counted()).isEqualTo(1);
    assertThat(lane.held()).isZero();
  }

  @Test
  void ends_with_the_last_byte_and_not_with_the_first_too_many() {
    FakeLane lane = FakeLane.of("limit_data", Map.of("bytes", 3)).give("abc");

    assertThat(lane.events()).containsExactly("abc@0", "END@0");
  }

  @Test
  void fewer_bytes_end_as_they_would() {
    FakeLane lane = FakeLane.of("limit_data", Map.of("bytes", 4)).give("abc").end();

    assertThat(lane.events()).containsExactly("abc@0", "END@0");
    assertThat(lane.answerEnded()).isFalse();
  }

  @Test
  void none_allowed_ends_with_the_first_bytes() {
    FakeLane lane = FakeLane.of("limit_data", Map.of("bytes", -1));
    assertThat(lane.answerEnded()).isFalse();

    lane.give("a");
    assertThat(lane.events()).containsExactly("END@0");
    assertThat(lane.answerEnded()).isTrue();
  }

  @Test
  void the_count_survives_a_change() {
    FakeLane lane = FakeLane.of("limit_data", Map.of("bytes", 10)).give("abcdef");

    lane.change(FakeLane.fault("limit_data", Map.of("bytes", 8))).give("ghij");

    assertThat(lane.text()).isEqualTo("abcdefgh");
    assertThat(lane.ended()).isTrue();
  }

  @Test
  void a_limit_below_the_count_ends_with_the_next_bytes() {
    FakeLane lane = FakeLane.of("limit_data", Map.of("bytes", 10)).give("abcdef");

    lane.change(FakeLane.fault("limit_data", Map.of("bytes", 2))).give("ghij");

    assertThat(lane.events()).containsExactly("abcdef@0", "END@0");
  }
}

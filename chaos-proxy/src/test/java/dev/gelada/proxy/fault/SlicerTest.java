package dev.gelada.proxy.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SlicerTest {
  @Test
  void halves_until_pieces_are_no_larger_than_the_average() {
    FakeLane lane = FakeLane.of("slicer", Map.of("average_size", 30));

    lane.give("x".repeat(100)).millis(1);

    assertThat(sizes(lane)).containsExactly(25, 25, 25, 25);
    assertThat(lane.counted()).isEqualTo(1);
  }

  @Test
  void varies_the_sizes_within_their_sum() {
    FakeLane lane = FakeLane.of("slicer", Map.of("average_size", 100, "size_variation", 50));

    lane.give("x".repeat(10_000)).millis(1);

    assertThat(sizes(lane)).allSatisfy(size -> assertThat(size).isBetween(1, 150));
    assertThat(sizes(lane).stream().distinct().count()).isGreaterThan(20);
    assertThat(lane.text()).hasSize(10_000);
  }

  @Test
  void hands_on_one_at_a_time_with_the_delay_between() {
    FakeLane lane = FakeLane.of("slicer", Map.of("average_size", 2, "delay", 10_000));

    lane.give("abcdefgh").end();
    assertThat(lane.events()).containsExactly("ab@0");

    lane.millis(100);
    assertThat(lane.events()).containsExactly("ab@0", "cd@10", "ef@20", "gh@30", "END@40");
  }

  @Test
  void small_pieces_pass_whole_and_count_as_nothing_done() {
    FakeLane lane = FakeLane.of("slicer", Map.of("average_size", 100));

    lane.give("abc").give("def");

    assertThat(lane.events()).containsExactly("abc@0", "def@0");
    assertThat(lane.counted()).isZero();
  }

  @Test
  void values_that_make_no_sense_give_pieces_of_one_byte() {
    FakeLane lane = FakeLane.of("slicer", Map.of("average_size", -3, "size_variation", -1));

    lane.give("abc").millis(1);

    assertThat(lane.events()).containsExactly("a@0", "b@0", "c@0");
  }

  @Test
  void a_variation_larger_than_the_piece_stays_inside_it() {
    FakeLane lane = FakeLane.of("slicer", Map.of("average_size", 1, "size_variation", 90));

    lane.give("x".repeat(5_000)).millis(1);

    assertThat(sizes(lane)).allSatisfy(size -> assertThat(size).isBetween(1, 91));
    assertThat(lane.text()).hasSize(5_000);
  }

  @Test
  void a_change_cuts_what_is_left_by_the_new_values() {
    FakeLane lane = FakeLane.of("slicer", Map.of("average_size", 10, "delay", 10_000));

    lane.give("x".repeat(80)).change(FakeLane.fault("slicer", Map.of("average_size", 40)));
    lane.millis(1);

    assertThat(sizes(lane)).containsExactly(10, 35, 35);
  }

  @Test
  void removal_hands_the_rest_on_at_once() {
    FakeLane lane = FakeLane.of("slicer", Map.of("average_size", 2, "delay", 10_000));

    lane.give("abcdefgh").end().millis(5).leave();

    assertThat(lane.events()).containsExactly("ab@0", "cdefgh@5", "END@5");
    assertThat(lane.held()).isZero();
  }

  private static List<Integer> sizes(FakeLane lane) {
    return lane.passed().stream().map(one -> one.what().length()).toList();
  }
}

package dev.gelada.proxy.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gelada.core.testing.Seeds;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CorruptTest {
  private static final int SIZE = 100_000;
  private static final String PLAIN = "x".repeat(SIZE);

  @Test
  void flips_one_bit_of_about_so_many_bytes() {
    FakeLane lane = FakeLane.of("corrupt", Map.of("rate", 10_000)).give(PLAIN);

    List<Integer> damaged = damaged(lane.text());
    assertThat(damaged).hasSizeBetween(900, 1100);
    assertThat(damaged)
        .allSatisfy(i -> assertThat(Integer.bitCount(lane.text().charAt(i) ^ 'x')).isEqualTo(1));
    assertThat(lane.counted()).isEqualTo(1);
  }

  @Test
  void where_does_not_depend_on_the_pieces() {
    String whole = FakeLane.of("corrupt", Map.of("rate", 1_000)).give(PLAIN).text();

    Seeds.each(
        20,
        random -> {
          FakeLane lane = FakeLane.of("corrupt", Map.of("rate", 1_000));
          for (int from = 0; from < SIZE; ) {
            int to = Math.min(SIZE, from + 1 + random.nextInt(3_000));
            lane.give(PLAIN.substring(from, to));
            from = to;
          }
          assertThat(lane.text()).isEqualTo(whole);
          assertThat(lane.held()).isZero();
        });
  }

  @Test
  void another_seed_damages_other_bytes() {
    Fault fault = FakeLane.fault("corrupt", Map.of("rate", 1_000));

    assertThat(new FakeLane(fault, Direction.UPSTREAM, 1).give(PLAIN).text())
        .isNotEqualTo(new FakeLane(fault, Direction.UPSTREAM, 2).give(PLAIN).text());
  }

  @Test
  void all_and_none_are_exact() {
    assertThat(damaged(FakeLane.of("corrupt", Map.of("rate", 2_000_000)).give(PLAIN).text()))
        .hasSize(SIZE);
    assertThat(FakeLane.of("corrupt", Map.of("rate", -1)).give(PLAIN).text()).isEqualTo(PLAIN);
  }

  @Test
  void memory_that_others_see_stays_as_it_was() {
    FakeLane lane = FakeLane.of("corrupt", Map.of("rate", 1_000_000));
    ByteBuf shared = lane.buffers().buffer().writeBytes(new byte[100]);

    lane.give(shared.readRetainedSlice(50), lane.now());

    assertThat(shared.getByte(10)).isZero();
    shared.release();
    assertThat(lane.held()).isZero();
  }

  @Test
  void a_change_holds_from_the_next_byte_on() {
    FakeLane lane = FakeLane.of("corrupt", Map.of()).give(PLAIN);

    lane.change(FakeLane.fault("corrupt", Map.of("rate", 1_000_000))).give("xx");

    assertThat(damaged(lane.text())).containsExactly(SIZE, SIZE + 1);
  }

  private static List<Integer> damaged(String text) {
    List<Integer> damaged = new ArrayList<>();
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) != 'x') {
        damaged.add(i);
      }
    }
    return damaged;
  }
}

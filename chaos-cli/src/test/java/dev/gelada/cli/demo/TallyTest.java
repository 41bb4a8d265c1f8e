package dev.gelada.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TallyTest {
  @Test
  void takes_percentiles_by_the_nearest_rank() {
    Tally.Count count = new Tally.Count();
    for (int millis = 20; millis >= 1; millis--) {
      count.add(millis != 7, Duration.ofMillis(millis), millis == 3 ? 2 : 3);
    }

    assertThat(count.second(4)).isEqualTo(new Second(4, 20, 1, 10, 19, 2));
  }

  @Test
  void reads_the_lines_that_it_writes() {
    Second second = new Second(12, 40, 1, 5, 301, 2);

    assertThat(Second.parse(second.line() + "\n" + second.line() + "\n"))
        .containsExactly(second, second);
  }

  @Test
  void does_not_round_a_failure_away() {
    assertThat(new Second(1, 1000, 1, 5, 5, 3).percentServed()).isEqualTo(99);
    assertThat(new Second(1, 0, 0, 0, 0, 0).percentServed()).isZero();
  }
}

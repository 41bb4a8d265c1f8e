package dev.gelada.core.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SizeTest {
  @Test
  void reads_in_the_largest_unit_without_a_fraction() {
    assertThat(new Size(1)).hasToString("1B");
    assertThat(new Size(1536)).hasToString("1536B");
    assertThat(new Size(64 << 10)).hasToString("64KiB");
    assertThat(new Size(256 << 20)).hasToString("256MiB");
    assertThat(new Size(2048L << 30)).hasToString("2048GiB");
  }

  @Test
  void nothing_is_no_size() {
    assertThatThrownBy(() -> new Size(0)).isInstanceOf(IllegalArgumentException.class);
  }
}

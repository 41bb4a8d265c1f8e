package dev.gelada.proxy.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.PooledByteBufAllocator;
import org.junit.jupiter.api.Test;

class LeaksTest {
  @Test
  void a_buffer_that_nobody_released_is_found_once() {
    Leaks.watch();
    assertThat(PooledByteBufAllocator.DEFAULT.directBuffer(17).writeByte(1).isReadable()).isTrue();

    assertThat(Leaks.found()).hasSize(1).allSatisfy(it -> assertThat(it).contains("LeaksTest"));
    assertThat(Leaks.found()).isEmpty();
  }
}

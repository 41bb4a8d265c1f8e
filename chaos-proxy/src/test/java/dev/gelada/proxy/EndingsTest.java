package dev.gelada.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gelada.core.plugin.SystemTime;
import dev.gelada.core.plugin.Timekeeper;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@SuppressWarnings("FutureReturnValueIgnored") // nothing is cancelled
class EndingsTest {
  private final Timekeeper time = new SystemTime();
  private final Endings endings = new Endings(time);
  private final CountDownLatch never = new CountDownLatch(1);

  @AfterEach
  void end() {
    never.countDown();
    endings.close();
  }

  private void stuck() {
    try {
      never.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void one_end_that_waits_for_its_proxy_does_not_hold_up_that_of_another() throws Exception {
    Instant now = time.instant();
    CountDownLatch other = new CountDownLatch(1);
    endings.at(now, this::stuck);
    endings.in(Duration.ZERO, this::stuck);

    endings.at(now.plusMillis(50), other::countDown);

    assertThat(other.await(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void an_end_that_fails_does_not_stop_those_after_it() throws Exception {
    Instant now = time.instant();
    CountDownLatch other = new CountDownLatch(1);
    endings.at(
        now,
        () -> {
          throw new IllegalStateException("a mistake on purpose");
        });

    endings.at(now.plusMillis(50), other::countDown);

    assertThat(other.await(10, TimeUnit.SECONDS)).isTrue();
  }
}

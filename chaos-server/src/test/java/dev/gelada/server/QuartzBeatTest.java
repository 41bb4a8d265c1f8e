package dev.gelada.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gelada.core.testing.Await;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class QuartzBeatTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  @Test
  void a_moment_that_has_come_or_passed_rings_once() throws Exception {
    AtomicInteger soon = new AtomicInteger();
    AtomicInteger past = new AtomicInteger();
    try (Beat beat = new QuartzBeat()) {
      Instant moment = Instant.now().plusMillis(200);
      beat.at(moment, "soon", () -> count(soon, moment));
      beat.at(Instant.now().minusSeconds(3_600), "past", past::incrementAndGet);
      Await.until("both rang", LONG, () -> soon.get() == 1 && past.get() == 1);
      Await.throughout("only once", Duration.ofMillis(300), () -> soon.get() == 1);
    }
  }

  private static void count(AtomicInteger rings, Instant moment) {
    if (!Instant.now().isBefore(moment)) {
      rings.incrementAndGet();
    }
  }

  @Test
  void the_last_task_of_a_key_counts() throws Exception {
    AtomicInteger first = new AtomicInteger();
    AtomicInteger second = new AtomicInteger();
    try (Beat beat = new QuartzBeat()) {
      beat.at(Instant.now().plusSeconds(3_600), "key", first::incrementAndGet);
      beat.at(Instant.now().plusMillis(50), "key", second::incrementAndGet);
      Await.until("the second rang", LONG, () -> second.get() == 1);
    }
    assertThat(first).hasValue(0);
  }

  @Test
  void what_repeats_begins_at_once_and_goes_on() throws Exception {
    CountDownLatch often = new CountDownLatch(3);
    try (Beat beat = new QuartzBeat()) {
      beat.every(Duration.ofMillis(20), often::countDown);
      assertThat(often.await(30, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void what_repeats_goes_on_after_it_has_thrown() throws Exception {
    CountDownLatch often = new CountDownLatch(3);
    try (Beat beat = new QuartzBeat()) {
      beat.every(
          Duration.ofMillis(20),
          () -> {
            often.countDown();
            throw new StackOverflowError("a test's");
          });
      assertThat(often.await(30, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void closing_waits_for_what_is_under_way_and_ends_the_rest() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    AtomicInteger over = new AtomicInteger();
    AtomicInteger never = new AtomicInteger();
    Beat beat = new QuartzBeat();
    beat.every(
        Duration.ofHours(1),
        () -> {
          begun.countDown();
          try {
            TimeUnit.MILLISECONDS.sleep(200);
            over.incrementAndGet();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    beat.at(Instant.now().plusSeconds(3_600), "later", never::incrementAndGet);
    begun.await();
    beat.close();
    assertThat(over).hasValue(1);
    assertThat(never).hasValue(0);
  }
}

package dev.gelada.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gelada.core.testing.Await;
import dev.gelada.core.trail.Entry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a runner does when it cannot begin, cannot go on or must end. */
class HardEndsTest {
  private static final Instant MORNING = Instant.parse("2026-03-10T10:00:00Z");
  private static final String AT_TEN_PAST = "at: [\"2026-03-10T10:10:00Z\"]";

  @TempDir Path folder;
  private Site site;

  @BeforeEach
  void open() throws Exception {
    site = new Site(folder, MORNING);
    site.world.group("cart", 5);
  }

  @AfterEach
  void close() throws Exception {
    site.close();
  }

  @Test
  @Timeout(60)
  void a_run_that_cannot_begin_is_not_tried_without_a_pause() throws Exception {
    site.runner().trail.note("", "the trail is of a later hour");
    site.time.step(Duration.ofHours(-1));
    site.file("a", "at: [\"2026-03-10T09:10:00Z\"]");
    site.time.show(Instant.parse("2026-03-10T09:10:01Z"));
    Site.Runner runner = site.runner().begin();
    runner.look();
    runner.look();

    assertThat(runner.outcomes).hasSize(1);
    runner.end();
    assertThat(site.runner().server.once()).as("it comes to an end").isEqualTo(5);
  }

  @Test
  void once_told_to_end_before_it_began_what_is_due_is_no_success() throws Exception {
    site.file("a", AT_TEN_PAST);
    site.time.show(MORNING.plusSeconds(605));
    Site.Runner runner = site.runner();
    runner.server.stop("the system goes down");

    assertThat(runner.server.once()).isEqualTo(4);
    assertThat(site.strikes()).isZero();
  }

  @Test
  void interrupted_while_it_serves_it_reverts_before_it_ends() throws Exception {
    interrupted(Site.Runner::serve);
  }

  @Test
  void interrupted_in_once_it_reverts_before_it_ends() throws Exception {
    interrupted(runner -> runner.server.once());
  }

  private interface Serving {
    int by(Site.Runner runner) throws InterruptedException;
  }

  private void interrupted(Serving serving) throws Exception {
    site.file("a", "hush: {target: cart, for: 1h}", AT_TEN_PAST);
    site.time.show(MORNING.plusSeconds(605));
    Site.Runner runner = site.runner();
    CompletableFuture<Integer> exit = new CompletableFuture<>();
    AtomicReference<Long> left = new AtomicReference<>(0L);
    Thread thread =
        new Thread(
            () -> {
              try {
                exit.complete(serving.by(runner));
              } catch (InterruptedException | RuntimeException e) {
                left.set(site.world.serving("cart"));
                exit.completeExceptionally(e);
              }
            });
    thread.start();
    Await.until(
        "struck",
        Duration.ofSeconds(20),
        () -> {
          runner.beat.tick();
          return site.world.serving("cart") == 4;
        });
    thread.interrupt();

    assertThatThrownBy(() -> exit.get(30, TimeUnit.SECONDS))
        .hasCauseInstanceOf(InterruptedException.class);
    assertThat(left).as("serving when it ended").hasValue(5L);
    assertThat(site.entries(Entry.Reverted.class)).hasSize(1);
  }

  @Test
  void two_runners_that_plan_otherwise_each_say_so_once() throws Exception {
    site.file("a", AT_TEN_PAST);
    Site.Runner one = site.runner().begin();
    site.file("a", "at: [\"2026-03-10T10:20:00Z\"]");
    Site.Runner two = site.runner().begin(); // the first has not seen the change a second time yet
    for (int i = 0; i < 5; i++) {
      site.file("a", i % 2 == 0 ? AT_TEN_PAST : "at: [\"2026-03-10T10:20:00Z\"]");
      one.look();
      two.look();
    }

    assertThat(site.entries(Entry.Planned.class)).hasSize(2);
    one.end();
    two.end();
  }
}

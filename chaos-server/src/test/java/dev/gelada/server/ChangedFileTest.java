package dev.gelada.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gelada.core.trail.Entry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a file said before it was changed or withdrawn is not done any more. */
class ChangedFileTest {
  private static final Instant MORNING = Instant.parse("2026-03-10T10:00:00Z");
  private static final String SOON = "at: [\"2026-03-10T10:01:00Z\"]";

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
  void a_trigger_begins_what_is_planned_when_it_rings() throws Exception {
    site.file("a", SOON);
    Site.Runner runner = site.runner().begin();
    site.time.show(MORNING.plusSeconds(61));
    runner.beat.ring();
    runner.idle();

    assertThat(site.strikes()).isEqualTo(1);
    runner.end();
  }

  @Test
  void a_trigger_that_was_set_for_a_withdrawn_file_begins_nothing() throws Exception {
    site.file("a", SOON);
    Site.Runner runner = site.runner().begin();
    Files.delete(folder.resolve("a.yaml"));
    runner.look();
    site.time.show(MORNING.plusSeconds(61));
    runner.beat.ring();
    runner.idle();

    assertThat(site.strikes()).isZero();
    assertThat(site.entries(Entry.Started.class)).isEmpty();
    runner.end();
  }

  @Test
  void a_trigger_that_was_set_before_the_file_was_changed_does_what_it_says_now() throws Exception {
    site.file("a", SOON);
    Site.Runner runner = site.runner().begin();
    site.file("a", "at: [\"2026-03-10T15:00:00Z\"]");
    runner.look();
    runner.look();
    site.time.show(MORNING.plusSeconds(61));
    runner.beat.ring();
    runner.idle();

    assertThat(site.strikes()).isZero();
    runner.end();
  }

  @Test
  void while_a_changed_file_cannot_be_planned_the_old_one_is_not_done() throws Exception {
    site.file("a", "meanTimeBetween: 1 workdays");
    Site.Runner runner = site.runner().begin();
    Instant at = runner.plans.get(0).runs().get(0).at();
    site.world.fail(new IOException("the platform is away"));
    site.file("a", "hush: {target: cart, for: 1m}", "meanTimeBetween: 1 workdays");
    runner.look();
    runner.look();
    site.time.show(at);
    runner.look();

    assertThat(site.entries(Entry.Started.class)).isEmpty();
    assertThat(runner.server.troubles()).containsOnlyKeys("targets of a");
    runner.end();
  }
}

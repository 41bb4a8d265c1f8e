package dev.gelada.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gelada.core.attack.Effect;
import dev.gelada.core.testing.Await;
import dev.gelada.core.trail.Claim;
import dev.gelada.core.trail.Entry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerTest {
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
  void strikes_when_the_moment_has_come_and_once() throws Exception {
    site.file("a", AT_TEN_PAST);
    Site.Runner runner = site.runner().begin();

    assertThat(site.strikes()).isZero();
    assertThat(runner.next.get(0).words()).isEqualTo("1 strike planned today, next 10:10 a (UTC)");
    site.time.show(MORNING.plusSeconds(600));
    runner.look();
    runner.look();

    assertThat(site.strikes()).isEqualTo(1);
    assertThat(runner.outcomes).extracting(outcome -> outcome.exit()).containsExactly(0);
    assertThat(runner.next.get(runner.next.size() - 1).at()).isNull();
    assertThat(runner.end()).isZero();
    Entry.Claimed claim = site.entries(Entry.Claimed.class).get(0);
    assertThat(claim.slot().when()).isEqualTo("2026-03-10T10:10:00Z");
    assertThat(claim.origin().plan()).isEqualTo(runner.plans.get(0).digest());
  }

  @Test
  void a_dry_runner_rehearses_once_and_uses_nothing_up() throws Exception {
    site.file("a", AT_TEN_PAST);
    Site.Runner rehearsing = site.dry().runner().begin();
    site.time.show(MORNING.plusSeconds(600));
    rehearsing.look();
    rehearsing.look();

    assertThat(rehearsing.outcomes).extracting(outcome -> outcome.exit()).containsExactly(0);
    assertThat(site.strikes()).isZero();
    assertThat(site.entries(Entry.Claimed.class)).hasSize(1);
    assertThat(rehearsing.trail.ledger().claims()).as("dry ones are no part of it").isEmpty();
    assertThat(rehearsing.trail.ledger().planned()).isEmpty();
    site.time.show(MORNING.plusSeconds(3600));
    rehearsing.look();
    assertThat(site.entries(Entry.Missed.class)).as("a real runner's to say").isEmpty();
    assertThat(rehearsing.end()).isZero();
  }

  @Test
  void a_real_runner_beside_a_dry_one_strikes() throws Exception {
    site.file("a", AT_TEN_PAST);
    Site.Runner real = site.runner().begin();
    Site.Runner rehearsing = site.dry().runner().begin();
    site.time.show(MORNING.plusSeconds(600));
    rehearsing.look();
    real.look();

    assertThat(site.strikes()).isEqualTo(1);
    rehearsing.end();
    real.end();
  }

  @Test
  void has_a_trigger_for_what_is_near() throws Exception {
    site.file("a", "at: [\"2026-03-10T10:01:00Z\", \"2026-03-10T11:00:00Z\"]");
    Site.Runner runner = site.runner().begin();

    assertThat(runner.beat.moments.values()).containsExactly(Instant.parse("2026-03-10T10:01:00Z"));
    runner.end();
  }

  @Test
  void a_restart_neither_repeats_nor_forgets() throws Exception {
    site.file("a", "at: [\"2026-03-10T10:10:00Z\", \"2026-03-10T10:40:00Z\"]");
    Site.Runner first = site.runner().begin();
    site.time.show(MORNING.plusSeconds(600));
    first.look();
    first.end();

    site.time.show(MORNING.plusSeconds(660));
    Site.Runner second = site.runner().begin();
    assertThat(site.strikes()).as("not repeated").isEqualTo(1);
    second.end();
    site.time.show(MORNING.plusSeconds(2_460));
    Site.Runner third = site.runner().begin();
    assertThat(site.strikes()).as("not forgotten").isEqualTo(2);
    third.end();
  }

  @Test
  void two_runners_use_a_slot_once() throws Exception {
    site.file("a", "at: [\"2026-03-10T10:10:00Z\", \"2026-03-10T10:20:00Z\"]");
    Site.Runner one = site.runner().begin();
    Site.Runner two = site.runner().begin();
    for (int minute = 10; minute <= 20; minute += 10) {
      site.time.show(MORNING.plusSeconds(60L * minute));
      Thread beside = new Thread(one.beat::tick);
      beside.start();
      two.beat.tick();
      beside.join();
      one.idle();
      two.idle();
    }

    assertThat(site.strikes()).isEqualTo(2);
    assertThat(site.entries(Entry.Claimed.class)).hasSize(2);
    one.end();
    two.end();
  }

  @Test
  void one_that_does_not_lead_plans_and_begins_nothing_until_it_leads() throws Exception {
    site.file("a", AT_TEN_PAST);
    Site.Runner follower = site.runner();
    follower.leads = false;
    follower.begin();
    site.time.show(MORNING.plusSeconds(600));
    follower.look();
    assertThat(follower.plans).hasSize(1);
    assertThat(site.strikes()).isZero();

    follower.leads = true;
    follower.look();
    assertThat(site.strikes()).isEqualTo(1);
    assertThat(follower.end()).isZero();
  }

  @Test
  void two_runners_that_see_different_groups_do_not_write_for_ever() throws Exception {
    site.file("a", "meanTimeBetween: 1 workdays");
    Site.Runner one = site.runner().begin();
    site.world.group("shop", 4);
    Site.Runner two = site.runner().begin();
    for (int i = 0; i < 5; i++) {
      one.look();
      two.look();
    }

    assertThat(site.entries(Entry.Planned.class)).hasSize(2);
    one.end();
    two.end();
  }

  @Test
  void a_clock_that_is_put_back_repeats_nothing() throws Exception {
    site.file("a", AT_TEN_PAST);
    Site.Runner runner = site.runner().begin();
    site.time.show(MORNING.plusSeconds(600));
    runner.look();
    site.time.step(Duration.ofMinutes(-9));
    runner.look();
    site.time.step(Duration.ofMinutes(9));
    runner.look();

    assertThat(site.strikes()).isEqualTo(1);
    runner.end();
  }

  @Test
  void a_clock_that_leaps_puts_on_record_what_was_missed() throws Exception {
    site.file("a", "at: [\"2026-03-10T10:10:00Z\", \"2026-03-10T12:00:00Z\"]");
    Site.Runner runner = site.runner().begin();
    site.time.show(Instant.parse("2026-03-10T12:00:01Z"));
    runner.look();

    assertThat(site.strikes()).isEqualTo(1);
    assertThat(site.entries(Entry.Missed.class))
        .extracting(missed -> missed.slot().when())
        .containsExactly("2026-03-10T10:10:00Z");
    assertThat(runner.missed.values()).containsExactly("no runner was there in time");
    runner.look();
    assertThat(site.entries(Entry.Missed.class)).hasSize(1);
    runner.end();
  }

  @Test
  void what_passed_while_nobody_was_there_goes_on_record_also_of_days_before() throws Exception {
    site.file("a", "at: [\"2026-03-10T10:10:00Z\", \"2026-03-11T10:10:00Z\"]");
    site.runner().begin().end();
    site.time.show(Instant.parse("2026-03-12T08:00:00Z"));
    site.runner().begin().end();

    assertThat(site.entries(Entry.Missed.class))
        .extracting(missed -> missed.slot().when())
        .containsExactly("2026-03-10T10:10:00Z", "2026-03-11T10:10:00Z");
    assertThat(site.entries(Entry.Planned.class))
        .extracting(plan -> plan.date() + " " + plan.runs())
        .containsExactly("2026-03-10 1", "2026-03-12 0");
  }

  @Test
  void a_file_that_is_new_has_no_days_before() throws Exception {
    site.file("a", "cron: \"10 10 * * *\"");
    site.time.show(Instant.parse("2026-03-10T10:05:00Z"));
    site.runner().begin().end();

    assertThat(site.entries(Entry.Missed.class)).isEmpty();
  }

  @Test
  void one_bad_file_is_said_and_the_others_are_served() throws Exception {
    site.file("a", AT_TEN_PAST);
    site.write("b", "gelada: 1\nname: b\n");
    Site.Runner runner = site.runner().begin();

    assertThat(runner.shelves.get(0).bad()).containsOnlyKeys(folder.resolve("b.yaml"));
    site.time.show(MORNING.plusSeconds(600));
    runner.look();
    assertThat(site.strikes()).isEqualTo(1);
    runner.end();
  }

  @Test
  void a_changed_file_is_taken_without_a_restart_once_it_stands_still() throws Exception {
    site.file("a", "at: [\"2026-03-10T15:00:00Z\"]");
    Site.Runner runner = site.runner().begin();
    site.file("a", AT_TEN_PAST);
    runner.look();
    assertThat(runner.plans).hasSize(1);
    runner.look();
    assertThat(runner.plans).hasSize(2);

    site.time.show(MORNING.plusSeconds(600));
    runner.look();
    assertThat(site.strikes()).isEqualTo(1);
    runner.end();
  }

  @Test
  void a_file_that_becomes_bad_is_served_no_more_until_it_is_mended() throws Exception {
    site.file("a", AT_TEN_PAST);
    Site.Runner runner = site.runner().begin();
    String good = Files.readString(folder.resolve("a.yaml"));
    site.write("a", good + "nonsense: true\n");
    runner.look();
    runner.look();
    site.time.show(MORNING.plusSeconds(600));
    runner.look();
    assertThat(site.strikes()).isZero();

    site.write("a", good);
    runner.look();
    runner.look();
    assertThat(site.strikes()).isEqualTo(1);
    runner.end();
  }

  @Test
  void a_folder_that_cannot_be_read_is_served_no_more_until_it_can() throws Exception {
    site.file("a", AT_TEN_PAST);
    Site.Runner runner = site.runner().begin();
    Path away = folder.resolveSibling(folder.getFileName() + "-away");
    Files.move(folder, away);
    site.time.show(MORNING.plusSeconds(600));
    runner.look();
    assertThat(site.strikes()).isZero();
    assertThat(runner.troubles).singleElement().asString().startsWith("folder");

    Files.move(away, folder);
    runner.look();
    assertThat(site.strikes()).isEqualTo(1);
    runner.end();
  }

  @Test
  void a_halt_holds_back_and_what_passes_meanwhile_is_missed() throws Exception {
    site.file("a", AT_TEN_PAST);
    Site.Runner runner = site.runner().begin();
    runner.trail.halt("enough", ledger -> {});
    site.time.show(MORNING.plusSeconds(600));
    runner.look();
    assertThat(site.strikes()).isZero();
    assertThat(runner.troubles).singleElement().asString().contains("everything is halted: enough");
    site.time.show(MORNING.plusSeconds(600 + 1_800));
    runner.look();

    assertThat(runner.missed.values()).containsExactly("everything was halted");
    runner.trail.resume("over");
    runner.look();
    assertThat(site.strikes()).as("not made up for").isZero();
    runner.end();
  }

  @Test
  void what_a_rule_refuses_is_tried_again_with_pauses_and_then_missed() throws Exception {
    site.file("a", "topple: {target: cart}", "minHealthy: 5", AT_TEN_PAST);
    Site.Runner runner = site.runner().begin();
    for (int second = 600; second <= 600 + 1_800; second += 10) {
      site.time.show(MORNING.plusSeconds(second));
      runner.look();
    }

    assertThat(site.strikes()).isZero();
    assertThat(runner.outcomes).as("after 0, 1, 3, 7 and 15 minutes").hasSize(5);
    assertThat(runner.outcomes).extracting(outcome -> outcome.exit()).containsOnly(3);
    assertThat(runner.missed.values()).singleElement().asString().contains("refused");
    runner.end();
  }

  @Test
  void what_was_refused_is_done_when_the_reason_has_passed() throws Exception {
    site.file("a", "topple: {target: cart}", "minHealthy: 5", AT_TEN_PAST);
    Site.Runner runner = site.runner().begin();
    site.time.show(MORNING.plusSeconds(600));
    runner.look();
    site.world.add("cart", "cart-5");
    site.time.show(MORNING.plusSeconds(661));
    runner.look();

    assertThat(site.strikes()).isEqualTo(1);
    runner.end();
  }

  @Test
  void a_run_that_somebody_stopped_is_not_begun_again() throws Exception {
    site.file("a", "hush: {target: cart, for: 10m}", AT_TEN_PAST);
    CountDownLatch asked = new CountDownLatch(1);
    site.hush.goes(
        (strike, deadline) -> {
          asked.await();
          return new Effect.Untouched(new dev.gelada.core.plugin.Refusal("no", "it says no.", ""));
        });
    Site.Runner runner = site.runner().begin();
    site.time.show(MORNING.plusSeconds(600));
    runner.beat.tick();
    Await.until("applied", Duration.ofSeconds(10), () -> !site.hush.applied().isEmpty());
    assertThat(runner.trail.stop(runner.left().get(0).run(), "not now")).isTrue();
    asked.countDown();
    runner.idle();
    for (int minute = 11; minute < 39; minute++) {
      site.time.show(MORNING.plusSeconds(60L * minute));
      runner.look();
    }

    assertThat(site.hush.applied()).hasSize(1);
    runner.end();
  }

  @Test
  void being_told_to_end_reverts_what_is_open() throws Exception {
    site.file("a", "hush: {target: cart, for: 1h}", AT_TEN_PAST);
    Site.Runner runner = site.runner().begin();
    site.time.show(MORNING.plusSeconds(600));
    runner.beat.tick();
    Await.until("struck", Duration.ofSeconds(10), () -> site.world.serving("cart") == 4);

    assertThat(runner.end()).isZero();
    assertThat(site.world.serving("cart")).isEqualTo(5);
    assertThat(site.entries(Entry.Reverted.class)).hasSize(1);
    assertThat(runner.left()).isEmpty();
  }

  @Test
  void settles_what_a_dead_runner_left_open() throws Exception {
    site.file("a", "at: [\"2026-03-10T18:00:00Z\"]");
    Site.Runner runner = site.runner().begin();
    site.hush.goes((strike, deadline) -> new Effect.Unknown("no answer"));
    site.file("b", "hush: {target: cart, for: 1s}", AT_TEN_PAST);
    Site.Runner other = site.runner();
    site.time.show(MORNING.plusSeconds(600));
    other.begin();
    other.end();
    Await.until(
        "settled",
        Duration.ofSeconds(20),
        () -> {
          runner.look();
          return runner.left().stream().noneMatch(c -> c.state() == Claim.State.CLAIMED);
        });
    runner.end();
  }

  @Test
  void groups_that_cannot_be_read_are_said_and_the_plan_stays() throws Exception {
    site.file("a", "meanTimeBetween: 1 workdays");
    Site.Runner runner = site.runner().begin();
    int planned = runner.plans.get(0).runs().size();
    site.world.fail(new java.io.IOException("the platform is away"));
    site.file("a", "hush: {target: cart, for: 1m}", "meanTimeBetween: 1 workdays");
    runner.look();
    runner.look();

    assertThat(planned).isEqualTo(1);
    assertThat(runner.troubles).singleElement().asString().contains("the platform is away");
    site.world.fail(null);
    runner.look();
    assertThat(runner.plans).hasSize(1);
    runner.end();
  }

  @Test
  void a_group_is_struck_at_the_moment_that_was_drawn_for_it() throws Exception {
    site.close();
    site = new Site(folder, Instant.parse("2026-03-10T00:00:01Z"));
    site.world.group("cart", 5).group("shop", 4);
    site.file("a", "meanTimeBetween: 1 workdays");
    Site.Runner runner = site.runner().begin();
    assertThat(runner.plans.get(0).runs()).hasSize(2);
    for (var run : runner.plans.get(0).runs()) {
      site.time.show(run.at());
      runner.look();
    }

    assertThat(site.entries(Entry.Claimed.class))
        .extracting(claim -> claim.group().name() + " " + claim.slot().when())
        .containsExactlyInAnyOrder("cart 2026-03-10", "shop 2026-03-10");
    runner.end();
  }

  @Test
  void a_run_that_cannot_even_begin_is_said() throws Exception {
    site.file("a", AT_TEN_PAST);
    site.runner().trail.note("", "the trail is of a later hour");
    site.time.step(Duration.ofHours(-1));
    site.file("a", "at: [\"2026-03-10T09:10:00Z\"]");
    site.time.show(Instant.parse("2026-03-10T09:10:01Z"));
    Site.Runner runner = site.runner().begin();

    assertThat(site.strikes()).isZero();
    assertThat(runner.troubles).singleElement().asString().contains("clock");
    assertThat(runner.end()).isZero();
  }

  @Test
  void once_does_what_is_due_and_what_is_not_is_no_failure() throws Exception {
    site.file("a", AT_TEN_PAST);
    assertThat(site.runner().server.once()).as("nothing is due").isZero();
    site.time.show(MORNING.plusSeconds(605));
    assertThat(site.runner().server.once()).isZero();
    assertThat(site.strikes()).isEqualTo(1);
    assertThat(site.runner().server.once()).as("again").isZero();
    assertThat(site.strikes()).isEqualTo(1);
  }

  @Test
  void once_does_all_that_is_due_also_beyond_what_goes_at_a_time() throws Exception {
    for (int i = 0; i < 9; i++) {
      site.world.group("group-" + i, 2);
    }
    for (int i = 0; i < 9; i++) {
      site.file("file-" + i, AT_TEN_PAST);
    }
    site.time.show(MORNING.plusSeconds(605));
    site.runner().server.once();

    assertThat(site.entries(Entry.Started.class)).hasSizeGreaterThanOrEqualTo(9);
  }

  @Test
  void once_a_rule_that_says_no_is_no_failure() throws Exception {
    site.file("a", "topple: {target: cart}", "minHealthy: 5", AT_TEN_PAST);
    site.time.show(MORNING.plusSeconds(605));
    assertThat(site.runner().server.once()).isZero();
    assertThat(site.entries(Entry.Refused.class)).hasSize(1);
  }

  @Test
  void once_a_bad_file_is_exit_2_after_the_others_were_served() throws Exception {
    site.file("a", AT_TEN_PAST);
    site.write("b", "gelada: 1\nname: b\n");
    site.time.show(MORNING.plusSeconds(605));
    assertThat(site.runner().server.once()).isEqualTo(2);
    assertThat(site.strikes()).isEqualTo(1);
  }

  @Test
  void once_what_cannot_be_found_out_is_exit_5() throws Exception {
    site.file("a", "meanTimeBetween: 1 workdays");
    site.world.fail(new java.io.IOException("the platform is away"));
    assertThat(site.runner().server.once()).isEqualTo(5);
  }

  @Test
  void once_while_halted_nothing_is_struck_and_nothing_fails() throws Exception {
    site.file("a", AT_TEN_PAST);
    Site.Runner runner = site.runner();
    runner.trail.halt("enough", ledger -> {});
    site.time.show(MORNING.plusSeconds(605));
    assertThat(runner.server.once()).isZero();
    assertThat(site.strikes()).isZero();
  }

  @Test
  void says_when_the_next_window_opens_where_nothing_is_left_today() throws Exception {
    site.write(
        "a",
        """
        gelada: 1
        name: a
        why: It holds
        targets: {cart: {herd: world}}
        limits: {window: {days: Mon-Fri, hours: 09:00-15:00, zone: Europe/Berlin}}
        steps: [{topple: {target: cart}}]
        schedule: {at: ["2026-03-10T10:10:00Z"]}
        """);
    site.time.show(Instant.parse("2026-03-10T18:00:00Z"));
    Site.Runner runner = site.runner().begin();

    assertThat(runner.next.get(0).words())
        .isEqualTo(
            "nothing more planned today; the next window opens Wed 2026-03-11 09:00 Europe/Berlin");
    assertThat(runner.missed).hasSize(1);
    runner.end();
  }
}

package dev.gelada.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gelada.core.attack.Sights;
import dev.gelada.core.attack.Undone;
import dev.gelada.core.plugin.Connections;
import dev.gelada.core.plugin.Deadline;
import dev.gelada.core.target.Cleans;
import dev.gelada.core.target.Launch;
import dev.gelada.core.target.SourceType;
import dev.gelada.core.target.TargetSource;
import dev.gelada.core.testing.FakeTargets;
import dev.gelada.core.testing.ManualTime;
import dev.gelada.core.trail.Claim;
import dev.gelada.core.trail.Entry;
import dev.gelada.core.trail.MemoryTrailStore;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecoveryTest {
  private final ManualTime time = ManualTime.onATuesdayMorning();
  private final World world;
  private final Recovery recovery;

  RecoveryTest() throws IOException {
    world = new World(new MemoryTrailStore(), time);
    recovery = new Recovery(world.engine("recoverer"));
  }

  private Recovery.Pass pass(Recovery.Mode mode) throws Exception {
    return recovery.pass(mode, run -> true);
  }

  private Instant in(Duration from) {
    return time.instant().plus(from);
  }

  @Test
  void a_claim_is_left_alone_until_lease_and_settle_time_have_passed_since_it_was_read()
      throws Exception {
    Entry.Claimed claim =
        world.leaves(
            "dead", world.pauses(Duration.ofMinutes(1)), "cart-0", in(Duration.ofMinutes(1)));
    world.lives.put("dead", Owners.Life.DEAD);
    time.advance(Duration.ofHours(1)); // before it was read: does not count

    pass(Recovery.Mode.PASSING);
    time.advance(Duration.ofMillis(2019));
    Recovery.Pass early = pass(Recovery.Mode.PASSING);
    time.advance(Duration.ofMillis(1));
    Recovery.Pass ripe = pass(Recovery.Mode.PASSING);

    assertThat(early.settled()).isEmpty();
    assertThat(early.waiting()).containsKey(claim.strike().id());
    assertThat(ripe.settled()).containsKey(claim.strike().id());
    assertThat(world.pause.reverted()).containsExactly(claim.strike().id());
    assertThat(world.onlyClaim().state()).isEqualTo(Claim.State.REVERTED);
  }

  @Test
  void a_step_of_the_wall_clock_does_not_shorten_the_wait() throws Exception {
    world.leaves("dead", world.pauses(Duration.ofMinutes(1)), "cart-0", in(Duration.ofMinutes(1)));
    pass(Recovery.Mode.PASSING);

    time.step(Duration.ofHours(1));

    assertThat(pass(Recovery.Mode.PASSING).settled()).isEmpty();
    assertThat(world.pause.reverted()).isEmpty();
  }

  @Test
  void an_irreversible_claim_whose_victim_is_gone_was_struck() throws Exception {
    Entry.Claimed claim = world.leaves("dead", world.kills(), "cart-0", null);
    world.targets.remove(FakeTargets.member("cart-0"));

    recovery.finish(Recovery.Mode.REVERT, run -> true);

    assertThat(world.onlyClaim().state()).isEqualTo(Claim.State.STRUCK);
    assertThat(world.kill.applied()).doesNotContain(claim.strike().id());
  }

  @Test
  void an_irreversible_claim_whose_victim_is_there_failed_and_counts_in_rates() throws Exception {
    world.leaves("dead", world.kills(), "cart-0", null);

    recovery.finish(Recovery.Mode.REVERT, run -> true);

    assertThat(world.onlyClaim().state()).isEqualTo(Claim.State.FAILED);
    assertThat(world.ledger().counted()).hasSize(1);
  }

  @Test
  void a_victim_that_cannot_be_seen_is_residue() throws Exception {
    world.kill.sees(Sights.Sighting.UNSEEN);
    world.leaves("dead", world.kills(), "cart-0", null);

    recovery.finish(Recovery.Mode.REVERT, run -> true);

    assertThat(world.onlyClaim().state()).isEqualTo(Claim.State.RESIDUE);
  }

  @Test
  void a_running_strike_of_a_living_owner_is_left_to_it_until_its_deadline() throws Exception {
    Entry.Claimed claim = struck("alive", Duration.ofMinutes(1));

    Recovery.Pass before = pass(Recovery.Mode.REVERT);
    time.advance(Duration.ofMinutes(1).plusMillis(20));
    Recovery.Pass after = pass(Recovery.Mode.PASSING);

    assertThat(before.settled()).isEmpty();
    assertThat(before.left()).containsKey(claim.strike().id().value());
    assertThat(after.settled()).containsKey(claim.strike().id());
  }

  @Test
  void a_running_strike_of_a_dead_owner_is_reverted_at_once() throws Exception {
    Entry.Claimed claim = struck("dead", Duration.ofMinutes(1));
    world.lives.put("dead", Owners.Life.DEAD);

    assertThat(pass(Recovery.Mode.PASSING).settled()).containsKey(claim.strike().id());
  }

  @Test
  void a_strike_on_another_host_is_left_until_its_deadline() throws Exception {
    struck("far", Duration.ofMinutes(1));
    world.lives.put("far", Owners.Life.UNKNOWN);

    assertThat(pass(Recovery.Mode.PASSING).settled()).isEmpty();
  }

  @Test
  void a_halt_reverts_a_running_strike_of_a_living_owner() throws Exception {
    Entry.Claimed claim = struck("alive", Duration.ofMinutes(1));

    new Halt(world.engine("halter")).halt("stop", ledger -> {});

    assertThat(world.pause.reverted()).contains(claim.strike().id());
    assertThat(world.onlyClaim().state()).isEqualTo(Claim.State.REVERTED);
    assertThat(world.ledger().halted()).isNotNull();
  }

  @Test
  void a_halt_is_quiet_only_when_an_unknown_claim_can_no_longer_begin() throws Exception {
    world.leaves("alive", world.kills(), "cart-0", null);
    Instant before = time.instant();
    List<Instant> recorded = new ArrayList<>();

    new Halt(world.engine("halter")).halt("stop", ledger -> recorded.add(time.instant()));

    assertThat(recorded).containsExactly(before);
    assertThat(Duration.between(before, time.instant()))
        .isGreaterThanOrEqualTo(Duration.ofMillis(2020));
    assertThat(world.ledger().open()).isEmpty();
  }

  @Test
  void the_first_settlement_wins() throws Exception {
    Entry.Claimed claim = struck("dead", Duration.ofMinutes(1));
    world.lives.put("dead", Owners.Life.DEAD);
    world.pause.back(
        strike -> {
          world.writes("", new Entry.Residue(strike, "somebody was first"));
          return new Undone.Restored(Map.of());
        });

    pass(Recovery.Mode.PASSING);

    assertThat(world.ledger().claim(claim.strike().id()).orElseThrow().state())
        .isIn(Claim.State.RESIDUE, Claim.State.REVERTED);
    assertThat(
            world.records().stream()
                .filter(r -> r.data().toString().contains(claim.strike().id().value()))
                .count())
        .isLessThanOrEqualTo(4);
  }

  @Test
  void residue_is_tried_again_by_revert_only() throws Exception {
    struck("dead", Duration.ofMinutes(1));
    world.lives.put("dead", Owners.Life.DEAD);
    world.pause.back(strike -> new Undone.Conflict("changed"));
    pass(Recovery.Mode.PASSING);
    assertThat(world.onlyClaim().state()).isEqualTo(Claim.State.RESIDUE);
    world.pause.back(world.pause::restores);

    pass(Recovery.Mode.PASSING);
    assertThat(world.onlyClaim().state()).isEqualTo(Claim.State.RESIDUE);
    pass(Recovery.Mode.REVERT);

    assertThat(world.onlyClaim().state()).isEqualTo(Claim.State.REVERTED);
  }

  @Test
  void a_place_that_is_elsewhere_leaves_the_strike_open() throws Exception {
    Entry.Claimed claim = struck("dead", Duration.ofMinutes(1));
    world.lives.put("dead", Owners.Life.DEAD);
    world.pause.back(strike -> new Undone.Elsewhere("another host"));

    Recovery.Pass pass = pass(Recovery.Mode.REVERT);

    assertThat(pass.left()).containsKey(claim.strike().id().value());
    assertThat(world.onlyClaim().state()).isEqualTo(Claim.State.STRUCK);
  }

  @Test
  void what_a_dead_run_created_is_cleaned_and_the_run_is_closed() throws Exception {
    List<String> cleaned = new ArrayList<>();
    world.sources.add(new Kennel(cleaned));
    Entry.Claimed claim = world.leaves("dead", world.kills(), "cart-0", null);
    String run = world.onlyClaim().run();
    world.writes(
        run,
        new Entry.Launched(new Launch("kennel", run + "/cart/0", FakeTargets.PLACE, Map.of())));
    Recovery fresh = new Recovery(world.engine("recoverer"));
    fresh.finish(Recovery.Mode.REVERT, any -> true);
    assertThat(cleaned).isEmpty(); // its owner lives
    world.lives.put("dead", Owners.Life.DEAD);

    fresh.finish(Recovery.Mode.REVERT, any -> true);

    assertThat(cleaned).containsExactly(run + "/cart/0");
    assertThat(world.ledger().launches()).isEmpty();
    assertThat(world.ledger().running()).isEmpty();
    assertThat(world.ledger().claim(claim.strike().id()).orElseThrow().open()).isFalse();
  }

  private Entry.Claimed struck(String owner, Duration lasts) throws IOException {
    Entry.Claimed claim = world.leaves(owner, world.pauses(lasts), "cart-0", in(lasts));
    world.writes(world.onlyClaim().run(), new Entry.Struck(claim.strike().id(), false, Map.of()));
    return claim;
  }

  /** A source that cleans. */
  private record Kennel(List<String> cleaned) implements SourceType<Kennel.Settings>, Cleans {
    record Settings() {}

    @Override
    public String name() {
      return "kennel";
    }

    @Override
    public Class<Settings> settings() {
      return Settings.class;
    }

    @Override
    public TargetSource create(Settings settings, Connections with) {
      throw new IllegalStateException("not asked for");
    }

    @Override
    public boolean clean(Launch launch, Connections with, Deadline deadline) {
      return cleaned.add(launch.marker());
    }
  }
}

package dev.gelada.core.trail;

import static dev.gelada.core.testing.TrailSamples.batch;
import static dev.gelada.core.testing.TrailSamples.claimed;
import static dev.gelada.core.testing.TrailSamples.dry;
import static dev.gelada.core.testing.TrailSamples.killed;
import static dev.gelada.core.testing.TrailSamples.soon;
import static dev.gelada.core.testing.TrailSamples.started;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gelada.core.attack.StrikeId;
import dev.gelada.core.plugin.Refusal;
import dev.gelada.core.target.Launch;
import dev.gelada.core.testing.ManualTime;
import dev.gelada.core.testing.TrailSamples;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FoldingTest {
  private static final StrikeId S1 = new StrikeId("s1");

  private final ManualTime time = ManualTime.onATuesdayMorning();
  private final MemoryTrailStore store = new MemoryTrailStore();
  private Trail trail;

  @BeforeEach
  void create() throws IOException {
    trail = Trail.create(TrailSamples.parts(store, time, 1), "test");
  }

  @Test
  void the_first_settlement_wins() throws IOException {
    add(claimed("s1"));
    add(new Entry.Failed(S1, "still there"));
    add(new Entry.Struck(S1, true, Map.of()));
    Ledger ledger = add(new Entry.Reverted(S1, "restored", Map.of()));

    assertThat(state(ledger)).isEqualTo(Claim.State.FAILED);
    assertThat(one(ledger).reason()).isEqualTo("still there");
    assertThat(ledger.open()).isEmpty();
    assertThat(ledger.counted()).hasSize(1);
  }

  @Test
  void a_reversible_strike_is_open_until_it_is_reverted() throws IOException {
    Ledger claimed = add(claimed("s1"));
    assertThat(claimed.open()).hasSize(1);
    Ledger struck = add(new Entry.Struck(S1, false, Map.of()));
    assertThat(struck.open()).hasSize(1);
    assertThat(one(struck).closedAt()).isNull();
    time.advance(Duration.ofSeconds(3));
    Ledger reverted = add(new Entry.Reverted(S1, "restored", Map.of()));

    assertThat(reverted.open()).isEmpty();
    assertThat(reverted.struckOff()).isEmpty();
    assertThat(one(reverted).closedAt()).isEqualTo(time.instant());
  }

  @Test
  void what_was_missed_is_copied_only_when_it_grew() throws IOException {
    Slot monday = new Slot("kill-cart", null, "2026-03-09", "");
    Slot tuesday = new Slot("kill-cart", null, "2026-03-10", "");
    Ledger first = add(new Entry.Missed(monday, "nobody was there"));
    Ledger noted = add(new Entry.Note("something else"));
    Ledger second = add(new Entry.Missed(tuesday, "nobody was there"));

    assertThat(noted.missed()).isSameAs(first.missed());
    assertThat(first.missed()).containsExactly(monday);
    assertThat(second.missed()).containsExactlyInAnyOrder(monday, tuesday);
  }

  @Test
  void an_irreversible_strike_is_closed_and_its_victim_struck_off() throws IOException {
    add(killed("s1"));
    Ledger ledger = add(new Entry.Struck(S1, false, Map.of()));

    assertThat(ledger.open()).isEmpty();
    assertThat(one(ledger).closedAt()).isEqualTo(time.instant());
    assertThat(ledger.struckOff()).hasSize(1);
    assertThat(state(add(new Entry.Residue(S1, "too late")))).isEqualTo(Claim.State.STRUCK);
  }

  @Test
  void residue_stays_open_until_it_is_reverted_or_accepted() throws IOException {
    add(claimed("s1"));
    Ledger residue = add(new Entry.Residue(S1, "unreachable"));
    assertThat(residue.open()).hasSize(1);
    assertThat(state(add(new Entry.Failed(S1, "no")))).isEqualTo(Claim.State.RESIDUE);
    Ledger accepted = add(new Entry.Reverted(S1, "accepted", Map.of()));

    assertThat(state(accepted)).isEqualTo(Claim.State.REVERTED);
    assertThat(one(accepted).reason()).isEqualTo("accepted");
    assertThat(state(add(new Entry.Residue(S1, "again")))).isEqualTo(Claim.State.REVERTED);
  }

  @Test
  void what_never_touched_anything_is_given_back() throws IOException {
    add(claimed("s1"), claimed("s2"));
    add(new Entry.Released(S1, "halted"));
    Ledger ledger = add(new Entry.Untouched(new StrikeId("s2"), new Refusal("gone", "it is", "")));

    assertThat(ledger.counted()).isEmpty();
    assertThat(ledger.used()).isEmpty();
  }

  @Test
  void dry_records_are_no_part_but_their_runs_are_listed() throws IOException {
    Ledger ledger =
        trail.commit(l -> dry(started(1), claimed("s1"), new Entry.Halted("dry")), soon(time));

    assertThat(ledger.claims()).isEmpty();
    assertThat(ledger.halted()).isNull();
    assertThat(ledger.running()).isEmpty();
    assertThat(run(ledger).dry()).isTrue();
    Ledger ended =
        trail.commit(l -> dry(new Entry.Ended(0, "ok", Map.of(), Instant.EPOCH)), soon(time));
    assertThat(run(ended).ended()).isNotNull();
  }

  @Test
  void a_halt_stands_until_resumed_and_is_remembered() throws IOException {
    Ledger halted = add(new Entry.Halted("stop"));
    assertThat(halted.halted()).isEqualTo(new Entry.Halted("stop"));
    assertThat(halted.haltedAfter()).isEqualTo(2);
    Ledger resumed = add(new Entry.Resumed("go"));
    assertThat(resumed.halted()).isNull();
    assertThat(resumed.haltedAfter()).isEqualTo(2);
  }

  @Test
  void what_a_person_asked_for_counts_behind_the_runs_own_end() throws IOException {
    add(started(5), new Entry.Aborted("refused", false));
    Ledger ledger = add(new Entry.Aborted("stop it", true));
    assertThat(run(ledger).aborted()).isEqualTo(new Entry.Aborted("stop it", true));
  }

  @Test
  void a_run_is_aborted_once_and_ended_once() throws IOException {
    add(started(5));
    assertThat(trail.read().running()).hasSize(1);
    add(new Entry.Aborted("first", true));
    add(new Entry.Aborted("second", true));
    add(new Entry.Ended(4, "aborted", Map.of(), time.instant()));
    Ledger ledger = add(new Entry.Ended(0, "held", Map.of(), time.instant()));

    Ledger.Run run = run(ledger);
    assertThat(run.aborted()).isEqualTo(new Entry.Aborted("first", true));
    assertThat(run.ended()).extracting(Entry.Ended::exit).isEqualTo(4);
    assertThat(run.started().seed()).isEqualTo(5);
  }

  @Test
  void launches_missed_slots_and_the_policy_are_kept() throws IOException {
    Launch launch = new Launch("launch", "r1/shop/0", TrailSamples.PLACE, Map.of("port", "1"));
    Slot slot = claimed("x").slot().occasion();
    Ledger ledger =
        add(
            new Entry.Launched(launch),
            new Entry.Missed(slot, "late"),
            new Entry.Policy("h", "text"));

    assertThat(ledger.launches()).containsEntry("r1/shop/0", new Ledger.Launched("r1", launch));
    assertThat(ledger.used()).containsExactly(slot);
    assertThat(ledger.policy()).isEqualTo(new Entry.Policy("h", "text"));
    Ledger after = add(new Entry.Cleaned("r1/shop/0", "ended"), new Entry.Policy("", ""));
    assertThat(after.launches()).isEmpty();
    assertThat(after.policy()).isNull();
  }

  @Test
  void an_unlawful_record_is_never_written() throws IOException {
    add(claimed("s1"));
    StrikeId unknown = new StrikeId("unknown");
    assertThatThrownBy(() -> add(new Entry.Released(unknown, "")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> add(claimed("s1"))).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> add(new Entry.Opened("x", "y")))
        .isInstanceOf(IllegalArgumentException.class);
    add(new Entry.Halted("stop"));
    assertThatThrownBy(() -> add(claimed("s9"))).isInstanceOf(IllegalArgumentException.class);
    assertThat(trail.read().head().sequence()).isEqualTo(3);
  }

  @Test
  void an_unlawful_record_of_somebody_else_makes_the_trail_bad() throws IOException {
    List<TrailRecord> rogue =
        Records.on(
            store.head(),
            dry(new Entry.Released(S1, "")), // dry is not checked, and then made wet
            time.instant(),
            TrailSamples.chance(3));
    store.append(store.head(), wet(rogue));
    assertThatThrownBy(trail::read)
        .isInstanceOf(BadTrail.class)
        .hasMessageContaining("record 2 settles strike s1, which nobody claimed");
    assertThatThrownBy(trail::read).isInstanceOf(BadTrail.class);
  }

  private static List<TrailRecord> wet(List<TrailRecord> dry) throws IOException {
    TrailRecord record = dry.get(0);
    var fields =
        (tools.jackson.databind.node.ObjectNode)
            new tools.jackson.databind.json.JsonMapper().readTree(record.line());
    fields.remove(List.of("dry", "hash"));
    return List.of(Line.seal(fields).toRecord("test"));
  }

  private Ledger add(Entry... entries) throws IOException {
    return trail.commit(ledger -> batch(entries), soon(time));
  }

  private static Claim one(Ledger ledger) {
    return ledger.claim(S1).orElseThrow();
  }

  private static Claim.State state(Ledger ledger) {
    return one(ledger).state();
  }

  private static Ledger.Run run(Ledger ledger) {
    return Objects.requireNonNull(ledger.runs().get("r1"));
  }
}

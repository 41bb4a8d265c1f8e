package dev.gelada.core.trail;

import static dev.gelada.core.testing.TrailSamples.batch;
import static dev.gelada.core.testing.TrailSamples.chance;
import static dev.gelada.core.testing.TrailSamples.claimed;
import static dev.gelada.core.testing.TrailSamples.killed;
import static dev.gelada.core.testing.TrailSamples.parts;
import static dev.gelada.core.testing.TrailSamples.soon;
import static dev.gelada.core.testing.TrailSamples.started;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gelada.core.attack.StrikeId;
import dev.gelada.core.target.Launch;
import dev.gelada.core.testing.ManualTime;
import dev.gelada.core.testing.Seeds;
import dev.gelada.core.testing.TrailSamples;
import dev.gelada.core.testing.TrailStoreContract;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** What a rotation may change, which is nothing that anybody judges by. */
class RotationTest {
  private final ManualTime time = ManualTime.onATuesdayMorning();

  @Test
  void any_history_folds_to_the_same_with_rotations_as_without() {
    Seeds.each(300, this::same);
  }

  private void same(RandomGenerator random) throws IOException {
    MemoryTrailStore whole = new MemoryTrailStore();
    MemoryTrailStore rotated = new MemoryTrailStore(8 + random.nextInt(40));
    Trail.create(parts(whole, time, 1), "test").close();
    rotated.append(Head.EMPTY, whole.after(0).toList()); // of the same id
    Trail one = new Trail(parts(whole, time, 1));
    Trail other = new Trail(parts(rotated, time, 2));
    Trail late = new Trail(parts(rotated, time, 3));
    late.read();
    for (int i = 0; i < 60; i++) {
      time.advance(Duration.ofMinutes(random.nextInt(240)));
      Trail.Batch next = step(one.read(), i, random);
      one.commit(ledger -> next, soon(time));
      other.commit(ledger -> next, soon(time));
      if (random.nextInt(20) == 0) {
        assertThat(said(late.read())).isEqualTo(said(one.read())); // it looks now and then
      }
    }

    assertThat(rotated.archives()).isNotEmpty();
    Map<String, Object> expected = said(one.read());
    assertThat(said(other.read())).isEqualTo(expected);
    assertThat(said(late.read())).isEqualTo(expected);
    assertThat(said(new Trail(parts(rotated, time, 4)).read())).isEqualTo(expected);
    Verification verified = Verify.store(rotated, null);
    assertThat(verified.bad()).isNull();
    assertThat(verified.missing()).isNull();
    assertThat(verified.archives()).hasSameSizeAs(rotated.archives());
  }

  private static Trail.Batch step(Ledger on, int i, RandomGenerator random) {
    List<Claim> claims = List.copyOf(on.claims().values());
    Claim some = claims.isEmpty() ? null : claims.get(random.nextInt(claims.size()));
    String run = "r" + random.nextInt(4);
    Entry entry =
        switch (random.nextInt(14)) {
          case 0, 1, 2 -> on.halted() != null ? new Entry.Note("halted") : claimed("s" + i);
          case 3 -> on.halted() != null ? new Entry.Note("halted") : killed("k" + i);
          case 4, 5, 6 -> some == null ? new Entry.Note("none") : settled(some.id(), random);
          case 7 -> random.nextBoolean() ? new Entry.Halted("h" + i) : new Entry.Resumed("r" + i);
          case 8 -> new Entry.Missed(new Slot("file", null, "d" + random.nextInt(9), ""), "late");
          case 9 ->
              new Entry.Planned("f" + i % 3, LocalDate.EPOCH.plusYears(99), "d" + i, 1, List.of());
          case 10 -> new Entry.Policy("hash" + i, random.nextBoolean() ? "" : "text");
          case 11 -> started(i);
          case 12 ->
              new Entry.Ended(
                  0, "held", Map.of("n", "" + i), Instant.parse("2126-01-01T00:00:00Z"));
          default ->
              random.nextBoolean()
                  ? new Entry.Cleaned("m" + random.nextInt(5), "gone")
                  : new Entry.Launched(
                      new Launch(
                          "processes", "m" + random.nextInt(5), TrailSamples.PLACE, Map.of()));
        };
    return new Trail.Batch(run, "why", random.nextInt(8) == 0, List.of(entry));
  }

  private static Entry settled(StrikeId id, RandomGenerator random) {
    return switch (random.nextInt(5)) {
      case 0 -> new Entry.Struck(id, random.nextBoolean(), Map.of());
      case 1 -> new Entry.Released(id, "never began");
      case 2 -> new Entry.Failed(id, "not seen");
      case 3 -> new Entry.Residue(id, "look");
      default -> new Entry.Reverted(id, "restored", Map.of());
    };
  }

  /** All that can be judged by; numbers of records differ by the checkpoints between them. */
  private static Map<String, Object> said(Ledger ledger) {
    return Map.of(
        "trail",
        ledger.trail(),
        "halted",
        String.valueOf(ledger.halted()),
        "policy",
        String.valueOf(ledger.policy()),
        "claims",
        ledger.claims().values().stream()
            .map(
                c ->
                    List.of(
                        c.id(),
                        c.at(),
                        c.run(),
                        c.entry(),
                        c.state(),
                        "" + c.closedAt(),
                        c.reason()))
            .toList(),
        "runs",
        List.copyOf(ledger.runs().values()),
        "launches",
        ledger.launches(),
        "used",
        ledger.used(),
        "planned",
        ledger.planned(),
        "struckOff",
        ledger.struckOff());
  }

  @Test
  void what_was_over_before_the_retention_is_forgotten_and_what_is_open_never() throws IOException {
    MemoryTrailStore store = new MemoryTrailStore(28);
    Trail trail = Trail.create(parts(store, time, 1), "test");
    Slot slot = new Slot("file", null, "2026-01-01", "");
    trail.commit(l -> new Trail.Batch("old", "", false, List.of(started(1))), soon(time));
    trail.commit(
        l -> batch(claimed("open"), claimed("over"), killed("dead"), claimed("left")), soon(time));
    trail.commit(
        l -> batch(struck("open"), struck("over"), struck("dead"), new Entry.Missed(slot, "")),
        soon(time));
    trail.commit(
        l ->
            batch(
                new Entry.Residue(new StrikeId("left"), "look"),
                new Entry.Reverted(new StrikeId("over"), "restored", Map.of())),
        soon(time));
    trail.commit(l -> batch(new Entry.Halted("stop")), soon(time));
    Ledger slept = trail.read();
    time.advance(Duration.ofDays(41));
    trail.commit(l -> batch(new Entry.Note("later")), soon(time));
    assertThat(store.archives()).isEmpty();
    trail.commit(l -> batch(new Entry.Note("even later")), soon(time));

    assertThat(store.archives()).hasSize(1);
    Ledger ledger = trail.read();
    assertThat(ledger.claims().keySet())
        .extracting(StrikeId::value)
        .containsExactly("open", "left");
    assertThat(ledger.missed()).isEmpty();
    assertThat(ledger.running()).extracting(Ledger.Run::id).containsExactly("old");
    assertThat(ledger.halted()).isNotNull();
    // a process that slept for as long tells of what is over and forgotten
    assertThat(trail.append(slept, batch(new Entry.Failed(new StrikeId("over"), "")), soon(time)))
        .isInstanceOf(Trail.Answer.Written.class);
    assertThat(trail.read().claims()).hasSize(2);
  }

  @Test
  void a_clock_that_is_far_ahead_makes_nobody_forget() throws IOException {
    MemoryTrailStore store = new MemoryTrailStore(12);
    Trail trail = Trail.create(parts(store, time, 1), "test");
    trail.commit(l -> batch(claimed("a")), soon(time));
    trail.commit(
        l -> batch(new Entry.Reverted(new StrikeId("a"), "restored", Map.of())), soon(time));
    for (int i = 0; i < 3; i++) {
      trail.commit(l -> batch(new Entry.Note("n")), soon(time));
    }
    ManualTime ahead = new ManualTime(time.instant().plus(Duration.ofDays(400)));

    new Trail(parts(store, ahead, 2)).commit(l -> batch(new Entry.Note("rotates")), soon(ahead));

    assertThat(store.archives()).hasSize(1);
    assertThat(trail.read().counted()).hasSize(1);
  }

  private static Entry struck(String id) {
    return new Entry.Struck(new StrikeId(id), false, Map.of());
  }

  @Test
  void a_judgement_made_before_a_rotation_still_counts() throws IOException {
    MemoryTrailStore store = new MemoryTrailStore(12);
    Trail trail = Trail.create(parts(store, time, 1), "test");
    Trail other = new Trail(parts(store, time, 2));
    for (int i = 0; i < 6; i++) {
      trail.commit(l -> batch(new Entry.Note("n")), soon(time));
    }
    Ledger judged = other.read();
    trail.commit(l -> batch(new Entry.Note("rotates")), soon(time));
    assertThat(store.archives()).hasSize(1);

    assertThat(other.append(judged, batch(claimed("a")), soon(time)))
        .isInstanceOf(Trail.Answer.Written.class);
    for (int i = 0; i < 6; i++) {
      trail.commit(l -> batch(new Entry.Note("n")), soon(time));
    }
    assertThat(store.archives()).hasSize(2);
    assertThat(other.append(judged, batch(claimed("b")), soon(time)))
        .as("claim a is hidden in an archive, and weighs")
        .isInstanceOf(Trail.Answer.Moved.class);
  }

  @Test
  void a_store_whose_rotation_fails_is_written_until_it_is_full() throws IOException {
    MemoryTrailStore memory = new MemoryTrailStore(12);
    Stuck stuck = new Stuck(memory);
    Trail trail = Trail.create(parts(stuck, time, 1), "test");
    for (int i = 0; i < 11; i++) {
      trail.commit(l -> batch(new Entry.Note("n")), soon(time));
    }
    assertThat(stuck.tried).as("and left alone for a while").isBetween(1, 2);
    assertThatThrownBy(() -> trail.commit(l -> batch(new Entry.Note("n")), soon(time)))
        .hasMessageContaining("is full");
    stuck.open = true;
    trail.commit(l -> batch(new Entry.Halted("fits, as there is room to be made")), soon(time));
    assertThat(memory.archives()).hasSize(1);
    assertThat(trail.read().halted()).isNotNull();
  }

  @Test
  void what_is_urgent_does_not_wait_for_a_rotation() throws IOException {
    MemoryTrailStore memory = new MemoryTrailStore(12);
    Stuck stuck = new Stuck(memory);
    Trail trail = Trail.create(parts(stuck, time, 1), "test");
    for (int i = 0; i < 10; i++) {
      trail.commit(l -> batch(new Entry.Halted("h")), soon(time));
    }
    assertThat(stuck.tried).isZero();
  }

  /** Always more than half full, as if its checkpoints were. */
  private static final class Heavy extends Around {
    private int rotations;

    Heavy(MemoryTrailStore store) {
      super(store);
    }

    @Override
    public double fullness() {
      return 0.6;
    }

    @Override
    public Appended rotate(Head expected, TrailRecord checkpoint) throws IOException {
      rotations++;
      return super.rotate(expected, checkpoint);
    }
  }

  /** Cannot be rotated while it is not open. */
  private static final class Stuck extends Around {
    private boolean open;
    private int tried;

    Stuck(MemoryTrailStore store) {
      super(store);
    }

    @Override
    public Appended rotate(Head expected, TrailRecord checkpoint) throws IOException {
      tried++;
      if (!open) {
        throw new IOException("no");
      }
      return super.rotate(expected, checkpoint);
    }
  }

  private static class Around implements TrailStore {
    private final MemoryTrailStore store;

    Around(MemoryTrailStore store) {
      this.store = store;
    }

    @Override
    public Head head() {
      return store.head();
    }

    @Override
    public java.util.stream.Stream<TrailRecord> after(long sequence) {
      return store.after(sequence);
    }

    @Override
    public Appended append(Head expected, List<TrailRecord> records) throws IOException {
      return store.append(expected, records);
    }

    @Override
    public double fullness() {
      return store.fullness();
    }

    @Override
    public String archiveName(Head last) {
      return store.archiveName(last);
    }

    @Override
    public Appended rotate(Head expected, TrailRecord checkpoint) throws IOException {
      return store.rotate(expected, checkpoint);
    }

    @Override
    public String uri() {
      return "around";
    }

    @Override
    public void close() {
      // nothing to give back
    }
  }

  @Test
  void a_store_that_is_full_of_what_must_be_remembered_is_not_rotated_for_nothing()
      throws IOException {
    MemoryTrailStore store = new MemoryTrailStore(60);
    Trail trail = Trail.create(parts(store, time, 1), "test");
    for (int i = 0; i < 28; i++) {
      String id = "s" + i;
      trail.commit(l -> batch(claimed(id)), soon(time));
    }
    Heavy heavy = new Heavy(store);
    Trail crowded = new Trail(parts(heavy, time, 2));
    for (int i = 0; i < 12; i++) {
      crowded.commit(l -> batch(new Entry.Note("n")), soon(time));
    }
    assertThat(heavy.rotations).as("then only when it is worth it").isBetween(1, 8);
    assertThat(crowded.read().open()).hasSize(28);
  }

  @Test
  void a_month_of_claims_fits_into_a_checkpoint_of_some_hundred_bytes_each() throws IOException {
    MemoryTrailStore store = new MemoryTrailStore();
    Trail trail = Trail.create(parts(store, time, 1), "test");
    RandomGenerator random = chance(7);
    for (int i = 0; i < 500; i++) {
      String id =
          new java.math.BigInteger(103, new java.util.Random(random.nextLong())).toString(36);
      trail.commit(l -> batch(killed(id)), soon(time));
      trail.commit(l -> batch(struck(id)), soon(time));
      time.advance(Duration.ofMinutes(7));
    }
    Folding fold = new Folding("here");
    for (TrailRecord record : store.after(0).toList()) {
      fold.add(record);
    }
    int each = fold.summary(Instant.EPOCH).text().length() / 500;
    assertThat(each).isBetween(20, 200);
  }

  @Test
  void of_two_who_rotate_at_once_one_wins_and_both_go_on() throws IOException {
    MemoryTrailStore store = new MemoryTrailStore(12);
    Trail one = Trail.create(parts(store, time, 1), "test");
    for (int i = 0; i < 5; i++) {
      one.commit(l -> batch(new Entry.Note("n")), soon(time));
    }
    Trail other = new Trail(parts(store, time, 2));
    Ledger before = other.read();
    one.commit(l -> batch(new Entry.Note("rotates")), soon(time));
    other.append(before, batch(new Entry.Note("finds it done")), soon(time));

    assertThat(store.archives()).hasSize(1);
    assertThat(store.after(0)).hasSize(3);
  }

  @Test
  void a_gap_without_a_checkpoint_is_no_trail() throws IOException {
    MemoryTrailStore store = new MemoryTrailStore();
    Trail trail = Trail.create(parts(store, time, 1), "test");
    for (int i = 0; i < 5; i++) {
      trail.commit(l -> batch(new Entry.Note("n")), soon(time));
    }
    List<TrailRecord> all = TrailStoreContract.read(store, 0);
    Folding gap = new Folding("here");
    gap.add(all.get(0));
    assertThatThrownBy(() -> gap.add(all.get(2))).hasMessageContaining("stands after record 1");

    TrailRecord checkpoint = TrailStoreContract.checkpoint(store);
    gap.add(checkpoint);
    assertThat(gap.head()).isEqualTo(checkpoint.head());
    assertThatThrownBy(() -> gap.add(checkpoint)).isInstanceOf(BadTrail.class);
    assertThatThrownBy(() -> gap.add(all.get(3))).isInstanceOf(BadTrail.class);
  }

  @Test
  void a_checkpoint_of_other_records_or_of_another_trail_is_refused() throws IOException {
    MemoryTrailStore store = new MemoryTrailStore();
    Trail.create(parts(store, time, 1), "test").close();
    MemoryTrailStore foreign = new MemoryTrailStore();
    Trail.create(parts(foreign, time, 2), "test").close();
    String theirs = new Folding("x").summary(Instant.EPOCH).text();
    Folding fold = new Folding("here");
    fold.add(store.after(0).toList().get(0));
    Folding other = new Folding("there");
    other.add(foreign.after(0).toList().get(0));
    Function<Entry.Checkpoint, TrailRecord> record =
        entry -> Records.on(store.head(), batch(entry), time.instant(), chance(1)).get(0);

    String hash = store.head().hash();
    assertThatThrownBy(
            () -> fold.add(record.apply(new Entry.Checkpoint("a", "00".repeat(32), theirs))))
        .hasMessageContaining("other records");
    assertThatThrownBy(
            () ->
                fold.add(
                    record.apply(
                        new Entry.Checkpoint("a", hash, other.summary(Instant.EPOCH).text()))))
        .hasMessageContaining("sums up trail");
    assertThatThrownBy(() -> fold.add(record.apply(new Entry.Checkpoint("a", hash, "garbage!"))))
        .hasMessageContaining("checkpoint that this Gelada cannot read");
    assertThat(fold.head()).isEqualTo(store.head());
  }

  @Test
  void a_checkpoint_that_leaves_out_an_open_claim_is_found_by_verifying() throws IOException {
    MemoryTrailStore store = new MemoryTrailStore();
    Trail trail = Trail.create(parts(store, time, 1), "test");
    Folding fold = new Folding("x");
    for (TrailRecord record : store.after(0).toList()) {
      fold.add(record);
    }
    String empty = fold.summary(Instant.EPOCH).text();
    trail.commit(l -> batch(claimed("a")), soon(time));
    Head head = store.head();
    Entry forged = new Entry.Checkpoint(store.archiveName(head), head.hash(), empty);
    store.rotate(head, Records.on(head, batch(forged), time.instant(), chance(1)).get(0));

    assertThat(Verify.store(store, null).bad())
        .extracting(Verification.Bad::reason)
        .asString()
        .contains("does not sum up");
  }

  @Test
  void a_missing_archive_is_said_and_only_fine_if_it_was_pruned_on_record() throws IOException {
    MemoryTrailStore store = new MemoryTrailStore(12);
    Trail trail = Trail.create(parts(store, time, 1), "test");
    for (int i = 0; i < 30; i++) {
      trail.commit(l -> batch(new Entry.Note("n")), soon(time));
      time.advance(Duration.ofDays(1));
    }
    List<TrailStore.Archive> old = Pruning.older(store, time.instant().minus(Duration.ofDays(18)));
    assertThat(old).hasSize(2);
    String second = old.get(1).name();
    old.forEach(store::forget);

    Verification lost = Verify.store(store, null);
    assertThat(lost.missing()).isEqualTo(new Verification.Missing(second, false));
    assertThat(lost.good()).isFalse();
    trail.commit(l -> batch(Pruning.note(old)), soon(time));
    Verification pruned = Verify.store(store, null);
    assertThat(pruned.missing()).isEqualTo(new Verification.Missing(second, true));
    assertThat(pruned.bad()).isNull();
    assertThat(pruned.trail()).isEqualTo(trail.read().trail());
    assertThat(pruned.head()).isEqualTo(store.head());
  }

  @Test
  void the_retention_comes_from_the_environment_and_is_never_less_than_eight_days() {
    assertThat(Retention.of(Map.of())).isEqualTo(Retention.USUAL);
    assertThat(Retention.of(Map.of("GELADA_TRAIL_RETENTION", "90")).length())
        .isEqualTo(Duration.ofDays(90));
    for (String odd : List.of("7", "-1", "8d", "x", "")) {
      assertThat(Retention.of(Map.of("GELADA_TRAIL_RETENTION", odd))).isEqualTo(Retention.USUAL);
    }
    assertThatThrownBy(() -> new Retention(Duration.ofDays(7)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}

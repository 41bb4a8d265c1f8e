package dev.gelada.core.trail;

import static dev.gelada.core.testing.TrailSamples.batch;
import static dev.gelada.core.testing.TrailSamples.claimed;
import static dev.gelada.core.testing.TrailSamples.dry;
import static dev.gelada.core.testing.TrailSamples.soon;
import static dev.gelada.core.testing.TrailSamples.started;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gelada.core.attack.StrikeId;
import dev.gelada.core.attack.Undo;
import dev.gelada.core.plugin.Deadline;
import dev.gelada.core.plugin.Redactor;
import dev.gelada.core.plugin.SystemTime;
import dev.gelada.core.testing.ManualTime;
import dev.gelada.core.testing.TrailSamples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrailTest {
  private static final String CANARY = "canary-7f3a9c";

  private final ManualTime time = ManualTime.onATuesdayMorning();
  private final MemoryTrailStore store = new MemoryTrailStore();
  private final List<TrailRecord> told = new ArrayList<>();
  private Trail trail;
  private Trail other;

  @BeforeEach
  void create() throws IOException {
    Trail.create(TrailSamples.parts(store, time, 1), "1.0").close();
    trail = new Trail(TrailSamples.parts(store, time, 2, told::add));
    other = new Trail(TrailSamples.parts(store, time, 3));
  }

  @Test
  void an_empty_store_is_no_trail() {
    Trail none = new Trail(TrailSamples.parts(new MemoryTrailStore(), time, 1));

    assertThatThrownBy(none::read)
        .isInstanceOf(BadTrail.class)
        .hasMessageContaining("no trail here")
        .hasMessageContaining("gelada trail init");
  }

  @Test
  void is_not_created_twice() {
    assertThatThrownBy(() -> Trail.create(TrailSamples.parts(store, time, 9), "1.0"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is a trail already");
    assertThat(store.head().sequence()).isEqualTo(1);
  }

  @Test
  void a_claim_is_written_only_on_the_head_that_was_judged() throws IOException {
    Ledger judged = trail.read();
    other.commit(ledger -> batch(claimed("theirs")), soon(time));

    assertThat(trail.append(judged, batch(claimed("mine")), soon(time)))
        .isInstanceOf(Trail.Answer.Moved.class);
    assertThat(trail.read().claims()).containsOnlyKeys(new StrikeId("theirs"));
    assertThat(told).isEmpty();
  }

  @Test
  void neutral_and_dry_records_in_between_do_not_matter() throws IOException {
    Ledger judged = trail.read();
    other.commit(ledger -> batch(new Entry.Note("hello"), started(1)), soon(time));
    other.commit(ledger -> dry(new Entry.Halted("only dry")), soon(time));

    Trail.Answer answer = trail.append(judged, batch(claimed("mine")), soon(time));
    assertThat(answer).isInstanceOf(Trail.Answer.Written.class);
    Trail.Answer.Written written = (Trail.Answer.Written) answer;
    assertThat(written.records().get(0).seq()).isEqualTo(5);
    assertThat(written.after().open()).hasSize(1);
    assertThat(other.read().open()).hasSize(1);
    assertThat(told).isEqualTo(written.records());
  }

  @Test
  void commit_decides_again_when_something_that_matters_came_in_between() throws IOException {
    AtomicInteger asked = new AtomicInteger();
    Ledger after =
        trail.commit(
            ledger -> {
              if (asked.getAndIncrement() == 0) {
                interfere();
              }
              return ledger.halted() == null ? batch(claimed("mine")) : null;
            },
            soon(time));

    assertThat(asked).hasValue(2);
    assertThat(after.claims()).isEmpty();
  }

  private void interfere() {
    try {
      other.commit(ledger -> batch(new Entry.Halted("stop")), soon(time));
    } catch (IOException failed) {
      throw new AssertionError(failed);
    }
  }

  @Test
  void commit_gives_up_at_its_deadline_and_says_so() {
    AtomicInteger n = new AtomicInteger();
    Deadline until = Deadline.in(Duration.ofSeconds(1), time);

    assertThatThrownBy(
            () ->
                trail.commit(
                    ledger -> {
                      interfere();
                      return batch(new Entry.Resumed("n" + n.getAndIncrement()));
                    },
                    until))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("others kept writing");
    assertThat(n.get()).isGreaterThan(3);
  }

  @Test
  void an_unsure_append_is_asked_again_with_the_same_records_until_the_deadline() {
    List<List<TrailRecord>> sent = new ArrayList<>();
    Trail unlucky = new Trail(TrailSamples.parts(new Silent(store, sent), time, 4, told::add));
    Deadline until = Deadline.in(Duration.ofSeconds(2), time);

    assertThatThrownBy(() -> unlucky.append(unlucky.read(), batch(claimed("s1")), until))
        .isInstanceOf(TrailStore.UnsureAppend.class);
    assertThat(sent).hasSizeGreaterThan(3);
    assertThat(sent.stream().distinct()).hasSize(1);
    assertThat(until.passed()).isTrue();
    assertThat(told).isEmpty();
  }

  @Test
  void time_never_goes_back_and_is_in_whole_milliseconds() throws IOException {
    time.step(Duration.ofNanos(1_234_567));
    trail.commit(ledger -> batch(new Entry.Note("now")), soon(time));
    Instant last = trail.read().at();
    assertThat(last).isEqualTo(Instant.parse("2026-03-10T10:00:00.001Z"));
    time.step(Duration.ofSeconds(-4));
    trail.commit(ledger -> batch(claimed("s1")), soon(time));

    assertThat(trail.read().at()).isEqualTo(last);
  }

  @Test
  void a_clock_far_behind_begins_nothing_but_may_end_everything() throws IOException {
    trail.commit(ledger -> batch(claimed("s1")), soon(time));
    time.step(Duration.ofSeconds(-6));

    assertThatThrownBy(() -> trail.commit(ledger -> batch(claimed("s2")), soon(time)))
        .isInstanceOf(ClockSkew.class)
        .hasMessageContaining("6.000 s behind")
        .hasMessageContaining("Set the clock");
    assertThatThrownBy(() -> trail.commit(ledger -> batch(started(1)), soon(time)))
        .isInstanceOf(ClockSkew.class);
    trail.commit(ledger -> dry(claimed("s2")), soon(time));
    StrikeId s1 = new StrikeId("s1");
    trail.commit(ledger -> batch(new Entry.Released(s1, "skew")), soon(time));
    trail.commit(ledger -> batch(new Entry.Halted("stop")), soon(time));
    assertThat(trail.read().halted()).isNotNull();
  }

  @Test
  void a_head_lower_than_or_unlike_one_seen_before_is_refused() throws IOException {
    trail.commit(ledger -> batch(new Entry.Note("seen")), soon(time));
    Changeable changeable = new Changeable();
    changeable.store = store;
    Trail watching = new Trail(TrailSamples.parts(changeable, time, 5));
    watching.read();

    changeable.store = new MemoryTrailStore();
    Trail another = Trail.create(TrailSamples.parts(changeable.store, time, 6), "1.0");
    assertThatThrownBy(watching::read)
        .isInstanceOf(BadTrail.class)
        .hasMessageContaining("ends at record 1, but record 2 was seen");
    another.commit(ledger -> batch(new Entry.Note("x")), soon(time));
    assertThatThrownBy(watching::read).hasMessageContaining("is not the one that was seen");
    another.commit(ledger -> batch(new Entry.Note("x")), soon(time));
    assertThatThrownBy(watching::read).hasMessageContaining("does not follow");
    changeable.store = store;
    assertThat(watching.read().head().sequence()).isEqualTo(2);
  }

  @Test
  void a_record_of_a_newer_gelada_is_not_guessed_at(@TempDir Path folder) throws IOException {
    Path path = folder.resolve("trail.jsonl");
    try (Trail mine =
        Trail.create(
            TrailSamples.parts(FileTrailStore.create(path, new SystemTime()), time, 1), "1.0")) {
      var fields = tools.jackson.databind.node.JsonNodeFactory.instance.objectNode();
      Head head = mine.read().head();
      fields.put("seq", 2).put("id", "x").put("prev", head.hash()).put("type", "levitated");
      Files.writeString(
          path, Line.seal(fields).text() + "\n", java.nio.file.StandardOpenOption.APPEND);

      assertThatThrownBy(mine::read)
          .isInstanceOf(BadTrail.class)
          .hasMessageContaining("levitated")
          .hasMessageContaining("upgrade");
      assertThat(Verify.file(path, null).good()).as("the chain can be verified").isTrue();
    }
  }

  @Test
  void a_listener_that_fails_does_not_fail_the_append() throws IOException {
    Trail loud =
        new Trail(
            TrailSamples.parts(
                store,
                time,
                7,
                written -> {
                  throw new IllegalStateException("a bug");
                },
                told::add));
    loud.commit(ledger -> batch(new Entry.Note("1"), new Entry.Note("2")), soon(time));

    assertThat(told).extracting(TrailRecord::seq).containsExactly(2L, 3L);
  }

  @Test
  void a_known_secret_never_stands_in_the_file(@TempDir Path folder) throws IOException {
    Path path = folder.resolve("trail.jsonl");
    Redactor redactor = new Redactor();
    redactor.add(CANARY);
    Actor actor = new Actor("user", CANARY, "host", "none");
    FileTrailStore file = FileTrailStore.create(path, new SystemTime());
    Trail.Parts parts =
        new Trail.Parts(file, time, actor, List.of(told::add), redactor, TrailSamples.chance(1));
    try (Trail mine = Trail.create(parts, "1.0")) {
      StrikeId s1 = new StrikeId("s1");
      Trail.Batch batch =
          new Trail.Batch(
              "r1",
              "why " + CANARY,
              false,
              List.of(
                  claimed("s1"),
                  new Entry.Note(CANARY),
                  new Entry.Struck(s1, false, Map.of(CANARY, "x" + CANARY + "y")),
                  new Entry.Residue(s1, "failed with " + CANARY)));
      Ledger after = mine.commit(ledger -> batch, soon(time));

      assertThat(Files.readString(path)).doesNotContain(CANARY).contains("x***y");
      assertThat(after.toString() + told).doesNotContain(CANARY);
    }
  }

  @Test
  void a_claim_that_holds_a_secret_is_refused_before_anything_is_written() {
    Redactor redactor = new Redactor();
    redactor.add(CANARY);
    Trail strict =
        new Trail(
            new Trail.Parts(
                store, time, TrailSamples.ACTOR, List.of(), redactor, TrailSamples.chance(1)));
    Entry leaky =
        TrailSamples.claim(
            "s1", new Undo.Recipe(TrailSamples.PLACE, Map.of("k", CANARY), Undo.Expiry.GUARDIAN));

    assertThatThrownBy(() -> strict.commit(ledger -> batch(leaky), soon(time)))
        .isInstanceOf(SecretInRecord.class)
        .message()
        .doesNotContain(CANARY);
    assertThat(store.head().sequence()).isEqualTo(1);
  }

  @Test
  void a_secret_of_digits_does_not_blot_out_seeds_and_times() throws IOException {
    Redactor redactor = new Redactor();
    redactor.add("123456");
    redactor.add("2026-03");
    Trail mine =
        new Trail(
            new Trail.Parts(
                store, time, TrailSamples.ACTOR, List.of(), redactor, TrailSamples.chance(1)));
    Ledger ledger = mine.commit(l -> batch(started(8812345688L), claimed("s1")), soon(time));

    assertThat(ledger.runs().values()).extracting(r -> r.started().seed()).contains(8812345688L);
  }

  /** Never answers an append. */
  private record Silent(TrailStore store, List<List<TrailRecord>> sent) implements TrailStore {
    @Override
    public Head head() throws IOException {
      return store.head();
    }

    @Override
    public Stream<TrailRecord> after(long sequence) throws IOException {
      return store.after(sequence);
    }

    @Override
    public Appended append(Head expected, List<TrailRecord> records) throws IOException {
      sent.add(records);
      if (sent.size() % 2 == 0) {
        throw new IOException("certain for this request only");
      }
      throw new UnsureAppend("no answer");
    }

    @Override
    public String uri() {
      return "silent";
    }

    @Override
    public void close() {}
  }

  /** Another store from one moment to the next. */
  private static final class Changeable implements TrailStore {
    private TrailStore store = new MemoryTrailStore();

    @Override
    public Head head() throws IOException {
      return store.head();
    }

    @Override
    public Stream<TrailRecord> after(long sequence) throws IOException {
      return store.after(sequence);
    }

    @Override
    public Appended append(Head expected, List<TrailRecord> records) throws IOException {
      return store.append(expected, records);
    }

    @Override
    public String uri() {
      return "changeable";
    }

    @Override
    public void close() {}
  }
}

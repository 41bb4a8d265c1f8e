package dev.gelada.core.testing;

import static dev.gelada.core.testing.TrailSamples.chance;
import static dev.gelada.core.testing.TrailSamples.parts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.gelada.core.plugin.SystemTime;
import dev.gelada.core.plugin.Timekeeper;
import dev.gelada.core.trail.Entry;
import dev.gelada.core.trail.Head;
import dev.gelada.core.trail.MemoryTrailStore;
import dev.gelada.core.trail.Records;
import dev.gelada.core.trail.Trail;
import dev.gelada.core.trail.TrailRecord;
import dev.gelada.core.trail.TrailStore;
import dev.gelada.core.trail.TrailStore.Appended;
import dev.gelada.core.trail.Verification;
import dev.gelada.core.trail.Verify;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every trail store keeps. A subclass says how to make an empty one. */
public abstract class TrailStoreContract {
  private static final Timekeeper TIME = new SystemTime();

  private TrailStore store;

  /** An empty store. */
  protected abstract TrailStore empty() throws IOException;

  /** Whether it archives what gets too much. */
  protected boolean rotates() {
    return false;
  }

  /**
   * The same place by another store object, as another process would have it; closed by the test.
   * Where there is only one object it is that one.
   */
  protected TrailStore another() throws IOException {
    return store;
  }

  @BeforeEach
  void make() throws IOException {
    store = empty();
  }

  @AfterEach
  void close() throws IOException {
    store.close();
  }

  @Test
  void is_empty_at_first() throws IOException {
    assertThat(store.head()).isEqualTo(Head.EMPTY);
    assertThat(read(store, 0)).isEmpty();
  }

  @Test
  void appends_on_the_head_and_moves_it() throws IOException {
    List<TrailRecord> opened = opened();

    assertThat(store.append(Head.EMPTY, opened)).isEqualTo(Appended.YES);
    assertThat(store.head()).isEqualTo(opened.get(0).head());
    assertThat(read(store, 0)).isEqualTo(opened);
  }

  @Test
  void says_moved_when_another_record_stands_there_and_writes_nothing() throws IOException {
    store.append(Head.EMPTY, opened());
    Head head = store.head();
    List<TrailRecord> mine = notes(head, 1, "mine");
    store.append(head, notes(head, 1, "theirs"));

    assertThat(store.append(head, mine)).isEqualTo(Appended.MOVED);
    assertThat(read(store, 0)).hasSize(2).doesNotContainAnyElementsOf(mine);
  }

  @Test
  void sending_the_same_again_is_harmless_also_later() throws IOException {
    store.append(Head.EMPTY, opened());
    Head head = store.head();
    List<TrailRecord> mine = notes(head, 3, "mine");

    assertThat(store.append(head, mine)).isEqualTo(Appended.YES);
    assertThat(store.append(head, mine)).isEqualTo(Appended.YES);
    Head after = store.head();
    store.append(after, notes(after, 2, "others"));
    assertThat(store.append(head, mine)).isEqualTo(Appended.YES);
    assertThat(read(store, 1)).hasSize(5).startsWith(mine.toArray(TrailRecord[]::new));
  }

  @Test
  void reads_what_comes_after_a_number_in_order() throws IOException {
    store.append(Head.EMPTY, opened());
    List<TrailRecord> all = new ArrayList<>(read(store, 0));
    for (int i = 0; i < 200; i++) {
      List<TrailRecord> more = notes(store.head(), 1 + i % 3, "n" + i);
      store.append(store.head(), more);
      all.addAll(more);
    }

    for (int after = 0; after <= all.size(); after += 7) {
      assertThat(read(store, after)).isEqualTo(all.subList(after, all.size()));
    }
    assertThat(read(store, all.size() + 10)).isEmpty();
  }

  @Test
  void refuses_records_that_do_not_follow_the_head_they_name() throws IOException {
    store.append(Head.EMPTY, opened());
    Head head = store.head();
    List<TrailRecord> late = notes(notes(head, 1, "gap").get(0).head(), 1, "late");
    List<TrailRecord> half = notes(head, 2, "half").subList(0, 1);

    assertThatThrownBy(() -> store.append(head, late)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> store.append(head, half)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> store.append(head, List.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(store.head()).isEqualTo(head);
  }

  @Test
  void keeps_any_text() throws IOException {
    store.append(Head.EMPTY, opened());
    String odd = "line\nend\r\u0000\u0001\u001f\u007f\u2028 \"\\/ ü € \uD83D\uDE00 é";
    store.append(store.head(), notes(store.head(), 1, odd));

    assertThat(read(store, 1).get(0).why()).isEqualTo(odd);
  }

  @Test
  void lets_exactly_one_of_many_threads_win_each_head() throws Exception {
    store.append(Head.EMPTY, opened());
    int threads = 8;
    int wanted = 25;
    Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (int t = 0; t < threads; t++) {
        String name = "t" + t;
        running.add(pool.submit(() -> win(name, wanted, acknowledged)));
      }
      for (Future<?> each : running) {
        each.get();
      }
    } finally {
      pool.shutdownNow();
    }

    List<String> ids = read(store, 1).stream().map(TrailRecord::id).toList();
    assertThat(ids).doesNotHaveDuplicates().hasSize(2 * threads * wanted);
    assertThat(ids).containsExactlyInAnyOrderElementsOf(acknowledged);
    Verification verified = Verify.store(store, null);
    assertThat(verified.bad()).isNull();
  }

  @Test
  void is_not_closed_by_an_interrupted_thread() throws IOException {
    store.append(Head.EMPTY, opened());
    Thread.currentThread().interrupt();
    try {
      Appended answer = store.append(store.head(), notes(store.head(), 1, "while interrupted"));
      assertThat(answer).isEqualTo(Appended.YES);
      assertThat(Thread.currentThread().isInterrupted()).isTrue();
    } finally {
      Thread.interrupted();
    }
    assertThat(store.append(store.head(), notes(store.head(), 1, "after"))).isEqualTo(Appended.YES);
  }

  @Test
  void rotation_puts_a_checkpoint_in_the_place_of_what_it_archives() throws IOException {
    List<TrailRecord> all = grown(5);
    TrailRecord checkpoint = checkpoint(store);
    Head before = store.head();

    assertThat(store.rotate(before, checkpoint)).isEqualTo(Appended.YES);

    assertThat(store.head()).isEqualTo(checkpoint.head());
    assertThat(read(store, 0)).containsExactly(checkpoint);
    assertThat(read(store, 3)).containsExactly(checkpoint);
    assertThat(read(store, before.sequence())).containsExactly(checkpoint);
    assertThat(read(store, checkpoint.seq())).isEmpty();
    assertThat(store.archives())
        .containsExactly(new TrailStore.Archive(store.archiveName(before), before));
    assertThat(archived(store)).isEqualTo(all);
    assertThat(store.fullness()).isBetween(0.0, 1.0);
  }

  @Test
  void a_rotated_store_goes_on_and_rotates_again() throws IOException {
    List<TrailRecord> all = new ArrayList<>(grown(3));
    for (int round = 0; round < 3; round++) {
      TrailRecord checkpoint = rotated();
      all.add(checkpoint);
      List<TrailRecord> since = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        List<TrailRecord> more = notes(store.head(), 1 + i % 2, "n" + round + i);
        assertThat(store.append(store.head(), more)).isEqualTo(Appended.YES);
        since.addAll(more);
        assertThat(read(store, checkpoint.seq())).isEqualTo(since);
        assertThat(read(store, more.get(0).seq() - 1)).isEqualTo(more);
      }
      all.addAll(since);
    }

    List<TrailRecord> whole = archived(store);
    whole.addAll(read(store, 0));
    assertThat(whole).isEqualTo(all);
    assertThat(store.archives()).hasSize(3);
    assertThat(Verify.store(store, null).bad()).isNull();
  }

  @Test
  void rotating_on_a_head_that_moved_changes_nothing() throws IOException {
    grown(3);
    TrailRecord mine = checkpoint(store);
    Head head = store.head();
    store.append(head, notes(head, 1, "theirs"));
    List<TrailRecord> before = read(store, 0);

    assertThat(store.rotate(head, mine)).isEqualTo(Appended.MOVED);
    assertThat(read(store, 0)).isEqualTo(before);
    TrailRecord next = rotated();
    assertThat(store.rotate(head, mine)).isEqualTo(Appended.MOVED);
    assertThat(read(store, 0)).containsExactly(next);
  }

  @Test
  void rotating_the_same_again_is_harmless_also_later() throws IOException {
    grown(3);
    Head head = store.head();
    TrailRecord checkpoint = rotated();

    assertThat(store.rotate(head, checkpoint)).isEqualTo(Appended.YES);
    store.append(store.head(), notes(store.head(), 2, "others"));
    assertThat(store.rotate(head, checkpoint)).isEqualTo(Appended.YES);
    rotated();
    assertThat(store.rotate(head, checkpoint)).isEqualTo(Appended.YES);
    assertThat(store.archives()).hasSize(2);
  }

  @Test
  void the_answer_to_an_append_is_the_same_when_it_was_archived_since() throws IOException {
    grown(2);
    Head head = store.head();
    List<TrailRecord> mine = notes(head, 2, "mine");
    List<TrailRecord> never = notes(head, 2, "never");
    store.append(head, mine);
    rotated();

    assertThat(store.append(head, mine)).isEqualTo(Appended.YES);
    assertThat(store.append(head, never)).isEqualTo(Appended.MOVED);
    rotated();
    assertThat(store.append(head, mine)).isEqualTo(Appended.YES);
    assertThat(store.append(head, never)).isEqualTo(Appended.MOVED);
  }

  @Test
  void refuses_a_checkpoint_that_is_none_of_its_head() throws IOException {
    grown(3);
    Head head = store.head();
    List<TrailRecord> before = read(store, 0);

    assertThatThrownBy(() -> store.rotate(head, notes(head, 1, "no checkpoint").get(0)))
        .isInstanceOf(IllegalArgumentException.class);
    TrailRecord late = checkpoint(store);
    store.append(head, notes(head, 1, "more"));
    assertThatThrownBy(() -> store.rotate(store.head(), late))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(read(store, 0)).startsWith(before.toArray(TrailRecord[]::new)).hasSize(5);
  }

  @Test
  void a_forgotten_archive_is_gone_and_the_trail_goes_on() throws IOException {
    grown(3);
    rotated();
    store.append(store.head(), notes(store.head(), 2, "between"));
    rotated();
    List<TrailStore.Archive> both = store.archives();

    store.forget(both.get(0));

    assertThat(store.archives()).containsExactly(both.get(1));
    assertThat(store.append(store.head(), notes(store.head(), 1, "on"))).isEqualTo(Appended.YES);
    assertThat(read(store, 0)).hasSize(2);
    assertThat(archived(store)).hasSize(3);
  }

  @Test
  void who_looks_on_elsewhere_goes_on_behind_a_rotation() throws IOException {
    grown(4);
    TrailStore other = another();
    try {
      Head seen = other.head();
      assertThat(read(other, 0)).hasSize(5);
      TrailRecord checkpoint = rotated();
      assertThat(read(other, seen.sequence())).containsExactly(checkpoint);
      assertThat(other.head()).isEqualTo(checkpoint.head());

      List<TrailRecord> theirs = notes(other.head(), 1, "theirs");
      assertThat(other.append(other.head(), theirs)).isEqualTo(Appended.YES);
      assertThat(read(store, checkpoint.seq())).isEqualTo(theirs);
      Head head = store.head();
      assertThat(other.rotate(head, checkpoint(other))).isEqualTo(Appended.YES);
      assertThat(store.append(store.head(), notes(store.head(), 1, "mine")))
          .isEqualTo(Appended.YES);
      assertThat(read(other, 1)).hasSize(2);
      assertThat(store.archives()).isEqualTo(other.archives()).hasSize(2);
    } finally {
      if (other != store) {
        other.close();
      }
    }
  }

  @Test
  void threads_that_append_while_others_rotate_lose_nothing() throws Exception {
    grown(1);
    Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    ExecutorService pool = Executors.newFixedThreadPool(4);
    TrailStore other = another();
    try {
      List<Future<?>> running = new ArrayList<>();
      for (int t = 0; t < 2; t++) {
        String name = "t" + t;
        running.add(pool.submit(() -> win(name, 15, acknowledged)));
      }
      for (TrailStore each : List.of(store, other)) {
        running.add(pool.submit(() -> rotate(each, 4)));
      }
      for (Future<?> each : running) {
        each.get();
      }
    } finally {
      pool.shutdownNow();
      if (other != store) {
        other.close();
      }
    }

    List<TrailRecord> whole = archived(store);
    whole.addAll(read(store, 0));
    assertThat(whole).extracting(TrailRecord::seq).doesNotHaveDuplicates().isSorted();
    assertThat(whole.get(whole.size() - 1).seq()).isEqualTo(whole.size());
    assertThat(whole).extracting(TrailRecord::id).containsAll(acknowledged);
    assertThat(whole).hasSize(2 + acknowledged.size() + 8);
    assertThat(Verify.store(store, null).bad()).isNull();
  }

  private static Void rotate(TrailStore store, int wanted) throws IOException {
    for (int won = 0; won < wanted; ) {
      TrailRecord checkpoint = checkpoint(store);
      Head head = new Head(checkpoint.seq() - 1, checkpoint.prev());
      won += store.rotate(head, checkpoint) == Appended.YES ? 1 : 0;
    }
    return null;
  }

  private List<TrailRecord> grown(int notes) throws IOException {
    assumeThat(rotates()).as("keeps all its records in one piece").isTrue();
    store.append(Head.EMPTY, opened());
    store.append(store.head(), notes(store.head(), notes, "first"));
    return read(store, 0);
  }

  private TrailRecord rotated() throws IOException {
    TrailRecord checkpoint = checkpoint(store);
    assertThat(store.rotate(store.head(), checkpoint)).isEqualTo(Appended.YES);
    return checkpoint;
  }

  private Void win(String name, int wanted, Set<String> acknowledged) throws IOException {
    for (int won = 0; won < wanted; ) {
      Head head = store.head();
      List<TrailRecord> records = notes(head, 2, name + "-" + won);
      if (store.append(head, records) == Appended.YES) {
        records.forEach(record -> acknowledged.add(record.id()));
        won++;
      }
    }
    return null;
  }

  /** All records after a number. */
  public static List<TrailRecord> read(TrailStore store, long after) throws IOException {
    try (Stream<TrailRecord> records = store.after(after)) {
      return records.toList();
    }
  }

  /** All records of the archives, oldest first, each once. */
  public static List<TrailRecord> archived(TrailStore store) throws IOException {
    List<TrailRecord> all = new ArrayList<>();
    for (TrailStore.Archive archive : store.archives()) {
      try (Stream<TrailRecord> records = store.archived(archive)) {
        long known = all.isEmpty() ? 0 : all.get(all.size() - 1).seq();
        records.filter(record -> record.seq() > known).forEach(all::add);
      }
    }
    return all;
  }

  /** The checkpoint that would stand at the end of a store as it is. */
  public static TrailRecord checkpoint(TrailStore store) throws IOException {
    return Records.checkpoint(store, TIME.instant(), chance(TIME.nanos()));
  }

  /** A first record. */
  public static List<TrailRecord> opened() throws IOException {
    MemoryTrailStore memory = new MemoryTrailStore();
    try (Trail trail = Trail.create(parts(memory, TIME, System.identityHashCode(memory)), "test")) {
      assertThat(trail.uri()).isNotEmpty();
    }
    return memory.after(0).toList();
  }

  /** A batch of notes that would follow a head; {@code why} in each. */
  public static List<TrailRecord> notes(Head on, int count, String why) {
    Entry[] entries = new Entry[count];
    for (int i = 0; i < count; i++) {
      entries[i] = new Entry.Note("note " + i);
    }
    Trail.Batch batch = new Trail.Batch("r1", why, false, List.of(entries));
    return Records.on(on, batch, TIME.instant(), chance(batch.hashCode() ^ TIME.nanos()));
  }
}

package dev.gelada.core.testing;

import static dev.gelada.core.testing.TrailSamples.chance;
import static dev.gelada.core.testing.TrailSamples.parts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

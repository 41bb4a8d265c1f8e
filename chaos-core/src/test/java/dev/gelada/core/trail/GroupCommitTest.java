package dev.gelada.core.trail;

import static dev.gelada.core.testing.TrailSamples.batch;
import static dev.gelada.core.testing.TrailSamples.claimed;
import static dev.gelada.core.testing.TrailSamples.soon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gelada.core.plugin.Deadline;
import dev.gelada.core.plugin.SystemTime;
import dev.gelada.core.testing.TrailSamples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Several threads of one trail, one file and a disk that takes its time. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class GroupCommitTest {
  private static final int THREADS = 8;

  private final SystemTime time = new SystemTime();
  private final FaultyDisk disk = new FaultyDisk();
  private final Semaphore syncing = new Semaphore(0);
  private final Semaphore mayEnd = new Semaphore(0);
  private final List<TrailRecord> told = Collections.synchronizedList(new ArrayList<>());
  private final ExecutorService pool = Executors.newCachedThreadPool();
  @TempDir Path folder;
  private Path path;
  private Trail trail;

  @BeforeEach
  void create() throws IOException {
    path = folder.resolve("trail.jsonl");
    Trail.create(TrailSamples.parts(FileTrailStore.create(path, time), time, 1), "1.0").close();
    FileTrailStore store = FileTrailStore.open(path, time, disk);
    trail = new Trail(TrailSamples.parts(store, time, 2, told::add));
    trail.read();
  }

  @AfterEach
  void close() throws IOException {
    disk.inForce = null;
    mayEnd.release(1000);
    pool.shutdownNow();
    trail.close();
  }

  @Test
  void eight_threads_make_one_chain_that_holds_all_that_was_answered() throws Exception {
    int each = 40;
    List<Future<?>> threads = new ArrayList<>();
    List<TrailRecord> known = Collections.synchronizedList(new ArrayList<>());
    for (int t = 0; t < THREADS; t++) {
      threads.add(pool.submit(() -> append(each, known)));
    }
    for (Future<?> thread : threads) {
      thread.get();
    }

    Verification verified = Verify.file(path, null);
    assertThat(verified.bad()).isNull();
    assertThat(verified.records()).isEqualTo(1 + 2L * THREADS * each);
    try (FileTrailStore store = FileTrailStore.open(path, time);
        var records = store.after(1)) {
      List<TrailRecord> written = records.toList();
      assertThat(told).as("in their order").isEqualTo(written);
      assertThat(known).containsExactlyInAnyOrderElementsOf(written);
    }
  }

  @Test
  void one_sync_serves_all_that_wrote_before_it_and_nobody_else() throws Exception {
    disk.inForce = this::slowly;
    List<Future<?>> threads = new ArrayList<>();
    threads.add(pool.submit(() -> append(1, new ArrayList<>())));
    syncing.acquire();
    for (int t = 1; t < THREADS; t++) {
      threads.add(pool.submit(() -> append(1, new ArrayList<>())));
    }
    written(1 + 2 * THREADS);
    assertThat(threads).noneMatch(Future::isDone);
    assertThat(told).as("nothing is durable").isEmpty();

    mayEnd.release();
    syncing.acquire();
    threads.get(0).get();
    assertThat(told).as("the first sync began after two records").hasSize(2);
    assertThat(threads.subList(1, THREADS)).noneMatch(Future::isDone);
    mayEnd.release();
    for (Future<?> thread : threads) {
      thread.get();
    }
    assertThat(disk.forces.get()).isEqualTo(2);
    assertThat(told).extracting(TrailRecord::seq).isSorted().hasSize(2 * THREADS);
  }

  @Test
  void after_a_failed_sync_none_of_eight_who_wait_is_told_yes() throws Exception {
    disk.inForce = this::slowly;
    List<TrailRecord> known = Collections.synchronizedList(new ArrayList<>());
    List<Future<?>> threads = new ArrayList<>();
    threads.add(pool.submit(() -> appendOnce(known)));
    syncing.acquire();
    for (int t = 1; t < THREADS; t++) {
      threads.add(pool.submit(() -> appendOnce(known)));
    }
    written(1 + 2 * THREADS);
    disk.failForce = true;
    mayEnd.release();

    for (Future<?> thread : threads) {
      assertThatThrownBy(thread::get)
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(TrailStore.UnsureAppend.class)
          .hasMessageContaining("sync failed");
    }
    assertThat(known).isEmpty();
    assertThat(told).isEmpty();
    assertThat(disk.forces.get()).as("a sync is never tried again").isEqualTo(1);
    assertThatThrownBy(trail::read).hasMessageContaining("sync failed earlier");
  }

  @Test
  void a_halt_is_not_starved_by_threads_that_claim_as_fast_as_they_can() throws Exception {
    List<Future<?>> threads = new ArrayList<>();
    for (int t = 0; t < THREADS; t++) {
      String name = "t" + t + "-";
      threads.add(pool.submit(() -> claimUntilHalted(name)));
    }
    written(100);
    long before = trail.read().head().sequence();
    Ledger after = trail.commit(ledger -> batch(new Entry.Halted("stop")), soon(time));
    for (Future<?> thread : threads) {
      thread.get();
    }

    assertThat(after.haltedAfter() - before).as("claims in between").isLessThan(20 * THREADS);
    assertThat(trail.read().claims().values()).allMatch(claim -> claim.seq() < after.haltedAfter());
  }

  private Void claimUntilHalted(String name) throws IOException {
    Ledger ledger = trail.read();
    for (int n = 0; ledger.halted() == null; n++) {
      String id = name + n;
      ledger = trail.commit(l -> l.halted() == null ? batch(claimed(id)) : null, soon(time));
    }
    return null;
  }

  private void slowly() {
    syncing.release();
    mayEnd.acquireUninterruptibly();
  }

  private void written(int lines) throws IOException {
    long there;
    do {
      Thread.onSpinWait();
      try (var each = Files.lines(path)) {
        there = each.count();
      }
    } while (there < lines);
  }

  private Void append(int times, List<TrailRecord> known) throws IOException {
    for (int i = 0; i < times; i++) {
      appendOnce(known);
    }
    return null;
  }

  private Void appendOnce(List<TrailRecord> known) throws IOException {
    Ledger on = trail.read();
    Trail.Batch notes = batch(new Entry.Note("a"), new Entry.Note("b"));
    Trail.Answer answer = trail.append(on, notes, Deadline.in(Duration.ZERO, time));
    known.addAll(((Trail.Answer.Written) answer).records());
    return null;
  }
}

package dev.gelada.core.trail;

import static dev.gelada.core.testing.TrailSamples.batch;
import static dev.gelada.core.testing.TrailSamples.claimed;
import static dev.gelada.core.testing.TrailSamples.parts;
import static dev.gelada.core.testing.TrailSamples.soon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gelada.core.plugin.SystemTime;
import dev.gelada.core.testing.TrailStoreContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file store in a rotation that is disturbed, and what other handles make of it. */
class FileRotationTest {
  private final SystemTime time = new SystemTime();
  private final FaultyDisk disk = new FaultyDisk();
  @TempDir Path folder;
  private Path path;

  @BeforeEach
  void create() throws IOException {
    path = folder.resolve("trail.jsonl");
    Trail.create(parts(FileTrailStore.create(path, time), time, 1), "test").close();
    append(4);
  }

  private void append(int notes) throws IOException {
    try (FileTrailStore store = open(Disk.REAL)) {
      store.append(store.head(), TrailStoreContract.notes(store.head(), notes, "before"));
    }
  }

  private FileTrailStore open(Disk on) throws IOException {
    return FileTrailStore.open(path, time, on, 1 << 20);
  }

  private static TrailStore.Appended rotate(TrailStore store) throws IOException {
    TrailRecord checkpoint = TrailStoreContract.checkpoint(store);
    return store.rotate(new Head(checkpoint.seq() - 1, checkpoint.prev()), checkpoint);
  }

  private List<TrailRecord> all() throws IOException {
    try (FileTrailStore store = open(Disk.REAL)) {
      List<TrailRecord> all = TrailStoreContract.archived(store);
      long last = all.isEmpty() ? 0 : all.get(all.size() - 1).seq();
      TrailStoreContract.read(store, 0).stream().filter(r -> r.seq() > last).forEach(all::add);
      return all;
    }
  }

  @Test
  void a_process_killed_at_any_step_leaves_a_whole_trail_that_goes_on() throws IOException {
    boolean ended = false;
    int steps = 0;
    while (!ended) {
      steps++;
      List<TrailRecord> before = all();
      try (FileTrailStore store = open(disk)) {
        TrailRecord checkpoint = TrailStoreContract.checkpoint(store);
        disk.killedAt = steps;
        store.rotate(store.head(), checkpoint);
        ended = true;
        disk.killedAt = 0;
      } catch (FaultyDisk.Killed here) {
        disk.killedAt = 0;
      }
      Verification left = Verify.file(path, null);
      assertThat(left.bad()).as("killed before step %s", steps).isNull();
      assertThat(left.torn()).isNull();
      assertThat(left.missing()).isNull();
      assertThat(all()).as("step %s", steps).startsWith(before.toArray(TrailRecord[]::new));
      append(2);
      try (FileTrailStore store = open(Disk.REAL)) {
        assertThat(rotate(store)).isEqualTo(TrailStore.Appended.YES);
      }
      assertThat(Verify.file(path, null).good()).isTrue();
      assertThat(all()).extracting(TrailRecord::seq).isSorted().doesNotHaveDuplicates();
      assertThat(drafts()).as("step %s", steps).isEmpty();
    }
    assertThat(steps).as("there is something to interrupt").isGreaterThan(8);
  }

  private List<Path> drafts() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().contains(".new")).toList();
    }
  }

  @Test
  void a_disk_without_room_for_an_archive_keeps_its_trail_as_it_is() throws IOException {
    byte[] before = Files.readAllBytes(path);
    for (int room : List.of(0, 100, before.length, before.length + 100)) {
      try (FileTrailStore store = open(disk)) {
        disk.room = room;
        assertThatThrownBy(() -> rotate(store)).hasMessageContaining("No space left");
        disk.room = Long.MAX_VALUE / 2;
        assertThat(path).hasBinaryContent(before);
        assertThat(drafts()).isEmpty();
      }
    }
    try (FileTrailStore store = open(disk)) {
      disk.failMove = true;
      assertThatThrownBy(() -> rotate(store)).hasMessageContaining("not permitted");
      disk.failMove = false;
      assertThat(path).hasBinaryContent(before);
      assertThat(rotate(store)).isEqualTo(TrailStore.Appended.YES);
      assertThat(store.archives()).hasSize(1);
    }
  }

  @Test
  void a_new_file_whose_name_may_be_lost_closes_the_store() throws IOException {
    AtomicInteger folders = new AtomicInteger();
    try (FileTrailStore store = open(disk)) {
      TrailRecord checkpoint = TrailStoreContract.checkpoint(store);
      Head head = store.head();
      disk.inFolder = () -> fail(folders.incrementAndGet() == 2);
      assertThatThrownBy(() -> store.rotate(head, checkpoint))
          .isInstanceOf(TrailStore.UnsureAppend.class);
      assertThatThrownBy(() -> store.rotate(head, checkpoint)).isInstanceOf(IOException.class);
      assertThatThrownBy(store::head).hasMessageContaining("this store is closed");
    }
    disk.inFolder = null;
    try (FileTrailStore store = open(disk)) {
      assertThat(store.archives()).hasSize(1);
      assertThat(store.append(store.head(), TrailStoreContract.notes(store.head(), 1, "n")))
          .isEqualTo(TrailStore.Appended.YES);
    }
  }

  @Test
  void who_first_writes_to_a_rotated_file_makes_its_name_durable() throws IOException {
    try (FileTrailStore store = open(disk);
        FileTrailStore late = open(disk)) {
      rotate(store);
      Head head = late.head();
      disk.inFolder = () -> fail(true);
      assertThatThrownBy(() -> late.append(head, TrailStoreContract.notes(head, 1, "n")))
          .hasMessageContaining("Input/output");
      assertThat(store.head()).isEqualTo(head);
      disk.inFolder = null;
      assertThat(late.append(head, TrailStoreContract.notes(head, 1, "n")))
          .isEqualTo(TrailStore.Appended.YES);
    }
  }

  private static void fail(boolean now) throws IOException {
    if (now) {
      throw new IOException("Input/output error");
    }
  }

  @Test
  void a_reader_that_is_under_way_ends_where_the_file_ended() throws IOException {
    try (FileTrailStore reader = open(Disk.REAL);
        FileTrailStore writer = open(Disk.REAL);
        Stream<TrailRecord> records = reader.after(0)) {
      Iterator<TrailRecord> each = records.iterator();
      each.next();
      rotate(writer);
      writer.append(writer.head(), TrailStoreContract.notes(writer.head(), 3, "more"));
      List<TrailRecord> rest = new ArrayList<>();
      each.forEachRemaining(rest::add);

      assertThat(rest).hasSize(4);
      assertThat(TrailStoreContract.read(reader, 5)).hasSize(4);
    }
  }

  @Test
  void several_rotations_unseen_are_followed_at_once() throws IOException {
    try (FileTrailStore slow = open(Disk.REAL);
        FileTrailStore writer = open(Disk.REAL)) {
      Head seen = slow.head();
      for (int i = 0; i < 5; i++) {
        rotate(writer);
        writer.append(writer.head(), TrailStoreContract.notes(writer.head(), 2, "n" + i));
      }
      assertThat(slow.head()).isEqualTo(writer.head());
      assertThat(TrailStoreContract.read(slow, seen.sequence())).hasSize(3);
      assertThat(slow.append(slow.head(), TrailStoreContract.notes(slow.head(), 1, "slow")))
          .isEqualTo(TrailStore.Appended.YES);
    }
    assertThat(Verify.file(path, null).good()).isTrue();
  }

  @Test
  void an_older_copy_put_back_is_refused_by_who_saw_the_rotation() throws IOException {
    Path copy = Files.copy(path, folder.resolve("copy"));
    try (FileTrailStore store = open(Disk.REAL)) {
      rotate(store);
      Head head = store.head();
      Files.move(copy, path, StandardCopyOption.REPLACE_EXISTING);
      assertThatThrownBy(store::head).hasMessageContaining("was replaced by another file");
      assertThatThrownBy(() -> store.append(head, TrailStoreContract.notes(head, 1, "n")))
          .isInstanceOf(BadTrail.class);
    }
  }

  @Test
  void archive_and_trail_keep_the_rights_of_the_trail() throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-r--r--"));
    try (FileTrailStore store = open(Disk.REAL)) {
      rotate(store);
      Path archive = folder.resolve(store.archives().get(0).name());
      for (Path file : List.of(path, archive)) {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
            .isEqualTo("rw-r--r--");
      }
    }
  }

  @Test
  void only_archives_of_this_trail_can_be_named() throws IOException {
    Path other = Files.writeString(folder.resolve("other"), "x");
    try (FileTrailStore store = open(Disk.REAL)) {
      for (String name :
          List.of("other", "../other", "trail.jsonl", "trail.jsonl.archive-../../x")) {
        TrailStore.Archive odd = new TrailStore.Archive(name, Head.EMPTY);
        assertThatThrownBy(() -> store.forget(odd)).hasMessageContaining("is no archive of");
        assertThatThrownBy(() -> store.archived(odd)).hasMessageContaining("is no archive of");
      }
    }
    assertThat(other).exists();
    assertThat(path).exists();
  }

  @Test
  void threads_of_one_trail_go_on_while_it_rotates() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(6);
    Map<Long, String> known = new TreeMap<>();
    try (Trail trail =
        new Trail(parts(FileTrailStore.open(path, time, Disk.REAL, 8_000), time, 5))) {
      List<Future<?>> running = new ArrayList<>();
      for (int t = 0; t < 6; t++) {
        String name = "t" + t;
        running.add(
            pool.submit(
                () -> {
                  for (int i = 0; i < 15; i++) {
                    String id = name + "-" + i;
                    trail.commit(ledger -> batch(claimed(id)), soon(time));
                  }
                  return null;
                }));
      }
      for (Future<?> each : running) {
        each.get();
      }
      assertThat(trail.read().claims()).hasSize(90);
      assertThat(trail.read().open()).hasSize(90);
    } finally {
      pool.shutdownNow();
    }
    all().forEach(record -> known.put(record.seq(), record.hash()));
    Verification verified = Verify.file(path, null);
    assertThat(verified.bad()).isNull();
    assertThat(verified.archives()).isNotEmpty();
    assertThat(verified.counts()).containsEntry("claimed", 90L);
    assertThat(known).hasSize((int) verified.records());
  }

  @Test
  void verifying_finds_what_was_changed_in_an_archive_or_taken_away() throws IOException {
    try (FileTrailStore store = open(Disk.REAL)) {
      rotate(store);
      store.append(store.head(), TrailStoreContract.notes(store.head(), 2, "n"));
      rotate(store);
    }
    Path first = folder.resolve("trail.jsonl.archive-000000000005");
    byte[] whole = Files.readAllBytes(first);
    Files.writeString(first, Files.readString(first).replace("note 1", "note 9"));
    assertThat(Verify.file(path, null).bad())
        .isEqualTo(
            new Verification.Bad(
                first.getFileName().toString(), 3, "the hash does not fit the record"));
    Files.write(first, java.util.Arrays.copyOf(whole, whole.length - 40));
    assertThat(Verify.file(path, null).good()).isFalse();
    Files.delete(first);
    Verification lost = Verify.file(path, null);
    assertThat(lost.missing())
        .isEqualTo(new Verification.Missing(first.getFileName().toString(), false));
    assertThat(lost.good()).isFalse();
    Files.write(first, whole);
    assertThat(Verify.file(path, null).good()).isTrue();
  }
}

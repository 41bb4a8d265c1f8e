package dev.gelada.core.trail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gelada.core.plugin.SystemTime;
import dev.gelada.core.testing.TrailStoreContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileTrailStoreTest extends TrailStoreContract {
  @TempDir Path folder;

  @Override
  protected TrailStore empty() throws IOException {
    return FileTrailStore.create(folder.resolve("trail.jsonl"), new SystemTime());
  }

  @Override
  protected boolean rotates() {
    return true;
  }

  @Override
  protected TrailStore another() throws IOException {
    return FileTrailStore.open(folder.resolve("trail.jsonl"), new SystemTime());
  }

  @Test
  void a_missing_trail_is_an_error_and_not_an_empty_one() {
    Path none = folder.resolve("none.jsonl");

    assertThatThrownBy(() -> FileTrailStore.open(none, new SystemTime()))
        .isInstanceOf(BadTrail.class)
        .hasMessageContaining("no trail here")
        .hasMessageContaining("gelada trail init");
    assertThat(none).doesNotExist();
  }

  @Test
  void is_not_created_over_records() throws IOException {
    Path path = trail("there.jsonl", 1);

    assertThatThrownBy(() -> FileTrailStore.create(path, new SystemTime()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is a trail already");
  }

  @Test
  void belongs_to_its_owner_and_to_the_group_of_a_shared_folder_only() throws IOException {
    Path own = Files.createDirectory(folder.resolve("own"));
    Path shared = Files.createDirectory(folder.resolve("shared"));
    Files.setPosixFilePermissions(
        shared, java.nio.file.attribute.PosixFilePermissions.fromString("rwxrwx---"));
    FileTrailStore.create(own.resolve("t"), new SystemTime()).close();
    FileTrailStore.create(shared.resolve("t"), new SystemTime()).close();

    for (String name : List.of("t", "t.lock", "t.reserve")) {
      assertThat(rights(own.resolve(name))).isEqualTo("rw-------");
      assertThat(rights(shared.resolve(name))).isEqualTo("rw-rw----");
    }
  }

  @Test
  void refuses_file_systems_that_several_machines_share() {
    for (String kind : List.of("nfs", "nfs4", "cifs", "smb3", "9p", "ceph", "lustre", "afs")) {
      assertThat(FileSystems.refusal(kind)).as(kind).isPresent();
    }
    for (String kind : List.of("fuse.sshfs", "fuse.glusterfs", "fuse.s3fs", "fuse.anything")) {
      assertThat(FileSystems.refusal(kind)).as(kind).isPresent();
    }
    for (String kind : List.of("ext4", "xfs", "btrfs", "tmpfs", "overlay", "zfs", "apfs")) {
      assertThat(FileSystems.refusal(kind)).as(kind).isEmpty();
    }
    FaultyDisk nfs = new FaultyDisk();
    nfs.kind = "nfs4";
    assertThatThrownBy(() -> FileTrailStore.create(folder.resolve("n"), new SystemTime(), nfs))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("nfs4")
        .hasMessageContaining("local disk");
  }

  @Test
  void a_tail_torn_at_any_byte_is_invisible_and_repaired_by_the_next_append() throws IOException {
    Path path = trail("torn.jsonl", 3);
    byte[] whole = Files.readAllBytes(path);
    Head before;
    try (FileTrailStore store = open(path)) {
      before = store.head();
      store.append(before, notes(before, 3, "torn batch"));
    }
    byte[] more = Files.readAllBytes(path);

    for (int cut = whole.length + 1; cut < more.length; cut++) {
      Files.write(path, java.util.Arrays.copyOf(more, cut));
      Verification seen = Verify.file(path, null);
      assertThat(seen.good()).as("cut at %s", cut).isTrue();
      assertThat(seen.torn())
          .isEqualTo(new Verification.Torn(before.sequence() + 1, cut - whole.length));
      try (FileTrailStore store = open(path)) {
        assertThat(store.head()).isEqualTo(before);
        assertThat(read(store, before.sequence())).isEmpty();
        assertThat(Files.size(path)).as("reading repairs nothing").isEqualTo(cut);
        if (cut % 97 == 0 || cut > more.length - 3 || cut < whole.length + 3) {
          Path kept = TrailFiles.of(path).torn();
          assertThat(store.append(before, notes(before, 1, "next")))
              .isEqualTo(TrailStore.Appended.YES);
          assertThat(kept).hasBinaryContent(java.util.Arrays.copyOfRange(more, whole.length, cut));
        }
      }
      assertThat(Verify.file(path, null).good()).isTrue();
    }
  }

  @Test
  void a_complete_line_that_was_changed_is_never_repaired() throws IOException {
    Path path = trail("changed.jsonl", 3);
    List<String> lines = new ArrayList<>(Files.readAllLines(path));
    lines.set(3, lines.get(3).replace("note 0", "note 9"));
    Files.write(path, lines);
    byte[] changed = Files.readAllBytes(path);

    try (FileTrailStore store = open(path)) {
      assertThatThrownBy(store::head)
          .isInstanceOf(BadTrail.class)
          .hasMessageContaining("changed.jsonl:4")
          .hasMessageContaining("hash does not fit");
      Head somewhere = new Head(4, "0".repeat(64));
      assertThatThrownBy(() -> store.append(somewhere, notes(somewhere, 1, "x")))
          .isInstanceOf(BadTrail.class);
    }
    assertThat(path).hasBinaryContent(changed);
  }

  @Test
  void a_trail_that_became_shorter_or_was_replaced_is_refused() throws IOException {
    Path path = trail("short.jsonl", 3);
    byte[] whole = Files.readAllBytes(path);
    try (FileTrailStore store = open(path)) {
      Head head = store.head();
      Files.write(path, lastLineGone(whole), StandardOpenOption.TRUNCATE_EXISTING);
      assertThatThrownBy(store::head).isInstanceOf(BadTrail.class).hasMessageContaining("shorter");

      Files.write(folder.resolve("copy"), whole);
      Files.move(folder.resolve("copy"), path, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
      assertThatThrownBy(() -> store.append(head, notes(head, 1, "x")))
          .isInstanceOf(BadTrail.class)
          .hasMessageContaining("replaced");
      Files.delete(path);
      assertThatThrownBy(store::head).isInstanceOf(BadTrail.class).hasMessageContaining("gone");
    }
  }

  @Test
  void after_a_failed_sync_the_store_is_closed_and_never_says_yes() throws IOException {
    Path path = trail("sync.jsonl", 1);
    FaultyDisk disk = new FaultyDisk();
    try (FileTrailStore store = FileTrailStore.open(path, new SystemTime(), disk)) {
      Head head = store.head();
      List<TrailRecord> records = notes(head, 1, "lost?");
      disk.failForce = true;
      assertThatThrownBy(() -> store.append(head, records))
          .isInstanceOf(TrailStore.UnsureAppend.class)
          .hasMessageContaining("sync failed");
      int syncs = disk.forces.get();
      disk.failForce = false;

      assertThatThrownBy(() -> store.append(head, records))
          .isInstanceOf(TrailStore.UnsureAppend.class);
      assertThatThrownBy(() -> store.append(head, notes(head, 1, "another")))
          .isInstanceOf(IOException.class)
          .isNotInstanceOf(TrailStore.UnsureAppend.class);
      assertThatThrownBy(store::head).hasMessageContaining("sync failed earlier");
      assertThat(disk.forces.get()).as("a sync is never tried again").isEqualTo(syncs);
    }
  }

  @Test
  void a_full_disk_is_certain_and_leaves_nothing_behind() throws IOException {
    Path path = trail("full.jsonl", 1);
    byte[] whole = Files.readAllBytes(path);
    for (int room : new int[] {0, 1, 200, 700}) {
      FaultyDisk disk = new FaultyDisk();
      disk.room = room;
      try (FileTrailStore store = FileTrailStore.open(path, new SystemTime(), disk)) {
        Head head = store.head();
        assertThatThrownBy(() -> store.append(head, notes(head, 5, "too much")))
            .isInstanceOf(IOException.class)
            .isNotInstanceOf(TrailStore.UnsureAppend.class)
            .hasMessageContaining("disk full")
            .hasMessageContaining("Make room");
        assertThat(path).hasBinaryContent(whole);
      }
    }
  }

  @Test
  void what_is_urgent_uses_the_reserve_which_comes_back_later() throws IOException {
    Path path = trail("reserve.jsonl", 1);
    Path reserve = TrailFiles.of(path).reserve();
    FaultyDisk disk = new FaultyDisk();
    disk.room = 10;
    try (FileTrailStore store = FileTrailStore.open(path, new SystemTime(), disk)) {
      Head head = store.head();
      assertThat(store.append(head, halted(head))).isEqualTo(TrailStore.Appended.YES);
      assertThat(Files.size(reserve)).isEqualTo(Reserve.SIZE - (16 << 10));
      Head then = store.head();
      assertThatThrownBy(() -> store.append(then, notes(then, 40, "x".repeat(2000))))
          .hasMessageContaining("disk full");

      disk.room = 1 << 20;
      assertThat(store.append(then, notes(then, 1, "room again")))
          .isEqualTo(TrailStore.Appended.YES);
      assertThat(Files.size(reserve)).isEqualTo(Reserve.SIZE);
    }
    assertThat(Verify.file(path, null).good()).isTrue();
  }

  @Test
  void a_torn_tail_on_a_full_disk_does_not_keep_a_halt_from_being_written() throws IOException {
    Path path = trail("both.jsonl", 1);
    Files.writeString(path, "{\"half", StandardOpenOption.APPEND);
    FaultyDisk disk = new FaultyDisk();
    disk.room = 0;
    try (FileTrailStore store = FileTrailStore.open(path, new SystemTime(), disk)) {
      Head head = store.head();
      assertThat(store.append(head, halted(head))).isEqualTo(TrailStore.Appended.YES);
    }
    assertThat(Verify.file(path, null).torn()).isNull();
  }

  @Test
  void notices_that_the_lock_was_dropped_before_the_write_and_takes_it_again() throws IOException {
    Path path = trail("dropped.jsonl", 1);
    Path lock = TrailFiles.of(path).lock();
    FaultyDisk disk = new FaultyDisk();
    try (FileTrailStore store = FileTrailStore.open(path, new SystemTime(), disk)) {
      Head head = store.head();
      disk.beforeAppend = () -> touch(lock); // opens the stream: after the lock, before the write
      assertThat(store.append(head, notes(head, 1, "x"))).isEqualTo(TrailStore.Appended.YES);
      assertThat(disk.writes).isEqualTo(1);
    }
    assertThat(Verify.file(path, null).good()).isTrue();
  }

  @Test
  void notices_that_the_lock_was_dropped_during_the_write_and_looks_again() throws IOException {
    Path path = trail("during.jsonl", 1);
    Path lock = TrailFiles.of(path).lock();
    FaultyDisk disk = new FaultyDisk();
    try (FileTrailStore store = FileTrailStore.open(path, new SystemTime(), disk)) {
      Head head = store.head();
      List<TrailRecord> records = notes(head, 2, "x");
      disk.beforeWrite = () -> touch(lock);
      assertThat(store.append(head, records)).isEqualTo(TrailStore.Appended.YES);
      assertThat(disk.writes).as("it was there already").isEqualTo(1);
      assertThat(read(store, head.sequence())).isEqualTo(records);
    }
  }

  @Test
  void takes_its_own_record_back_when_it_lost_the_lock_and_came_too_late() throws IOException {
    Path path = trail("always.jsonl", 1);
    Path lock = TrailFiles.of(path).lock();
    FaultyDisk disk = new FaultyDisk();
    try (FileTrailStore store = FileTrailStore.open(path, new SystemTime(), disk)) {
      Head head = store.head();
      TrailRecord theirs = notes(head, 1, "theirs").get(0);
      List<TrailRecord> mine = notes(head, 1, "mine");
      disk.beforeWrite =
          () -> {
            touch(lock);
            Files.writeString(path, theirs.line() + "\n", StandardOpenOption.APPEND);
          };
      assertThat(store.append(head, mine)).isEqualTo(TrailStore.Appended.MOVED);
      assertThat(read(store, head.sequence())).containsExactly(theirs);
    }
  }

  @Test
  void takes_its_own_record_back_when_somebody_wrote_without_the_lock() throws IOException {
    Path path = trail("rival.jsonl", 1);
    FaultyDisk disk = new FaultyDisk();
    try (FileTrailStore store = FileTrailStore.open(path, new SystemTime(), disk)) {
      Head head = store.head();
      TrailRecord theirs = notes(head, 1, "theirs").get(0);
      List<TrailRecord> mine = notes(head, 1, "mine");
      disk.beforeWrite =
          () -> Files.writeString(path, theirs.line() + "\n", StandardOpenOption.APPEND);
      assertThat(store.append(head, mine)).isEqualTo(TrailStore.Appended.MOVED);
      assertThat(store.head()).isEqualTo(theirs.head());
    }
  }

  private static void touch(Path lock) throws IOException {
    assertThat(Files.readString(lock)).isEmpty();
  }

  private static List<TrailRecord> halted(Head head) {
    Trail.Batch batch = new Trail.Batch("", "stop", false, List.of(new Entry.Halted("stop")));
    return Records.on(
        head,
        batch,
        java.time.Instant.EPOCH,
        dev.gelada.core.testing.TrailSamples.chance(head.sequence()));
  }

  private Path trail(String name, int notes) throws IOException {
    Path path = folder.resolve(name);
    try (FileTrailStore store = FileTrailStore.create(path, new SystemTime())) {
      store.append(Head.EMPTY, opened());
      for (int i = 0; i < notes; i++) {
        store.append(store.head(), notes(store.head(), 1, "before"));
      }
    }
    return path;
  }

  private static FileTrailStore open(Path path) throws IOException {
    return FileTrailStore.open(path, new SystemTime());
  }

  private static byte[] lastLineGone(byte[] whole) {
    int end = whole.length - 1;
    while (whole[end - 1] != '\n') {
      end--;
    }
    return java.util.Arrays.copyOf(whole, end);
  }

  private static String rights(Path file) throws IOException {
    return java.nio.file.attribute.PosixFilePermissions.toString(
        Files.getPosixFilePermissions(file));
  }
}

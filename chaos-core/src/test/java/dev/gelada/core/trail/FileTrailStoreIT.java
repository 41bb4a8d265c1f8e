package dev.gelada.core.trail;

import static dev.gelada.core.testing.TrailSamples.batch;
import static dev.gelada.core.testing.TrailSamples.soon;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gelada.core.plugin.SystemTime;
import dev.gelada.core.testing.RealSystem;
import dev.gelada.core.testing.TrailSamples;
import dev.gelada.core.testing.TrailStoreContract;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The file store among several processes, killed ones and a disk that is really full. */
@Timeout(value = 180, unit = TimeUnit.SECONDS)
class FileTrailStoreIT {
  private final SystemTime time = new SystemTime();
  @TempDir Path folder;
  private Path path;

  @BeforeEach
  void create() throws IOException {
    path = folder.resolve("trail.jsonl");
    Trail.create(TrailSamples.parts(FileTrailStore.create(path, time), time, 1), "test").close();
  }

  @Test
  void processes_that_append_at_the_same_time_make_one_order() throws Exception {
    List<Process> processes = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      processes.add(AppendingProcess.start(List.of(), path, 30, "p" + i, 20));
    }
    List<String> known = new ArrayList<>();
    try (Trail mine = new Trail(TrailSamples.parts(FileTrailStore.open(path, time), time, 2))) {
      for (int i = 0; i < 30; i++) {
        mine.commit(ledger -> batch(new Entry.Resumed("also here")), soon(time));
      }
    }
    for (Process process : processes) {
      known.addAll(said(process));
      assertThat(process.waitFor()).isZero();
    }

    Verification verified = Verify.file(path, null);
    assertThat(verified.bad()).isNull();
    assertThat(verified.records()).isEqualTo(1 + 30 + 3 * 30 * 2);
    assertThat(known).doesNotHaveDuplicates().hasSize(3 * 30 * 2);
    assertThat(heads()).containsAll(known);
  }

  @Test
  void processes_of_many_threads_make_one_order_and_lose_nothing_they_knew_of() throws Exception {
    List<Process> processes = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      processes.add(AppendingProcess.start(List.of(), path, 20, "p" + i, 20, 8));
    }
    List<String> known = new ArrayList<>();
    for (Process process : processes) {
      known.addAll(said(process));
      assertThat(process.waitFor()).isZero();
    }

    Verification verified = Verify.file(path, null);
    assertThat(verified.bad()).isNull();
    assertThat(verified.records()).isEqualTo(1 + 3 * 8 * 20 * 2);
    assertThat(known).doesNotHaveDuplicates().hasSize(3 * 8 * 20 * 2);
    assertThat(heads()).containsAll(known);
  }

  @Test
  void nothing_that_any_of_eight_threads_of_a_killed_process_knew_of_is_lost() throws Exception {
    killed(6, 8, 400, 12, Long.MAX_VALUE / 4);
  }

  @Test
  void nothing_that_a_killed_process_knew_of_is_lost() throws Exception {
    killed(12, 1, 30, 11, Long.MAX_VALUE / 4);
  }

  private void killed(int rounds, int threads, int most, long seed, long rotatedAbove)
      throws Exception {
    RandomGenerator random = TrailSamples.chance(seed);
    List<String> known = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      int length = 1 + 9000 * (round % 3);
      Process process =
          AppendingProcess.start(
              List.of(), path, 100_000, "round" + round, length, threads, rotatedAbove);
      BufferedReader out = process.inputReader();
      int lines = 1 + random.nextInt(most);
      for (int i = 0; i < lines; i++) {
        known.add(out.readLine());
      }
      process.toHandle().destroyForcibly(); // unlike the process itself, leaves what it said
      out.lines().filter(line -> line.matches("[0-9]+ [0-9a-f]{64}")).forEach(known::add);
      process.waitFor();

      try (Trail after =
          new Trail(TrailSamples.parts(FileTrailStore.open(path, time), time, round))) {
        after.commit(ledger -> batch(new Entry.Note("still works")), soon(time));
      }
      Verification verified = Verify.file(path, null);
      assertThat(verified.bad()).as("round %s", round).isNull();
      assertThat(verified.torn()).isNull();
      assertThat(heads()).containsAll(known);
    }
  }

  @Test
  void processes_that_append_and_rotate_at_the_same_time_make_one_order() throws Exception {
    List<Process> processes = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      processes.add(AppendingProcess.start(List.of(), path, 25, "p" + i, 300, 2, 20_000));
    }
    List<String> known = new ArrayList<>();
    for (Process process : processes) {
      known.addAll(said(process));
      assertThat(process.waitFor()).isZero();
    }

    Verification verified = Verify.file(path, null);
    assertThat(verified.bad()).isNull();
    assertThat(verified.missing()).isNull();
    assertThat(verified.archives()).hasSizeGreaterThan(3);
    assertThat(verified.counts()).containsEntry("note", 3 * 2 * 25 * 2L);
    assertThat(known).doesNotHaveDuplicates().hasSize(3 * 2 * 25 * 2);
    assertThat(heads()).containsAll(known);
  }

  @Test
  void nothing_that_a_process_knew_of_is_lost_when_it_is_killed_while_it_rotates()
      throws Exception {
    killed(10, 2, 60, 14, 15_000);
  }

  @Test
  void a_lock_dropped_by_others_in_this_jvm_lets_no_two_records_share_a_number() throws Exception {
    Process process = AppendingProcess.start(List.of(), path, 60, "rival", 20);
    Path lock = TrailFiles.of(path).lock();
    FaultyDisk disk = new FaultyDisk();
    int written = 0;
    try (FileTrailStore store = FileTrailStore.open(path, time, disk)) {
      for (int i = 0; i < 60 || process.isAlive(); i++) {
        FaultyDisk.Step drop = () -> assertThat(Files.readString(lock)).isEmpty();
        disk.beforeAppend = i % 2 == 0 ? drop : null;
        disk.beforeWrite = i % 3 == 0 ? drop : null;
        Head head = store.head();
        List<TrailRecord> records =
            Records.on(
                head,
                batch(new Entry.Resumed("mine")),
                time.instant(),
                TrailSamples.chance(time.nanos()));
        written += sure(store, head, records) == TrailStore.Appended.YES ? 1 : 0;
      }
    }
    List<String> known = said(process);
    assertThat(process.waitFor()).isZero();

    Verification verified = Verify.file(path, null);
    assertThat(verified.bad()).isNull();
    assertThat(verified.counts()).containsEntry("resumed", (long) written);
    assertThat(verified.counts()).containsEntry("note", 120L);
    assertThat(heads()).containsAll(known);
  }

  @Test
  void on_a_disk_that_is_really_full_a_halt_still_fits() throws Exception {
    Path mount = Files.createDirectory(folder.resolve("small"));
    String prepare =
        "mount -t tmpfs -o size=256k tmpfs '%1$s' && cp -a '%2$s'/trail.jsonl* '%1$s' && "
            .formatted(mount, folder);
    RealSystem.needed(
        works("unshare -m sh -c \"" + prepare + "true\""),
        "a mount of its own needs root and mount(8): run as root");
    List<String> said = fill(mount, prepare);

    assertThat(said).anyMatch(line -> line.startsWith("refused: ") && line.contains("disk full"));
    assertThat(said.get(said.size() - 2)).as("the halt was written").matches("[0-9]+ [0-9a-f]{64}");
    assertThat(said.get(said.size() - 1)).isEqualTo("good");
  }

  /** One name space for all of it: the small disk goes with its last process. */
  private List<String> fill(Path mount, String prepare) throws Exception {
    Path file = mount.resolve("trail.jsonl");
    String java = commandOf(file);
    String script =
        prepare
            + java.formatted("note", 1000, 3000)
            + "; dd if=/dev/zero of='"
            + mount
            + "/filler' bs=1k 2>/dev/null; "
            + java.formatted("halt", 1, 1)
            + " && df '"
            + mount
            + "' >&2 && echo good";
    Process process =
        new ProcessBuilder("unshare", "-m", "sh", "-c", script)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    List<String> said = said(process);
    assertThat(process.waitFor()).isZero();
    return said;
  }

  private static String commandOf(Path file) {
    return "'%s' -XX:TieredStopAtLevel=1 -cp '%s' %s '%s' %%2$s %%1$s %%3$s"
        .formatted(
            Path.of(System.getProperty("java.home"), "bin", "java"),
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            AppendingProcess.class.getName(),
            file);
  }

  private static boolean works(String command) throws Exception {
    Process process =
        new ProcessBuilder("sh", "-c", command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    return process.waitFor() == 0;
  }

  private static TrailStore.Appended sure(TrailStore store, Head head, List<TrailRecord> records)
      throws IOException {
    for (int attempt = 0; ; attempt++) {
      try {
        return store.append(head, records);
      } catch (TrailStore.UnsureAppend again) {
        if (attempt == 20) {
          throw again;
        }
      }
    }
  }

  private static List<String> said(Process process) throws IOException {
    try (BufferedReader out = process.inputReader()) {
      return out.lines().toList();
    }
  }

  private List<String> heads() throws IOException {
    try (FileTrailStore store = FileTrailStore.open(path, time)) {
      List<TrailRecord> all = TrailStoreContract.archived(store);
      all.addAll(TrailStoreContract.read(store, 0));
      return all.stream().map(record -> record.seq() + " " + record.hash()).toList();
    }
  }
}

package dev.gelada.core.trail;

import static dev.gelada.core.testing.TrailSamples.batch;
import static dev.gelada.core.testing.TrailSamples.soon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.gelada.core.plugin.SystemTime;
import dev.gelada.core.testing.TrailSamples;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A mistyped place must do no harm: nothing is made beside it, noted of it, or blamed on anyone.
 */
class TrailPlaceTest {
  @TempDir Path folder;
  private final SystemTime time = new SystemTime();

  private Trails trails() {
    return new Trails(
        Map.of("XDG_STATE_HOME", folder.resolve("state").toString()),
        time,
        folder.resolve("system"),
        Schemes.NONE);
  }

  @Test
  void reading_what_is_no_trail_makes_no_file_beside_it() throws IOException {
    Path text = Files.writeString(Files.createDirectory(folder.resolve("d")).resolve("t"), "a\n");

    try (FileTrailStore store = FileTrailStore.open(text, time)) {
      assertThatThrownBy(store::head).isInstanceOf(BadTrail.class);
      assertThatThrownBy(() -> store.after(0).findFirst()).hasCauseInstanceOf(BadTrail.class);
    }

    assertThat(beside(text)).containsExactly("t");
  }

  @Test
  void reading_a_changed_trail_without_its_lock_file_makes_none() throws IOException {
    Path trail = trail("d/t");
    Files.delete(TrailFiles.of(trail).lock());
    Files.writeString(trail, Files.readString(trail).replace("\"n\"", "\"m\""));

    try (FileTrailStore store = FileTrailStore.open(trail, time)) {
      assertThatThrownBy(store::head).hasMessageContaining("Somebody changed the trail");
    }

    assertThat(beside(trail)).containsExactly("t", "t.reserve");
  }

  @Test
  void what_is_no_trail_is_called_so_and_nobody_is_blamed() throws IOException {
    for (String text :
        List.of("hello\n", "{\"a\":1}\n", "[]\n", "\n", "\u0000\u0001\n", "no end", "{\"a\":1}")) {
      Path file = Files.writeString(folder.resolve("file"), text);

      try (FileTrailStore store = FileTrailStore.open(file, time)) {
        assertThatThrownBy(store::head)
            .as(text)
            .isInstanceOf(BadTrail.class)
            .hasMessageContaining("this is not a trail")
            .hasMessageNotContaining("changed");
      }
      assertThatThrownBy(() -> trails().create(file.toString()))
          .as(text)
          .hasMessageContaining("this is not a trail");
      assertThat(file).hasContent(text);
      assertThat(beside(file)).as(text).containsExactly("file");
    }
  }

  @Test
  void a_trail_whose_beginning_was_changed_or_cut_off_was_changed() throws IOException {
    Path trail = trail("t");
    String whole = Files.readString(trail);
    for (String text :
        List.of(
            whole.replaceFirst("\"test\"", "\"west\""), whole.substring(whole.indexOf('\n') + 1))) {
      Files.writeString(trail, text);
      try (FileTrailStore store = FileTrailStore.open(trail, time)) {
        assertThatThrownBy(store::head).hasMessageContaining("Somebody changed the trail");
      }
    }
  }

  @Test
  void a_first_append_that_was_cut_off_can_be_made_again() throws IOException {
    Path trail = trail("t");
    String first = Files.readAllLines(trail).get(0);
    for (int length : new int[] {1, 5, 12, first.length()}) {
      Path torn = Files.writeString(folder.resolve("torn" + length), first.substring(0, length));

      assertThatThrownBy(() -> trails().open(torn.toString()))
          .hasMessageContaining("no trail here");
      Trail.create(TrailSamples.parts(trails().create(torn.toString()), time, length), "test")
          .close();

      assertThat(Verify.file(torn, null).good()).isTrue();
    }
  }

  @Test
  void only_what_was_read_is_noted() throws IOException {
    Path text = Files.writeString(folder.resolve("text"), "hello\n");
    Path empty = Files.createFile(folder.resolve("empty"));
    for (Path odd : List.of(text, empty, folder, folder.resolve("none"), Path.of("/dev/null"))) {
      assertThatThrownBy(() -> trails().open(odd.toString()))
          .as("%s", odd)
          .isInstanceOf(BadTrail.class);
      assertThat(trails().noted()).isEqualTo(new Trails.AllNoted(List.of(), List.of()));
    }

    Path copied = Files.copy(trail("t"), folder.resolve("copied"));
    trails().open(copied.toString()).close();
    assertThat(trails().noted().present())
        .extracting(Trails.Noted::uri)
        .contains(copied.toString());
  }

  @Test
  void a_new_trail_is_noted_before_its_first_record_and_forgotten_if_that_fails()
      throws IOException {
    Path trail = folder.resolve("new");
    List<TrailRecord> records =
        Records.on(
            Head.EMPTY,
            batch(new Entry.Opened("1".repeat(32), "test")),
            java.time.Instant.EPOCH,
            TrailSamples.chance(1));
    try (TrailStore store = trails().create(trail.toString())) {
      assertThat(trails().noted().present()).isEmpty();
      Files.delete(trail);
      assertThatThrownBy(() -> store.append(Head.EMPTY, records)).isInstanceOf(BadTrail.class);
      assertThat(trails().note(trail.toString())).doesNotExist();
    }
    try (TrailStore store = trails().create(trail.toString())) {
      store.append(Head.EMPTY, records);
      assertThat(trails().noted().present()).hasSize(1); // as a killed process leaves it
    }
  }

  @Test
  void a_noted_trail_that_was_emptied_is_not_begun_anew() throws IOException {
    Path trail = trail("t");
    Files.write(trail, new byte[0]);

    try (TrailStore store = trails().create(trail.toString())) {
      assertThatThrownBy(store::head).hasMessageContaining("record 2 was seen");
    }
  }

  @Test
  void nothing_is_made_beside_what_is_no_regular_file() throws IOException {
    Path inner = Files.createDirectories(folder.resolve("d/inner"));
    Path dangling = Files.createSymbolicLink(folder.resolve("d/link"), folder.resolve("nowhere"));

    assertThatThrownBy(() -> trails().create(inner.toString())).hasMessageContaining("is a folder");
    assertThatThrownBy(() -> trails().create(dangling.toString()))
        .hasMessageContaining("is a link");
    assertThatThrownBy(() -> trails().create(Path.of("/dev/null").toString()))
        .hasMessageContaining("/dev/null: is a device");

    assertThat(beside(inner)).containsExactly("inner", "link");
    assertThat(Path.of("/dev/null.lock")).doesNotExist();
  }

  @Test
  void what_the_system_refuses_is_said_in_words() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));

    assertThatThrownBy(() -> trails().create(file.resolve("t").toString()))
        .isInstanceOf(BadTrail.class)
        .hasMessageContaining("cannot be created: Not a directory. Name another place");
    assertThatThrownBy(() -> trails().open(file.resolve("t").toString()))
        .hasMessageContaining("cannot be read: Not a directory");
    assertThat(TrailPlace.unusable(file, "cannot be created", new NoSuchFileException("/proc/x")))
        .hasMessageContaining("the system lets no file be there")
        .hasMessageNotContaining("NoSuchFile");
    assertThat(TrailPlace.unusable(file, "cannot be read", new AccessDeniedException("/x")))
        .hasMessageContaining("permission denied")
        .hasMessageContaining("Get the right");
    assertThat(
            TrailPlace.unusable(
                file, "cannot be read", new java.io.FileNotFoundException("/x (Too many)")))
        .hasMessageContaining("cannot be read: Too many. Name");
    assertThat(
            TrailPlace.unusable(
                file, "cannot be created", new FileSystemException("/x", null, "Read-only")))
        .hasMessageContaining("cannot be created: Read-only");
  }

  @Test
  void a_trail_that_may_not_be_read_is_not_a_missing_one() throws IOException {
    Path trail = trail("closed/t");
    Path closed = folder.resolve("closed");
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("---------"));
    try {
      assumeFalse(Files.isReadable(closed), "root may read everything");
      assertThatThrownBy(() -> trails().open(trail.toString()))
          .hasMessageContaining("permission denied");
      assertThatThrownBy(() -> Verify.file(trail, null)).hasMessageContaining("permission denied");
      assertThat(trails().noted().missing()).isEmpty();
      assertThat(trails().noted().present()).hasSize(1);
    } finally {
      Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
    }
  }

  @Test
  void a_missing_trail_is_made_by_the_command_that_is_named() {
    assertThatThrownBy(() -> trails().open(folder.resolve("none").toString()))
        .hasMessageContaining("`gelada trail init --trail " + folder.resolve("none") + "`");
    assertThatThrownBy(() -> trails().open(folder.resolve("it's here").toString()))
        .hasMessageContaining("--trail '" + folder + "/it'\\''s here'`");
  }

  private Path trail(String name) throws IOException {
    Path path = folder.resolve(name);
    try (Trail trail =
        Trail.create(
            TrailSamples.parts(trails().create(path.toString()), time, time.nanos()), "test")) {
      trail.commit(ledger -> batch(new Entry.Note("n")), soon(time));
    }
    return path;
  }

  private static List<String> beside(Path file) throws IOException {
    try (Stream<Path> all = Files.list(file.getParent())) {
      return all.filter(each -> !each.endsWith("state"))
          .map(each -> each.getFileName().toString())
          .sorted()
          .toList();
    }
  }
}

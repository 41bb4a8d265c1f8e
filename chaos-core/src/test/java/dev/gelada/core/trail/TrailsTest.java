package dev.gelada.core.trail;

import static dev.gelada.core.testing.TrailSamples.batch;
import static dev.gelada.core.testing.TrailSamples.soon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gelada.core.plugin.Clients;
import dev.gelada.core.plugin.Connections;
import dev.gelada.core.plugin.Connector;
import dev.gelada.core.plugin.SystemTime;
import dev.gelada.core.testing.TrailSamples;
import dev.gelada.core.testing.TrailStoreContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrailsTest {
  @TempDir Path folder;
  private final SystemTime time = new SystemTime();
  private final Map<String, String> environment = new HashMap<>();

  @BeforeEach
  void home() {
    environment.put("HOME", folder.resolve("home").toString());
  }

  private Trails trails() {
    return new Trails(environment, time, folder.resolve("system"), Schemes.NONE);
  }

  @Test
  void the_option_wins_then_the_variable_then_the_system_then_the_user() throws IOException {
    Path own = folder.resolve("home/.local/state/gelada/trail.jsonl");
    assertThat(trails().choose(null).uri()).isEqualTo(own.toString());
    environment.put("XDG_STATE_HOME", folder.resolve("xdg").toString());
    assertThat(trails().choose(null).uri())
        .isEqualTo(folder.resolve("xdg/gelada/trail.jsonl").toString());
    Path system = Files.createDirectory(folder.resolve("system"));
    assertThat(trails().choose(null).uri()).isEqualTo(system.resolve("trail.jsonl").toString());
    environment.put(Trails.VARIABLE, "/from/variable");
    assertThat(trails().choose(null))
        .isEqualTo(new Trails.Choice("/from/variable", "GELADA_TRAIL"));
    assertThat(trails().choose("file:///a/b%20c.jsonl").uri()).isEqualTo("/a/b c.jsonl");
    assertThat(trails().choose(folder.toString()).uri())
        .isEqualTo(folder.resolve("trail.jsonl").toString());
    assertThat(trails().choose("new/").uri()).isEqualTo("new/trail.jsonl");
  }

  @Test
  void other_kinds_of_trail_and_a_user_without_a_home_are_refused_in_words() {
    assertThatThrownBy(() -> trails().choose("postgresql://db/x"))
        .hasMessageContaining("postgresql")
        .hasMessageContaining("Known: a path");
    environment.clear();
    assertThatThrownBy(() -> trails().choose(null))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("XDG_STATE_HOME");
  }

  @Test
  void every_trail_is_noted_before_it_is_opened_and_found_again() throws IOException {
    Path path = create("one/trail.jsonl", 2);
    Path gone = create("two/trail.jsonl", 1);
    Files.delete(gone);

    Trails.AllNoted noted = trails().noted();
    assertThat(noted.present()).extracting(Trails.Noted::uri).containsExactly(path.toString());
    assertThat(noted.present().get(0).seen().sequence()).isEqualTo(3);
    assertThat(noted.present().get(0).trail()).hasSize(32);
    assertThat(noted.missing()).singleElement().asString().contains(gone.toString());
  }

  @Test
  void opening_a_trail_that_is_not_there_notes_nothing() throws IOException {
    Path none = folder.resolve("none");
    assertThatThrownBy(() -> trails().open(none.toString()))
        .hasMessageContaining("gelada trail init");
    assertThat(trails().noted().present()).isEmpty();
  }

  @Test
  void a_trail_that_lost_records_since_an_earlier_process_is_refused() throws IOException {
    Path path = create("trail.jsonl", 3);
    List<String> lines = Files.readAllLines(path);
    Files.write(path, lines.subList(0, 2));

    for (int again = 0; again < 2; again++) {
      try (Trail trail = open(path)) {
        assertThatThrownBy(trail::read)
            .isInstanceOf(BadTrail.class)
            .hasMessageContaining("ends at record 2, and record 4 was seen");
      }
    }
    Files.write(path, lines);
    try (Trail trail = open(path)) {
      assertThat(trail.read().head().sequence()).isEqualTo(4);
    }
  }

  @Test
  void a_trail_that_was_replaced_is_refused_unless_it_was_created_anew() throws IOException {
    Path path = create("trail.jsonl", 3);
    Path other = create("other/trail.jsonl", 5);
    byte[] first = Files.readAllBytes(path);
    Files.copy(other, path, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    try (Trail trail = open(path)) {
      assertThatThrownBy(trail::read)
          .isInstanceOf(BadTrail.class)
          .hasMessageContaining("If the trail was replaced on purpose, remove");
    }
    assertThat(first).isNotEmpty();
    Files.delete(path);
    create("trail.jsonl", 1);
    try (Trail trail = open(path)) {
      assertThat(trail.read().head().sequence()).isEqualTo(2);
    }
  }

  @Test
  void a_noted_record_is_looked_for_in_the_archives() throws IOException {
    Path path = create("trail.jsonl", 3);
    rotate(path, 2);
    try (Trail trail = open(path)) {
      assertThat(trail.read().head().sequence()).isEqualTo(4 + 3 * 2);
    }
    Path archive = folder.resolve("trail.jsonl.archive-000000000004");
    assertThat(archive).exists();
    byte[] whole = Files.readAllBytes(archive);
    note(path, new Head(3, "0f".repeat(32)));
    try (Trail trail = open(path)) {
      assertThatThrownBy(trail::read)
          .isInstanceOf(BadTrail.class)
          .hasMessageContaining("record 3 is not the one that was seen");
    }
    Files.delete(archive);
    note(path, new Head(3, "0f".repeat(32)));
    try (Trail trail = open(path)) {
      assertThat(trail.read().head().sequence()).as("pruned, and higher").isEqualTo(10);
    }
    assertThat(whole).isNotEmpty();
  }

  @Test
  void another_trail_that_was_rotated_does_not_pass_for_the_noted_one() throws IOException {
    Path path = create("trail.jsonl", 3);
    Path other = create("other/trail.jsonl", 5);
    rotate(other, 1);
    Files.copy(other, path, java.nio.file.StandardCopyOption.REPLACE_EXISTING);

    try (Trail trail = open(path)) {
      assertThatThrownBy(trail::read)
          .isInstanceOf(BadTrail.class)
          .hasMessageContaining("and was trail");
    }
  }

  private void note(Path path, Head head) throws IOException {
    Notes notes = new Notes(folder.resolve("home/.local/state/gelada/trails"));
    Trails.Noted noted = notes.of(path.toString());
    notes.write(new Trails.Noted(noted.uri(), noted.trail(), head));
  }

  /** As another process would, so that nothing of it is noted. */
  private void rotate(Path path, int times) throws IOException {
    try (FileTrailStore store = FileTrailStore.open(path, time)) {
      for (int i = 0; i < times; i++) {
        TrailRecord checkpoint = TrailStoreContract.checkpoint(store);
        store.rotate(store.head(), checkpoint);
        store.append(store.head(), TrailStoreContract.notes(store.head(), 2, "more"));
      }
    }
  }

  @Test
  void a_platform_keeps_the_trail_of_its_own_kinds_of_target() throws IOException {
    InMemory cloud = new InMemory("cloud", Set.of("pod", "node"));
    Trails trails = trails(cloud, new InMemory("mist", Set.of("instance")));

    assertThat(trails.choose(null, Set.of("pod")))
        .isEqualTo(new Trails.Choice("cloud:usual", "the usual one for targets of kind pod"));
    assertThat(trails.choose(null, Set.of("process")).uri()).startsWith("/");
    assertThat(trails.choose("cloud:", Set.of()).uri()).isEqualTo("cloud:usual");
    assertThat(trails.choose("cloud://x/Y").uri()).isEqualTo("cloud:x/y");
    assertThat(trails.choose("/else", Set.of("pod")).uri()).isEqualTo("/else");
    assertThatThrownBy(() -> trails.choose(null, Set.of("pod", "instance")))
        .hasMessageContaining("cloud:usual, mist:usual")
        .hasMessageContaining("--trail");
    assertThatThrownBy(() -> trails.choose("rain:x"))
        .hasMessageContaining("Known: a path, file:///path, cloud:, mist:");
    environment.put(Trails.VARIABLE, "/from/variable");
    assertThat(trails(cloud).choose(null, Set.of("pod")).uri()).isEqualTo("/from/variable");
  }

  @Test
  void a_trail_of_a_platform_is_noted_and_checked_like_a_file() throws IOException {
    InMemory cloud = new InMemory("cloud", Set.of("pod"));
    assertThatThrownBy(() -> trails(cloud).open("cloud:a")).isInstanceOf(BadTrail.class);
    assertThat(trails(cloud).noted().present()).isEmpty();
    Trail.create(TrailSamples.parts(trails(cloud).create("cloud:a"), time, 1), "test").close();

    assertThat(trails(cloud).noted().present())
        .extracting(Trails.Noted::uri)
        .containsExactly("cloud:a");
    assertThat(trails().noted().present()).as("its plug-in is not there").hasSize(1);
    assertThatThrownBy(() -> trails().open("cloud:a")).hasMessageContaining("Known: a path");
    cloud.places.put("cloud:a", new MemoryTrailStore());
    Trail.create(TrailSamples.parts(cloud.places.get("cloud:a"), time, 2), "test").close();
    try (Trail trail = new Trail(TrailSamples.parts(trails(cloud).open("cloud:a"), time, 3))) {
      assertThatThrownBy(trail::read).hasMessageContaining("is not the one that was seen");
    }
    cloud.places.clear();
    assertThat(trails(cloud).noted().missing()).singleElement().asString().contains("cloud:a");
  }

  private Trails trails(TrailStoreType... types) {
    return new Trails(
        environment,
        time,
        folder.resolve("system"),
        new Schemes(
            List.of(types),
            () -> new Clients(List.of(), new Connector.Ambient(Map.of(), time, folder), Map.of())));
  }

  private Trail open(Path path) throws IOException {
    return new Trail(TrailSamples.parts(trails().open(path.toString()), time, time.nanos()));
  }

  private Path create(String name, int notes) throws IOException {
    Path path = folder.resolve(name);
    try (Trail trail =
        Trail.create(
            TrailSamples.parts(trails().create(path.toString()), time, time.nanos()), "test")) {
      for (int i = 0; i < notes; i++) {
        trail.commit(ledger -> batch(new Entry.Note("n")), soon(time));
      }
    }
    return path;
  }

  /** Trails in memory, under a scheme. */
  private record InMemory(String scheme, Set<String> kinds, Map<String, TrailStore> places)
      implements TrailStoreType {
    InMemory(String scheme, Set<String> kinds) {
      this(scheme, kinds, new HashMap<>());
    }

    @Override
    public String standard(Map<String, String> environment) {
      return scheme + ":usual";
    }

    @Override
    public String canonical(String uri) {
      return uri.replace("://", ":").toLowerCase(java.util.Locale.ROOT);
    }

    @Override
    public boolean possible(String uri, Connections with) {
      return places.containsKey(uri);
    }

    @Override
    public TrailStore open(String uri, Connections with) throws IOException {
      TrailStore there = places.get(uri);
      if (there == null) {
        throw BadTrail.none(uri);
      }
      return named(uri, there);
    }

    @Override
    public TrailStore create(String uri, Connections with) {
      return named(uri, places.computeIfAbsent(uri, place -> new MemoryTrailStore()));
    }

    private static TrailStore named(String uri, TrailStore store) {
      return new TrailStore() {
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
          return uri;
        }

        @Override
        public void close() {
          // goes on in memory
        }
      };
    }
  }
}

package dev.gelada.core.trail;

import static dev.gelada.core.testing.TrailSamples.batch;
import static dev.gelada.core.testing.TrailSamples.soon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gelada.core.plugin.SystemTime;
import dev.gelada.core.testing.TrailSamples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
}

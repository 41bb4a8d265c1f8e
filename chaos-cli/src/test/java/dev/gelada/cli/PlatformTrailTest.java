package dev.gelada.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gelada.cli.Terminal.Typed;
import dev.gelada.core.testing.ManualTime;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trails that live elsewhere than in a file. */
class PlatformTrailTest {
  @TempDir Path folder;
  private Terminal terminal;

  @BeforeEach
  void sit_down() {
    terminal = Terminal.at(folder).without("GELADA_TRAIL");
  }

  @AfterEach
  void clear() {
    ShelfTrails.PLACES.clear();
    ShelfTrails.kinds = Set.of();
    ToldRecords.TOLD.clear();
  }

  @Test
  void init_show_verify_and_anchor_work_on_any_kind_of_trail() {
    Typed first = terminal.json("trail", "init", "--trail", "shelf:");
    assertThat(first.exit()).as(first.all()).isZero();
    assertThat(first.document().path("trail").stringValue()).isEqualTo("shelf:usual");
    assertThat(first.document().path("created").booleanValue()).isTrue();
    assertThat(terminal.json("trail", "init", "--trail", "shelf:usual").document().path("created"))
        .hasToString("false");

    assertThat(terminal.type("note", "hello", "--trail", "shelf:usual").exit()).isZero();
    assertThat(terminal.type("trail", "show", "--trail", "shelf:usual").out()).contains("hello");
    assertThat(terminal.type("trail", "anchor", "--trail", "shelf:usual").out()).startsWith("2 ");
    Typed verified = terminal.json("trail", "verify", "--trail", "shelf:usual");
    assertThat(verified.document().path("records").intValue()).isEqualTo(2);
  }

  @Test
  void halt_and_status_find_it_again_without_being_told() {
    terminal.type("trail", "init", "--trail", "shelf:usual");
    terminal.type("trail", "init", "--trail", "shelf:other");

    Typed halted = terminal.json("halt", "--why", "stop", "--trail", "shelf:usual");
    assertThat(halted.exit()).as(halted.all()).isZero();
    Typed status = terminal.json("status", "--trail", "shelf:usual");
    assertThat(status.all()).contains("stop");
    Typed all = terminal.type("status");
    assertThat(all.exit()).as(all.all()).isZero();
  }

  @Test
  void one_that_is_out_of_reach_is_a_trouble_and_not_an_end() throws Exception {
    terminal.type("trail", "init", "--trail", "shelf:usual");
    Path notes = terminal.state().resolve("trails");
    try (var files = Files.list(notes)) {
      Path note = files.findFirst().orElseThrow();
      Files.writeString(
          notes.resolve("away.json"), Files.readString(note).replace("shelf:usual", "shelf:away"));
    }

    Typed status = terminal.type("status");
    assertThat(status.exit()).isEqualTo(ExitCode.FAILED.number());
    assertThat(status.err())
        .contains("the shelf is out of reach")
        .doesNotContain("should not have");
  }

  @Test
  void serve_works_on_it() throws Exception {
    terminal.type("trail", "init", "--trail", "shelf:usual");
    Path files = Files.createDirectory(folder.resolve("files"));

    Typed served = terminal.type("serve", files.toString(), "--once", "--trail", "shelf:usual");

    assertThat(served.exit()).as(served.all()).isZero();
    assertThat(served.out()).contains("shelf:usual (--trail)");
  }

  @Test
  void it_is_the_usual_one_for_its_own_kinds_of_target() throws Exception {
    ShelfTrails.kinds = Set.of("process");
    String file =
        terminal.file(
            "a.yaml", Files.readString(Path.of("..", "schedules", "pause-one-process.yaml")));

    Typed missing = terminal.type("targets", file);
    assertThat(missing.err()).contains("shelf:usual: no trail here");
    terminal.type("trail", "init", "--trail", "shelf:usual");
    assertThat(terminal.type("targets", file).exit()).isZero();
    assertThat(terminal.type("plan", file).all())
        .contains("shelf:usual (the usual one for targets of kind process)");
  }

  @Test
  void platforms_are_told_of_each_record_whichever_command_writes_it() {
    terminal.type("trail", "init", "--trail", "shelf:usual");
    ToldRecords.TOLD.clear();

    terminal.type("note", "one", "--trail", "shelf:usual");
    terminal.type("halt", "--why", "stop", "--trail", "shelf:usual");

    assertThat(ToldRecords.TOLD).containsSubsequence("note", "closed", "halted", "closed");
  }

  @Test
  void what_was_rotated_is_exported_verified_and_pruned() {
    terminal.type("trail", "init", "--trail", "shelf:usual");
    for (int i = 0; i < 40; i++) {
      terminal.type("note", "note " + i, "--trail", "shelf:usual");
    }
    Typed exported = terminal.type("trail", "export", "--trail", "shelf:usual");
    long records = exported.out().lines().count();
    assertThat(exported.exit()).as(exported.all()).isZero();
    assertThat(exported.out().lines().filter(line -> line.contains("note "))).hasSize(40);
    assertThat(exported.err()).isEmpty();
    Typed verified = terminal.json("trail", "verify", "--trail", "shelf:usual");
    assertThat(verified.document().path("records").longValue()).isEqualTo(records);
    assertThat(verified.document().path("archives").size()).isGreaterThan(2);

    assertThat(prune("--older", "40").exit()).isEqualTo(2);
    assertThat(prune("--older", "40d").out()).contains("No archive is that old");
    terminal = new Terminal(folder, later()).without("GELADA_TRAIL");
    Typed pruned = prune("--older", "40d");
    assertThat(pruned.out()).contains("removed archive-", "archives were removed, and record");
    Typed after = terminal.type("trail", "verify", "--trail", "shelf:usual");
    assertThat(after.exit()).as(after.all()).isZero();
    assertThat(after.out()).contains("and all before it were pruned");
    Typed rest = terminal.type("trail", "export", "--trail", "shelf:usual");
    assertThat(rest.err()).contains("are in archives that are not there");
    assertThat(rest.out().lines().count()).isBetween(2L, records);
  }

  private Typed prune(String... words) {
    String[] all = {
      "trail", "prune", words[0], words[1], "--why", "room", "--trail", "shelf:usual"
    };
    return terminal.type(all);
  }

  private static ManualTime later() {
    ManualTime time = ManualTime.onATuesdayMorning();
    time.advance(Duration.ofDays(60));
    return time;
  }
}

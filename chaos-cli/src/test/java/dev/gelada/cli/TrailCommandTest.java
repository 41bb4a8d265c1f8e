package dev.gelada.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gelada.cli.Terminal.Typed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrailCommandTest {
  @TempDir Path folder;
  private Terminal terminal;

  @BeforeEach
  void sit_down() {
    terminal = Terminal.at(folder);
  }

  @Test
  void init_creates_a_trail_and_leaves_one_alone() {
    Typed first = terminal.json("trail", "init");
    Typed second = terminal.json("trail", "init");

    assertThat(first.exit()).as(first.all()).isZero();
    assertThat(first.document().path("created").booleanValue()).isTrue();
    assertThat(second.exit()).as(second.all()).isZero();
    assertThat(second.document().path("created").booleanValue()).isFalse();
    assertThat(second.document().path("id")).isEqualTo(first.document().path("id"));
  }

  @Test
  void init_goes_where_it_is_told() {
    Path elsewhere = folder.resolve("else/where.jsonl");

    assertThat(terminal.type("trail", "init", "--trail", elsewhere.toString()).exit()).isZero();

    assertThat(elsewhere).exists();
    assertThat(terminal.trail()).doesNotExist();
  }

  @Test
  void without_a_name_it_goes_into_the_state_folder() {
    terminal.without("GELADA_TRAIL");

    Typed init = terminal.type("trail", "init");

    // a machine with /var/lib/gelada has its trail there
    assertThat(init.exit()).as(init.all()).isZero();
    assertThat(Files.exists(terminal.state().resolve("trail.jsonl")))
        .isEqualTo(!Files.isWritable(Path.of("/var/lib/gelada")));
  }

  @Test
  void a_missing_trail_is_an_error_that_names_the_command() {
    for (List<String> command :
        List.of(
            List.of("trail", "show"),
            List.of("trail", "verify"),
            List.of("trail", "anchor"),
            List.of("runs"),
            List.of("note", "x"),
            List.of("policy", "show"))) {
      Typed typed = terminal.json(command.toArray(String[]::new));

      assertThat(typed.exit()).as(typed.all()).isEqualTo(ExitCode.FAILED.number());
      assertThat(typed.err()).contains("gelada trail init --trail " + terminal.trail());
      assertThat(typed.document().path("exit").intValue()).isEqualTo(5);
    }
  }

  @Test
  void show_tells_records_in_words() {
    terminal.type("trail", "init");
    terminal.type("note", "the coffee is ready");

    Typed shown = terminal.type("trail", "show");

    assertThat(shown.exit()).isZero();
    assertThat(shown.out()).contains("opened", "note", "the coffee is ready");
  }

  @Test
  void show_prints_records_as_they_stand_for_programs() throws IOException {
    terminal.type("trail", "init");
    terminal.type("note", "one");

    Typed shown = terminal.json("trail", "show");

    assertThat(shown.out().lines()).containsExactlyElementsOf(Files.readAllLines(terminal.trail()));
  }

  @Test
  void show_leaves_out_what_was_not_asked_for() {
    terminal.type("trail", "init");
    terminal.type("note", "one");
    terminal.type("note", "two");

    assertThat(terminal.json("trail", "show", "--since", "3").out().lines()).hasSize(1);
    assertThat(terminal.json("trail", "show", "--type", "note").out().lines()).hasSize(2);
    assertThat(terminal.json("trail", "show", "--type", "opened,note").out().lines()).hasSize(3);
    assertThat(terminal.json("trail", "show", "--run", "none").out()).isEmpty();
  }

  @Test
  void show_guesses_a_mistyped_type() {
    terminal.type("trail", "init");

    Typed shown = terminal.type("trail", "show", "--type", "claimd");

    assertThat(shown.exit()).isEqualTo(ExitCode.USAGE.number());
    assertThat(shown.err()).contains("Did you mean 'claimed'?");
  }

  @Test
  void verify_accepts_what_was_written() {
    terminal.type("trail", "init");
    terminal.type("note", "one");

    Typed verified = terminal.json("trail", "verify");

    assertThat(verified.exit()).as(verified.all()).isZero();
    assertThat(verified.document().path("records").intValue()).isEqualTo(2);
    assertThat(terminal.type("trail", "verify").out()).contains("valid", "2 records");
  }

  @Test
  void verify_says_the_first_bad_line() throws IOException {
    terminal.type("trail", "init");
    terminal.type("note", "one");
    terminal.type("note", "two");
    Files.writeString(
        terminal.trail(), Files.readString(terminal.trail()).replace("\"one\"", "\"eins\""));

    Typed verified = terminal.json("trail", "verify");

    assertThat(verified.exit()).isEqualTo(ExitCode.FAILED.number());
    assertThat(verified.err()).contains("line 2", "hash");
    assertThat(verified.document().path("bad").path("line").intValue()).isEqualTo(2);
  }

  @Test
  void an_anchor_finds_what_was_cut_off() throws IOException {
    terminal.type("trail", "init");
    terminal.type("note", "one");
    String anchor = terminal.file("anchor", terminal.type("trail", "anchor").out());
    assertThat(terminal.type("trail", "verify", "--anchor", anchor).exit()).isZero();
    List<String> lines = Files.readAllLines(terminal.trail());
    Files.writeString(terminal.trail(), lines.get(0) + "\n");

    assertThat(terminal.type("trail", "verify").exit()).isZero();
    Typed verified = terminal.type("trail", "verify", "--anchor", anchor);

    assertThat(verified.exit()).isEqualTo(ExitCode.FAILED.number());
    assertThat(verified.err()).contains("anchor");
  }

  @Test
  void an_anchor_that_is_none_is_a_mistake_of_the_command_line() {
    terminal.type("trail", "init");
    String odd = terminal.file("anchor", "hello");

    assertThat(terminal.type("trail", "verify", "--anchor", odd).exit()).isEqualTo(2);
    Typed missing = terminal.type("trail", "verify", "--anchor", folder.resolve("no").toString());
    assertThat(missing.exit()).isEqualTo(2);
    assertThat(missing.err()).contains("no such file");
  }

  @Test
  void a_tampered_trail_stops_every_command_that_would_write() throws IOException {
    terminal.type("trail", "init");
    terminal.type("note", "one");
    Files.writeString(
        terminal.trail(), Files.readString(terminal.trail()).replace("\"one\"", "\"eins\""));

    Typed note = terminal.type("note", "two");

    assertThat(note.exit()).isEqualTo(ExitCode.FAILED.number());
    assertThat(note.err()).doesNotContain("\tat ").contains("gelada trail verify");
  }

  @Test
  void a_bare_word_asks_which_one() {
    Typed bare = terminal.type("trail");

    assertThat(bare.exit()).isEqualTo(ExitCode.USAGE.number());
    assertThat(bare.err()).contains("init, show, verify, anchor, export or prune");
  }

  @Test
  void a_trail_of_an_unknown_kind_is_no_surprise() {
    Typed odd = terminal.type("trail", "show", "--trail", "jdbc:postgresql://x/y");

    assertThat(odd.exit()).isEqualTo(ExitCode.FAILED.number());
    assertThat(odd.err()).doesNotContain("should not have happened").contains("jdbc:postgresql");
  }

  @Test
  void a_mistyped_trail_leaves_no_trace() throws IOException {
    Path odd = Path.of(terminal.file("odd", "no trail\n"));
    Path empty = Path.of(terminal.file("empty", ""));
    terminal.type("trail", "init");

    for (Path typo : List.of(odd, empty)) {
      for (List<String> command :
          List.of(
              List.of("trail", "show"),
              List.of("trail", "anchor"),
              List.of("status"),
              List.of("runs"),
              List.of("note", "x"))) {
        List<String> all = new ArrayList<>(command);
        all.addAll(List.of("--trail", typo.toString()));
        Typed typed = terminal.type(all.toArray(String[]::new));

        assertThat(typed.exit()).as(typed.all()).isEqualTo(ExitCode.FAILED.number());
        assertThat(typed.err())
            .contains(typo.toString(), typo.equals(odd) ? "this is not a trail" : "no trail here");
        assertThat(folder.resolve(typo.getFileName() + ".lock")).doesNotExist();
      }
    }
    Typed status = terminal.type("status");
    assertThat(status.exit()).as(status.all()).isZero();
  }

  @Test
  void init_refuses_what_is_no_trail_and_leaves_it_as_it_is() {
    Path odd = Path.of(terminal.file("odd", "a secret without an end of line"));

    Typed init = terminal.type("trail", "init", "--trail", odd.toString());

    assertThat(init.exit()).as(init.all()).isEqualTo(ExitCode.FAILED.number());
    assertThat(init.err()).contains("this is not a trail");
    assertThat(odd).hasContent("a secret without an end of line");
    assertThat(terminal.type("trail", "init", "--trail", "/dev/null").err())
        .contains("/dev/null", "is a device");
    assertThat(terminal.type("trail", "init", "--trail", odd + "/x/t.jsonl").err())
        .contains("cannot be created: Not a directory")
        .doesNotContain("Exception");
  }

  @Test
  void init_makes_a_trail_of_an_empty_file() {
    String empty = terminal.file("empty", "");

    assertThat(terminal.type("trail", "init", "--trail", empty).exit()).isZero();

    assertThat(terminal.type("trail", "show", "--trail", empty).out()).contains("opened");
  }

  @Test
  void a_noted_trail_that_cannot_be_read_says_which_note_to_remove() throws IOException {
    Path other = folder.resolve("other.jsonl");
    terminal.type("trail", "init");
    terminal.type("trail", "init", "--trail", other.toString());
    Files.writeString(other, "something else\n");

    Typed status = terminal.type("status");

    assertThat(status.exit()).as(status.all()).isEqualTo(ExitCode.FAILED.number());
    String note = status.all().replaceAll("(?s).*remove (\\S+\\.json) to forget it.*", "$1");
    Files.delete(Path.of(note));
    assertThat(terminal.type("status").exit()).isZero();
  }
}

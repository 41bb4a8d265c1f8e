package dev.gelada.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gelada.cli.Terminal.Typed;
import dev.gelada.core.attack.StrikeId;
import dev.gelada.core.target.Host;
import dev.gelada.core.testing.ManualTime;
import dev.gelada.core.testing.TrailSamples;
import dev.gelada.core.trail.Entry;
import dev.gelada.core.trail.FileTrailStore;
import dev.gelada.core.trail.Owner;
import dev.gelada.core.trail.Trail;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What is open on trails: status, revert, halt, resume, stop, runs, note. */
class OpenWorkTest {
  private static final String STRIKE = "s1";

  @TempDir Path folder;
  private final ManualTime time = ManualTime.onATuesdayMorning();
  private Terminal terminal;

  @BeforeEach
  void sit_down() {
    terminal = new Terminal(folder, time);
  }

  @Test
  void nothing_is_open_where_nothing_ever_was() {
    terminal.without("GELADA_TRAIL").with("HOME", folder.toString());

    Typed status = terminal.type("status");

    assertThat(status.exit()).as(status.all()).isZero();
    assertThat(terminal.json("status").document().path("exit").intValue()).isZero();
    assertThat(terminal.type("revert").exit()).isZero();
  }

  @Test
  void a_trail_that_is_named_and_missing_is_an_error() {
    for (String command : new String[] {"status", "revert"}) {
      Typed typed = terminal.type(command);

      assertThat(typed.exit()).as(typed.all()).isEqualTo(ExitCode.FAILED.number());
      assertThat(typed.err()).contains("gelada trail init");
      assertThat(terminal.type(command, "--trail", folder.resolve("no").toString()).exit())
          .isEqualTo(ExitCode.FAILED.number());
    }
  }

  @Test
  void status_shows_what_is_struck_until_when() throws IOException {
    write(
        TrailSamples.started(1),
        TrailSamples.claimed(STRIKE),
        new Entry.Struck(new StrikeId(STRIKE), false, Map.of()));

    Typed status = terminal.type("status");

    assertThat(status.exit()).as(status.all()).isZero();
    assertThat(status.out())
        .contains("not halted", "running r1", "struck pause-process on checkout-s1", "guardian");
    JsonNode trail = terminal.json("status").document().path("trails").get(0);
    assertThat(trail.path("open").get(0).path("strike").stringValue()).isEqualTo(STRIKE);
    assertThat(trail.path("running").get(0).path("run").stringValue()).isEqualTo("r1");
  }

  @Test
  void status_says_whether_the_process_of_a_run_is_gone() throws IOException {
    Host host = Host.local();
    Entry.Origin origin = TrailSamples.started(1).origin();
    Owner gone = new Owner(host.place(), "1@1");
    write(new Entry.Started(origin, gone, 1));

    assertThat(terminal.type("status").out())
        .contains("its process is gone", "gelada revert --trail")
        .doesNotContain("running r1");
    assertThat(terminal.type("runs").out()).contains("process gone");
    JsonNode trail = terminal.json("status").document().path("trails").get(0);
    assertThat(trail.path("running").get(0).path("owner").stringValue()).isEqualTo("dead");

    Path other = folder.resolve("other.jsonl");
    terminal.type("trail", "init", "--trail", other.toString());
    write(other, new Entry.Started(origin, new Owner(host.place(), host.self()), 1));
    assertThat(terminal.type("status", "--trail", other.toString()).out())
        .contains("running r1")
        .doesNotContain("its process is gone");
  }

  @Test
  void status_finds_open_strikes_on_every_trail_that_was_ever_opened() throws IOException {
    Path other = folder.resolve("other.jsonl");
    terminal.type("trail", "init", "--trail", other.toString());
    write(other, TrailSamples.started(1), TrailSamples.claimed(STRIKE));
    terminal.type("trail", "init");

    JsonNode trails = terminal.json("status").document().path("trails");

    assertThat(trails.size()).isEqualTo(2);
    assertThat(trails.get(1).path("trail").stringValue()).isEqualTo(real(other));
    JsonNode one =
        terminal.json("status", "--trail", terminal.trail().toString()).document().path("trails");
    assertThat(one.size()).isEqualTo(1);
  }

  @Test
  void a_noted_trail_that_is_gone_is_said_and_no_failure() throws IOException {
    Path other = folder.resolve("other.jsonl");
    terminal.type("trail", "init", "--trail", other.toString());
    terminal.type("trail", "init");
    Files.delete(other);

    Typed status = terminal.type("status");

    assertThat(status.exit()).isZero();
    assertThat(status.out()).contains("other.jsonl was opened once");
  }

  @Test
  void residue_is_exit_6_until_a_person_accepts_it() throws IOException {
    residue();

    Typed status = terminal.type("status");
    assertThat(status.exit()).isEqualTo(ExitCode.RESIDUE.number());
    assertThat(status.out()).contains("RESIDUE", "somebody else changed it", "--accept s1");

    assertThat(terminal.json("revert").exit()).isEqualTo(ExitCode.RESIDUE.number());
    assertThat(terminal.type("revert", "--accept", STRIKE).exit()).isEqualTo(2);
    Typed unknown = terminal.type("revert", "--accept", "nope", "--why", "looked");
    assertThat(unknown.exit()).isEqualTo(2);
    assertThat(unknown.err()).contains("There is: s1");

    Typed accepted = terminal.type("revert", "--accept", STRIKE, "--why", "it runs again");
    assertThat(accepted.exit()).as(accepted.all()).isZero();
    assertThat(terminal.type("status").exit()).isZero();
    assertThat(terminal.type("trail", "show").out()).contains("accepted", "it runs again");
  }

  @Test
  void what_a_run_elsewhere_still_ends_itself_is_no_failure_of_revert() throws IOException {
    write(
        TrailSamples.started(1),
        TrailSamples.claimed(STRIKE),
        new Entry.Struck(new StrikeId(STRIKE), false, Map.of()));

    Typed revert = terminal.json("revert");

    assertThat(revert.exit()).as(revert.all()).isZero();
    assertThat(revert.document().path("trails").get(0).path("left").has(STRIKE)).isTrue();
  }

  @Test
  void what_nobody_here_can_revert_after_its_end_is_exit_5() throws IOException {
    write(
        TrailSamples.started(1),
        TrailSamples.claimed(STRIKE),
        new Entry.Struck(new StrikeId(STRIKE), false, Map.of()));
    time.advance(java.time.Duration.ofMinutes(10));

    Typed revert = terminal.type("revert");

    assertThat(revert.exit()).as(revert.all()).isEqualTo(ExitCode.FAILED.number());
    assertThat(revert.out()).contains("left s1", "machine/boot");
  }

  @Test
  void halt_says_recorded_then_quiet_and_resume_allows_again() {
    terminal.type("trail", "init");

    Typed halt = terminal.type("halt", "--why", "the shop is on fire");

    assertThat(halt.exit()).as(halt.all()).isZero();
    assertThat(halt.out().lines())
        .containsSubsequence(
            "recorded  " + real(terminal.trail()), "quiet     " + real(terminal.trail()));
    assertThat(terminal.type("status").out()).contains("HALTED: the shop is on fire");
    JsonNode trail = terminal.json("status").document().path("trails").get(0);
    assertThat(trail.path("halted").stringValue()).isEqualTo("the shop is on fire");

    Typed resume = terminal.type("resume", "--why", "it is out");
    assertThat(resume.exit()).as(resume.all()).isZero();
    assertThat(terminal.type("status").out()).contains("not halted");
    assertThat(terminal.json("resume", "--why", "again").document().path("resumed").size())
        .isZero();
  }

  @Test
  void halting_nothing_at_all_fails_loudly() {
    terminal.without("GELADA_TRAIL");
    if (Files.isDirectory(Path.of("/var/lib/gelada"))) {
      return; // this machine has a trail of its own, which a test must not halt
    }

    Typed halt = terminal.type("halt", "--why", "stop");

    assertThat(halt.exit()).isEqualTo(ExitCode.FAILED.number());
    assertThat(halt.err()).contains("there is no trail to halt", "gelada trail init");
  }

  @Test
  void one_broken_trail_keeps_no_other_from_being_halted() throws IOException {
    Path other = folder.resolve("other.jsonl");
    terminal.type("trail", "init", "--trail", other.toString());
    write(other, TrailSamples.started(1));
    terminal.type("trail", "init");
    Files.writeString(terminal.trail(), "{}\n");

    Typed halt = terminal.type("halt", "--why", "stop");

    assertThat(halt.exit()).as(halt.all()).isEqualTo(ExitCode.FAILED.number());
    assertThat(halt.err()).contains("NOT halted: ");
    assertThat(halt.out()).contains("recorded  " + real(other), "quiet");
  }

  @Test
  void several_halted_trails_are_resumed_one_by_one() throws IOException {
    Path other = folder.resolve("other.jsonl");
    terminal.type("trail", "init", "--trail", other.toString());
    terminal.type("trail", "init");
    terminal.type("halt", "--why", "a", "--trail", other.toString());
    terminal.type("halt", "--why", "b");

    Typed resume = terminal.type("resume", "--why", "go");

    assertThat(resume.exit()).isEqualTo(ExitCode.USAGE.number());
    assertThat(resume.err()).contains(real(other), real(terminal.trail()), "--trail");
    assertThat(terminal.type("resume", "--why", "go", "--trail", other.toString()).exit()).isZero();
    assertThat(terminal.type("resume", "--why", "go").exit()).isZero();
  }

  @Test
  void a_reason_must_be_given_where_it_goes_on_record() {
    terminal.type("trail", "init");

    for (String[] command :
        new String[][] {{"halt"}, {"resume"}, {"stop", "r1"}, {"policy", "set", "p.yaml"}}) {
      Typed without = terminal.type(command);
      assertThat(without.exit()).as(without.all()).isEqualTo(ExitCode.USAGE.number());
      assertThat(without.err()).contains("--why");
    }
    assertThat(terminal.type("halt", "--why", " ").exit()).isEqualTo(ExitCode.USAGE.number());
  }

  @Test
  void stop_asks_a_run_and_says_when_it_does_not_end() throws IOException {
    write(TrailSamples.started(1));

    Typed stop = terminal.type("stop", "r", "--why", "enough");

    assertThat(stop.exit()).as(stop.all()).isEqualTo(ExitCode.FAILED.number());
    assertThat(stop.err()).contains("has not ended", "gelada revert");
    assertThat(terminal.type("trail", "show").out()).contains("aborted", "enough");
    assertThat(terminal.type("status").out()).contains("ending r1");
  }

  @Test
  void stop_of_a_run_that_is_not_under_way_is_exit_3() throws IOException {
    write(TrailSamples.started(1));

    Typed stop = terminal.json("stop", "zzz", "--why", "enough");

    assertThat(stop.exit()).isEqualTo(ExitCode.NOT_RUN.number());
    assertThat(stop.err()).contains("Under way: r1");
    assertThat(stop.document().path("exit").intValue()).isEqualTo(3);
  }

  @Test
  void runs_are_listed_newest_first() throws IOException {
    write(TrailSamples.started(1));

    Typed runs = terminal.type("runs");

    assertThat(runs.exit()).isZero();
    assertThat(runs.out()).contains("RUN", "r1", "sample", "running");
    assertThat(terminal.json("runs").document().get(0).path("state").stringValue())
        .isEqualTo("running");
    assertThat(terminal.type("runs", "--last", "0").out()).contains("No runs");
  }

  @Test
  void a_note_may_be_about_a_run_that_exists() throws IOException {
    write(TrailSamples.started(1));

    assertThat(terminal.type("note", "saw it", "--run", "r1").exit()).isZero();
    Typed odd = terminal.type("note", "saw it", "--run", "r2");
    assertThat(odd.exit()).isEqualTo(ExitCode.USAGE.number());
    assertThat(odd.err()).contains("Did you mean 'r1'?");
    assertThat(terminal.type("note", " ").exit()).isEqualTo(ExitCode.USAGE.number());
  }

  @Test
  void a_note_is_taken_as_it_is_typed() {
    terminal.type("trail", "init");
    String file = terminal.file("secrets", "--trail=/elsewhere");

    assertThat(terminal.type("note", "@" + file).exit()).isZero();

    assertThat(terminal.type("trail", "show").out()).contains("@" + file);
  }

  private void residue() throws IOException {
    StrikeId id = new StrikeId(STRIKE);
    write(
        TrailSamples.started(1),
        TrailSamples.claimed(STRIKE),
        new Entry.Struck(id, false, Map.of()),
        new Entry.Residue(id, "somebody else changed it"),
        new Entry.Ended(6, "residue", Map.of(), time.instant()));
  }

  private void write(Entry... entries) throws IOException {
    terminal.type("trail", "init");
    write(terminal.trail(), entries);
  }

  /** One by one, as a run of another host would have written them. */
  private void write(Path file, Entry... entries) throws IOException {
    try (Trail trail =
        new Trail(TrailSamples.parts(FileTrailStore.open(file, time), time, file.hashCode()))) {
      for (Entry entry : entries) {
        trail.commit(ledger -> TrailSamples.batch(entry), TrailSamples.soon(time));
      }
    }
  }

  private static String real(Path file) {
    try {
      return file.toRealPath().toString();
    } catch (IOException gone) {
      throw new java.io.UncheckedIOException(gone);
    }
  }
}

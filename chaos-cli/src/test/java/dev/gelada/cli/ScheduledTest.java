package dev.gelada.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gelada.cli.Terminal.Typed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code plan --date} and {@code simulate}; the terminal's clock shows Tuesday 2026-03-10 10:00
 * UTC.
 */
class ScheduledTest {
  @TempDir Path folder;
  private Terminal terminal;

  @BeforeEach
  void open() {
    terminal = Terminal.at(folder);
    assertThat(terminal.type("trail", "init").exit()).isZero();
  }

  private String file(String schedule) {
    return terminal.file(
        "own.yaml",
        """
        gelada: 1
        name: own-processes
        why: To see what is planned
        targets:
          own:
            launch: {command: [sleep, "60"], replicas: 2}
        limits:
          window: {zone: Europe/Berlin, hours: 09:00-15:00}
          minHealthy: 1
        steps:
          - kill-process: {target: own}
        %s
        """
            .formatted(schedule));
  }

  @Test
  void a_day_is_shown_with_its_window_and_where_each_run_stands() {
    String file = file("schedule: {cron: \"30 9,12,16 * * *\"}");
    Typed today = terminal.type("plan", file, "--date", "2026-03-10");

    assertThat(today.exit()).as(today.all()).isZero();
    assertThat(today.out())
        .contains(
            "Plan of Tue 2026-03-10: by cron, 30 9,12,16 * * *; open 09:00 to 15:00 Europe/Berlin, 6h")
        .containsPattern("09:30:00 +\\(the file's pick\\) +missed: no runner was there in time")
        .containsPattern("12:30:00 +\\(the file's pick\\) +ahead")
        .contains("2 runs planned on Tue 2026-03-10.")
        .contains("Not planned, outside the window: Tue 2026-03-10 16:30 Europe/Berlin");
    assertThat(terminal.type("plan", file, "--date", "2026-03-14").out())
        .contains("; closed all day", "No run planned on Sat 2026-03-14.");
  }

  @Test
  void a_day_is_one_json_document() {
    Typed typed =
        terminal.json("plan", file("schedule: {cron: 30 12 * * *}"), "--date", "2026-03-11");
    JsonNode document = typed.document();

    assertThat(typed.exit()).as(typed.all()).isZero();
    assertThat(document.get("day").stringValue()).isEqualTo("coming");
    assertThat(document.get("zone").stringValue()).isEqualTo("Europe/Berlin");
    assertThat(document.get("open").get(0).get("from").stringValue())
        .isEqualTo("2026-03-11T08:00:00Z");
    JsonNode run = document.get("runs").get(0);
    assertThat(run.get("at").stringValue()).isEqualTo("2026-03-11T11:30:00Z");
    assertThat(run.get("until").stringValue()).isEqualTo("2026-03-11T12:00:00Z");
    assertThat(run.get("standing").stringValue()).isEqualTo("ahead");
    assertThat(run.get("group").isNull()).isTrue();
  }

  @Test
  void a_seed_takes_the_place_of_the_trails_id() {
    String file = file("schedule: {meanTimeBetween: 1h}");
    String[] seven = {"plan", file, "--date", "2026-03-11", "--seed", "7"};
    String first = terminal.type(seven).out();

    assertThat(first).contains("Drawn by seed 7").contains("6 runs planned");
    assertThat(terminal.type(seven).out()).isEqualTo(first);
    assertThat(times(terminal.type("plan", file, "--date", "2026-03-11", "--seed", "8").out()))
        .isNotEqualTo(times(first))
        .hasSize(6);
    assertThat(times(terminal.type("plan", file, "--date", "2026-03-11").out()))
        .isNotEqualTo(times(first));
  }

  private static List<String> times(String out) {
    return out.lines()
        .filter(line -> line.matches("\\d\\d:.*"))
        .map(l -> l.substring(0, 8))
        .toList();
  }

  @Test
  void a_file_without_a_schedule_is_a_clear_error() {
    String file = file("");
    for (String[] command :
        new String[][] {{"plan", file, "--date", "2026-03-10"}, {"simulate", file}}) {
      Typed typed = terminal.type(command);
      assertThat(typed.exit()).as(typed.all()).isEqualTo(ExitCode.USAGE.number());
      assertThat(typed.err()).contains("own.yaml has no schedule", "meanTimeBetween: 2 workdays");
    }
  }

  @Test
  void what_is_no_date_and_no_number_is_said_without_the_words_of_java() {
    String file = file("schedule: {cron: 30 12 * * *}");
    Typed soon = terminal.type("plan", file, "--date", "soon");
    assertThat(soon.exit()).isEqualTo(ExitCode.USAGE.number());
    assertThat(soon.err())
        .contains("'--date': 'soon' is not a day of the calendar, for example 2026-12-01")
        .doesNotContain("java", "Exception");
    assertThat(terminal.type("simulate", file, "--from", "2026-02-30").err())
        .contains("'2026-02-30' is not a day of the calendar");
    assertThat(terminal.type("simulate", file, "--days", "x").err())
        .contains("'--days': 'x' is not a whole number");
    assertThat(terminal.type("simulate", file, "--seed", "99999999999999999999").err())
        .contains("'--seed': 99999999999999999999 is too large");
  }

  @Test
  void that_nobody_is_there_to_be_drawn_is_said() {
    String file =
        terminal.file(
            "nobody.yaml",
            """
            gelada: 1
            name: nobody
            why: To see what is said
            targets:
              cart:
                processes: {group: there-is-no-such-group}
            limits:
              window: {zone: UTC}
            steps:
              - kill-process: {target: cart}
            schedule: {meanTimeBetween: 2 workdays}
            """);

    assertThat(terminal.type("plan", file, "--date", "2026-03-11").out())
        .contains("No group of 'cart' is seen now, so none is drawn; 'gelada targets " + file);
    assertThat(terminal.type("plan", file).out())
        .contains("plans nothing in the 60 days from 2026-03-10 for what is seen now.");
    assertThat(terminal.type("simulate", file, "--rounds", "0").out())
        .contains("! No group of 'cart' is seen now, so none is drawn; 'gelada targets");
    assertThat(terminal.type("serve", folder.toString(), "--once").out())
        .contains("! nobody: No group of 'cart' is seen now");
  }

  @Test
  void a_folder_without_anything_to_serve_says_so() throws Exception {
    Path files = Files.createDirectories(folder.resolve("files"));
    Typed typed = terminal.type("serve", files.toString(), "--once");

    assertThat(typed.exit()).as(typed.all()).isZero();
    assertThat(typed.out())
        .contains("0 files served, 0 bad", "no file there has a schedule that is served");
  }

  @Test
  void a_file_in_place_of_the_folder_is_a_clear_error() {
    String file = file("schedule: {cron: 30 12 * * *}");
    Typed typed = terminal.type("serve", file, "--once");

    assertThat(typed.exit()).as(typed.all()).isEqualTo(ExitCode.USAGE.number());
    assertThat(typed.err()).contains(file + " is no folder.", "'gelada run " + file + "'");
  }

  @Test
  void a_runner_tells_a_program_one_document_a_line() throws Exception {
    Path files = Files.createDirectories(folder.resolve("files"));
    Files.copy(Path.of(file("schedule: {cron: 30 9 * * *}")), files.resolve("own.yaml"));
    Typed typed = terminal.json("serve", files.toString(), "--once");

    assertThat(typed.exit()).as(typed.all()).isZero();
    List<JsonNode> news = typed.out().lines().map(JsonMapper.shared()::readTree).toList();
    assertThat(news)
        .extracting(one -> one.get("event").stringValue())
        .containsExactly("files", "missed", "planned", "next", "end");
    assertThat(news.get(1).get("runs").get(0).get("why").stringValue())
        .isEqualTo("it was planned after its time: file or group are new");
  }

  @Test
  void without_a_date_the_next_planned_run_is_named() {
    Typed typed = terminal.type("plan", file("schedule: {cron: 30 12 * * *}"));

    assertThat(typed.out())
        .contains(
            "By its schedule, by cron, 30 12 * * *: next Tue 2026-03-10 12:30 Europe/Berlin, (the"
                + " file's pick). The day's plan: --date 2026-03-10");
    assertThat(terminal.type("plan", file("schedule: {cron: 30 16 * * *}")).out())
        .contains("none of its times is ever in limits.window", "plans nothing in the 60 days")
        .doesNotContain("By its schedule");
    assertThat(terminal.type("plan", file("")).out()).doesNotContain("By its schedule");
  }

  @Test
  void a_simulation_shows_plan_formula_and_histogram() {
    String file = file("schedule: {meanTimeBetween: 2 workdays}");
    Typed typed = terminal.type("simulate", file, "--days", "28", "--rounds", "300");

    assertThat(typed.exit()).as(typed.all()).isZero();
    assertThat(typed.out())
        .contains("28 days from Tue 2026-03-10, 20 of them to strike on")
        .contains("Schedule: the file every 2 workdays on average")
        .containsPattern("GROUP +PLANNED +ALLOWED +EXPECTED")
        .containsPattern("\\(the file's pick\\) +\\d+ +\\d+ +10.0")
        .contains("EXPECTED is the mean by formula")
        .contains("300 other seeds, without a past: mean ")
        .containsPattern("\n10 +\\d+ +#{10,}");
    assertThat(terminal.type("simulate", file, "--days", "28", "--rounds", "300").out())
        .isEqualTo(typed.out());
  }

  @Test
  void a_simulation_without_a_closed_form_says_so() {
    Typed typed =
        terminal.type(
            "simulate",
            terminal.file(
                "total.yaml",
                """
                gelada: 1
                name: total
                why: To see a limit
                targets:
                  own:
                    launch: {command: [sleep, "60"], replicas: 2}
                limits:
                  window: {zone: UTC}
                  total: 2 per week
                steps:
                  - kill-process: {target: own}
                schedule: {meanTimeBetween: 1 workdays}
                """),
            "--days",
            "14",
            "--from",
            "2026-03-02",
            "--rounds",
            "0");

    assertThat(typed.out())
        .contains("No closed form for these limits: EXPECTED is an upper bound of the mean.")
        .containsPattern("\\(the file's pick\\) +10 +4 +10.0")
        .containsPattern("in all +10 +4 +at most 4.0")
        .contains("Limits refuse: total 6")
        .doesNotContain("other seeds");
  }

  @Test
  void a_simulation_is_one_json_document() {
    JsonNode document =
        terminal
            .json(
                "simulate",
                file("schedule: {meanTimeBetween: 1h}"),
                "--days",
                "7",
                "--rounds",
                "50")
            .document();

    assertThat(document.get("workdays").intValue()).isEqualTo(5);
    assertThat(document.get("planned").intValue()).isEqualTo(30);
    assertThat(document.get("expected").get("exact").booleanValue()).isTrue();
    assertThat(document.get("others").get("rounds").intValue()).isEqualTo(50);
    assertThat(document.get("byDate").size()).isEqualTo(5);
  }

  @Test
  void figures_have_bounds() {
    String file = file("schedule: {meanTimeBetween: 1h}");
    List<Typed> typed = new ArrayList<>();
    typed.add(terminal.type("simulate", file, "--days", "0"));
    typed.add(terminal.type("simulate", file, "--days", "367"));
    typed.add(terminal.type("simulate", file, "--rounds", "100001"));
    typed.add(terminal.type("simulate", file, "--rounds", "-1"));

    assertThat(typed)
        .allSatisfy(one -> assertThat(one.exit()).isEqualTo(ExitCode.USAGE.number()))
        .allSatisfy(one -> assertThat(one.err()).contains("is not between"));
  }
}

package dev.gelada.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorCommandTest {
  @TempDir Path folder;

  @Test
  void a_missing_trail_is_exit_3_and_says_how_to_make_one() {
    Terminal.Typed typed = Terminal.at(folder).type("doctor");

    assertThat(typed.exit()).as(typed.all()).isEqualTo(ExitCode.NOT_RUN.number());
    assertThat(typed.out()).contains("missing", "gelada trail init", "1 is missing.");
    assertThat(folder.resolve("trail.jsonl")).doesNotExist();
  }

  @Test
  void with_a_trail_nothing_is_missing_and_no_marker_is_left() {
    Terminal terminal = Terminal.at(folder);
    terminal.type("trail", "init");
    Terminal.Typed typed = terminal.type("doctor");

    assertThat(typed.exit()).as(typed.all()).isZero();
    assertThat(typed.out()).contains("trail.jsonl", "no trail guards this host's processes yet");
    assertThat(folder.resolve("host-trail")).doesNotExist();
  }

  @Test
  void a_bad_file_is_exit_2_with_its_place_and_the_rest_is_still_looked_at() throws Exception {
    Terminal terminal = Terminal.at(folder);
    terminal.type("trail", "init");
    Path files = Files.createDirectory(folder.resolve("files"));
    Files.writeString(files.resolve("a.yaml"), "gelada: 1\nnmae: a\n");
    Terminal.Typed typed = terminal.json("doctor", files.toString());

    assertThat(typed.exit()).as(typed.all()).isEqualTo(ExitCode.USAGE.number());
    assertThat(typed.out()).contains("a.yaml:2:1", "MISTAKE").contains("\"about\" : \"trail\"");
  }

  @Test
  void a_cluster_that_is_not_there_is_exit_5_in_one_line() {
    Terminal terminal = Terminal.at(folder).with("HOME", folder.toString());
    terminal.type("trail", "init");
    String file =
        terminal.file(
            "pods.yaml",
            """
            gelada: 1
            name: pods
            why: There is no cluster here
            targets:
              it:
                pods: {namespaces: [shop]}
            limits:
              window: {always: true, zone: UTC}
            steps:
              - kill-pod: {target: it}
            """);
    Terminal.Typed typed =
        terminal.type("doctor", file, "--kubeconfig", folder.resolve("none").toString());

    assertThat(typed.exit()).as(typed.all()).isEqualTo(ExitCode.FAILED.number());
    assertThat(typed.out()).contains("there is no kubeconfig " + folder.resolve("none"));
  }

  @Test
  void the_options_of_kubectl_are_where_a_cluster_may_be_and_nowhere_else() {
    Terminal terminal = Terminal.at(folder);

    assertThat(terminal.type("run", "--help").out())
        .contains("--context", "-n, --namespace", "--kubeconfig");
    assertThat(terminal.type("halt", "--help").out()).contains("--context");
    assertThat(terminal.type("validate", "--help").out()).doesNotContain("--context");
    assertThat(terminal.type("proxy", "--help").out()).doesNotContain("--kubeconfig");
  }
}

package dev.gelada.core.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gelada.core.testing.ManualTime;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcFsTest {
  @TempDir Path root = Path.of("unset");

  private final ManualTime time = ManualTime.onATuesdayMorning();

  @BeforeEach
  void boot() throws IOException {
    Files.writeString(root.resolve("uptime"), "1000.08 3000.00\n");
    FakeTable.add(root, 1, 0, 1, "init", 'S', 0, "");
  }

  @Test
  void names_a_process_by_pid_and_start_and_knows_its_age() throws Exception {
    FakeTable.add(root, 42, 1, 42, "shop", 'S', 40_000, "GELADA_GROUP=shop\0");

    OsProcess process = table().find("42@40000").orElseThrow();

    assertThat(process.command()).isEqualTo("shop");
    assertThat(process.session()).isEqualTo(42);
    // booted 1000.08 s ago, started 400 s after that
    assertThat(process.startedAt()).isEqualTo(time.instant().minusMillis(600_080));
  }

  @Test
  void a_look_alike_is_not_the_process() throws Exception {
    FakeTable.add(root, 42, 1, 42, "shop", 'S', 40_001, "");

    assertThat(table().find("42@40000")).isEmpty();
  }

  @Test
  void names_may_hold_parentheses_line_breaks_and_broken_utf_8() throws Exception {
    FakeTable.add(root, 42, 1, 42, "a) S 9 (\n", 'T', 7, "");
    FakeTable.add(root, 43, 1, 43, "caf\u00c3", 'S', 7, "");

    OsProcess odd = table().find(42).orElseThrow();
    assertThat(odd.stopped()).isTrue();
    assertThat(odd.parent()).isEqualTo(1);
    assertThat(odd.id()).isEqualTo("42@7");
    assertThat(table().find("43@7")).isPresent();
  }

  @Test
  void a_zombie_is_gone() throws Exception {
    FakeTable.add(root, 42, 1, 42, "shop", 'Z', 7, "");

    assertThat(table().find("42@7")).isEmpty();
    assertThat(table().all()).extracting(OsProcess::pid).containsExactly(1L);
  }

  @Test
  void one_that_vanishes_while_it_is_read_is_left_out() throws Exception {
    Files.createDirectory(root.resolve("77"));
    FakeTable.add(root, 42, 1, 42, "shop", 'S', 7, "");
    Files.delete(root.resolve("42/environ"));

    assertThat(table().all()).extracting(OsProcess::pid).containsExactly(1L, 42L);
    assertThat(table().find("42@7").orElseThrow().marks()).isEqualTo(OsProcess.Marks.NONE);
  }

  @Test
  void hidden_is_not_gone() throws Exception {
    Files.delete(root.resolve("1/stat"));
    Files.delete(root.resolve("1/environ"));
    Files.delete(root.resolve("1/status"));
    Files.delete(root.resolve("1"));

    assertThatThrownBy(() -> table().find("42@7"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("hidepid");
  }

  @Test
  void nothing_of_an_environment_is_kept_but_the_marks() {
    OsProcess.Marks marks =
        Variables.parse(
            ("SECRET=canary\0XGELADA_GROUP=no\0GELADA_GROUP=shop\0GELADA_ENABLED=true\0"
                    + "GELADA_LABELS=a=1,b=2=3,broken,=x\0GELADA_GROUP=second\0GELADA_TOKEN=canary")
                .getBytes(StandardCharsets.UTF_8));

    assertThat(marks)
        .isEqualTo(new OsProcess.Marks("true", "shop", Map.of("a", "1", "b", "2=3"), "", ""));
    assertThat(marks.toString()).doesNotContain("canary");
  }

  @Test
  void what_would_confuse_a_terminal_is_replaced() {
    assertThat(
            Variables.parse("GELADA_GROUP=a\u001b[2Jb\n".getBytes(StandardCharsets.UTF_8)).group())
        .isEqualTo("a?[2Jb?");
  }

  @Test
  void uptime_is_in_hundredths() throws Exception {
    assertThat(table().uptime()).isEqualTo(100_008);
    assertThat(Duration.ofMillis(table().uptime() * 10)).isEqualTo(Duration.ofMillis(1_000_080));
  }

  private ProcFs table() {
    return new ProcFs(root, time);
  }
}

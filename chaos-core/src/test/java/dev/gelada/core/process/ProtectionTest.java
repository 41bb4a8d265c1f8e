package dev.gelada.core.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gelada.core.plugin.Refusal;
import dev.gelada.core.testing.ManualTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProtectionTest {
  private static final long SELF = 500;

  @TempDir Path root = Path.of("unset");

  @BeforeEach
  void table() throws IOException {
    Files.writeString(root.resolve("uptime"), "1000.00 1.00\n");
    FakeTable.add(root, 1, 0, 1, "init", 'S', 0, "");
    FakeTable.add(root, 100, 1, 100, "sshd", 'S', 1, "");
    FakeTable.add(root, 200, 100, 90, "bash", 'S', 2, "");
    FakeTable.add(root, SELF, 200, 90, "java", 'S', 3, "");
    FakeTable.add(root, 90, 1, 90, "leader", 'S', 2, "");
    FakeTable.add(root, 600, SELF, 90, "child", 'S', 4, "");
    FakeTable.add(root, 700, 1, 700, "sh", 'S', 5, "GELADA_GUARDIAN=abc\0");
    FakeTable.add(root, 800, 1, 800, "shop", 'S', 6, "");
  }

  @Test
  void gelada_its_ancestors_its_session_leader_guardians_and_pid_1_are_never_touched()
      throws Exception {
    for (long pid : new long[] {1, SELF, 200, 100, 90, 700}) {
      assertThat(against(pid))
          .as("pid " + pid)
          .first()
          .extracting(Refusal::rule)
          .isEqualTo("never-touch");
    }
    assertThat(against(600)).isEmpty();
    assertThat(against(800)).isEmpty();
  }

  @Test
  void another_users_process_needs_the_capability() throws Exception {
    FakeTable.owner(root, 800, 2000, "0000000000000000");
    assertThat(against(800)).extracting(Refusal::rule).containsExactly("permission");

    FakeTable.owner(root, SELF, 1000, "0000000000000020");
    assertThat(against(800)).isEmpty();
  }

  private List<Refusal> against(long pid) throws IOException {
    ProcFs files = new ProcFs(root, ManualTime.onATuesdayMorning());
    return new Protection(files, SELF).against(files.find(pid).orElseThrow());
  }
}

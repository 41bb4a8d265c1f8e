package dev.gelada.core.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoryTest {
  private static final long MIB = 1L << 20;

  @TempDir Path root = Path.of("unset");

  @BeforeEach
  void host() throws IOException {
    write("proc/meminfo", "MemTotal: 8192000 kB\nMemAvailable:    4096000 kB\n");
    write("proc/self/cgroup", "0::/\n");
  }

  @Test
  void on_the_host_it_is_what_the_kernel_calls_available() throws IOException {
    assertThat(left()).isEqualTo(4_096_000 * 1024L);
  }

  @Test
  void in_a_group_with_a_limit_it_is_what_is_left_there() throws IOException {
    write("proc/self/cgroup", "0::/kubepods/pod1/app\n");
    two("kubepods", "max", 9000, 0);
    two("kubepods/pod1", Long.toString(1000 * MIB), 300, 100);
    two("kubepods/pod1/app", Long.toString(900 * MIB), 250, 50);

    assertThat(left()).as("900 less 250, of which 50 are idle file pages").isEqualTo(700 * MIB);

    two("kubepods/pod1", Long.toString(400 * MIB), 300, 100);
    assertThat(left()).as("the pod is tighter than its container").isEqualTo(200 * MIB);
  }

  @Test
  void in_a_container_the_mounts_own_root_is_the_group() throws IOException {
    for (String path : new String[] {"/docker/0123", "/", "/../../other"}) {
      write("proc/self/cgroup", "0::" + path + "\n");
      two("", Long.toString(512 * MIB), 112, 0);

      assertThat(left()).as(path).isEqualTo(400 * MIB);
    }
  }

  @Test
  void version_1_says_it_otherwise() throws IOException {
    write("proc/self/cgroup", "9:name=systemd:/x\n4:memory:/jobs/a\n3:cpuset:/\n0::/\n");
    one("jobs/a", Long.toString(600 * MIB), 500, 200);
    one("", "9223372036854771712", 7000, 0);

    assertThat(left()).isEqualTo(300 * MIB);
  }

  @Test
  void a_group_above_its_limit_has_nothing_left() throws IOException {
    two("", Long.toString(100 * MIB), 120, 0);

    assertThat(left()).isZero();
  }

  @Test
  void a_kernel_that_does_not_say_it_is_an_error() throws IOException {
    write("proc/meminfo", "MemTotal: 8192000 kB\n");

    assertThatThrownBy(this::left).isInstanceOf(IOException.class).hasMessageContaining("meminfo");
  }

  private long left() throws IOException {
    return new Memory(root).left();
  }

  private void two(String group, String max, long usedMib, long idleMib) throws IOException {
    String folder = "sys/fs/cgroup/" + group + "/";
    write(folder + "memory.max", max + "\n");
    write(folder + "memory.current", usedMib * MIB + "\n");
    write(folder + "memory.stat", "anon 1\ninactive_file " + idleMib * MIB + "\n");
  }

  private void one(String group, String limit, long usedMib, long idleMib) throws IOException {
    String folder = "sys/fs/cgroup/memory/" + group + "/";
    write(folder + "memory.limit_in_bytes", limit + "\n");
    write(folder + "memory.usage_in_bytes", usedMib * MIB + "\n");
    write(folder + "memory.stat", "inactive_file 1\ntotal_inactive_file " + idleMib * MIB + "\n");
  }

  private void write(String file, String text) throws IOException {
    Path path = root.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }
}

package dev.gelada.core.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gelada.core.plugin.Deadline;
import dev.gelada.core.plugin.SystemTime;
import dev.gelada.core.target.Launch;
import dev.gelada.core.target.OwnProcesses;
import dev.gelada.core.testing.Await;
import dev.gelada.core.testing.RealConnections;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
@Timeout(60)
class OwnProcessesIT {
  @TempDir Path folder = Path.of("unset");
  private RealConnections with = new RealConnections(Children.ambient(Path.of("unset")));

  @BeforeEach
  void open() {
    with = new RealConnections(Children.ambient(folder));
  }

  @AfterEach
  void close() {
    with.close();
  }

  @Test
  void a_process_that_another_source_starts_is_ended_like_one_that_is_launched() throws Exception {
    OwnProcesses.OwnProcess owned = process("sleep", "300");
    List<Launch> launches = owned.launches("run-" + ProcessHandle.current().pid(), "db");

    owned.start(launches, within());
    assertThat(running(launches)).hasSize(1);
    assertThat(owned.ended()).isEmpty();
    owned.end(within());

    assertThat(running(launches)).isEmpty();
  }

  @Test
  void what_a_dead_run_left_is_cleaned_by_launch() throws Exception {
    OwnProcesses.OwnProcess owned = process("sleep", "300");
    Launch launch = owned.launches("dead-" + ProcessHandle.current().pid(), "db").get(0);
    owned.start(List.of(launch), within());

    assertThat(launch.source()).isEqualTo(new Launching().name());
    assertThat(new Launching().clean(launch, with, within())).isTrue();

    assertThat(running(List.of(launch))).isEmpty();
  }

  @Test
  void one_that_ends_by_itself_says_how() throws Exception {
    OwnProcesses.OwnProcess owned = process("sh", "-c", "sleep 0.3; echo no; exit 7");
    owned.start(owned.launches("short-" + ProcessHandle.current().pid(), "db"), within());

    Await.until("ended", Duration.ofSeconds(20), () -> owned.ended().isPresent());

    assertThat(owned.ended().orElseThrow()).contains("exit code 7").contains(folder.toString());
    owned.end(within());
  }

  private OwnProcesses.OwnProcess process(String... command) {
    return with.get(OwnProcesses.class).process(List.of(command), with);
  }

  private List<OsProcess> running(List<Launch> launches) throws Exception {
    List<String> markers = launches.stream().map(Launch::marker).toList();
    return with.get(Processes.class).all().stream()
        .filter(process -> markers.contains(process.marks().launch()))
        .toList();
  }

  private static Deadline within() {
    return Deadline.in(Duration.ofSeconds(20), new SystemTime());
  }
}

package dev.gelada.core.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gelada.core.plugin.Deadline;
import dev.gelada.core.plugin.SystemTime;
import dev.gelada.core.target.Launch;
import dev.gelada.core.target.OwnProcesses;
import dev.gelada.core.target.Owned;
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
    Owned owned = with.get(OwnProcesses.class).process(List.of("sleep", "300"), with);
    List<Launch> launches = owned.launches("run-" + ProcessHandle.current().pid(), "db");

    owned.start(launches, within());
    assertThat(running(launches)).hasSize(1);
    owned.end(within());

    assertThat(running(launches)).isEmpty();
  }

  @Test
  void what_a_dead_run_left_is_cleaned_by_launch() throws Exception {
    Owned owned = with.get(OwnProcesses.class).process(List.of("sleep", "300"), with);
    Launch launch = owned.launches("dead-" + ProcessHandle.current().pid(), "db").get(0);
    owned.start(List.of(launch), within());

    assertThat(launch.source()).isEqualTo(new Launching().name());
    assertThat(new Launching().clean(launch, with, within())).isTrue();

    assertThat(running(List.of(launch))).isEmpty();
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

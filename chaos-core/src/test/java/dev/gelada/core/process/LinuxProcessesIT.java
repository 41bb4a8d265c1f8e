package dev.gelada.core.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gelada.core.attack.StrikeId;
import dev.gelada.core.target.Host;
import dev.gelada.core.testing.Await;
import dev.gelada.core.testing.RealConnections;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What stands between a signal and the wrong process. */
@EnabledOnOs(OS.LINUX)
@Timeout(60)
class LinuxProcessesIT {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Children children = new Children();
  private final RealConnections connections =
      new RealConnections(Children.ambient(Path.of("unused")));

  @AfterEach
  void end() throws Exception {
    children.killAll();
    connections.close();
  }

  @Test
  void no_signal_reaches_a_look_alike() throws Exception {
    Process process = children.sleeper(Map.of());
    OsProcess before = processes().at(process.pid()).orElseThrow();
    long start = Long.parseLong(before.id().substring(before.id().indexOf('@') + 1));

    for (Signal signal : Signal.values()) {
      for (long other : new long[] {1, start - 1, start + 1}) {
        assertThat(
                processes().signal(process.pid() + "@" + other, signal, Children.within(PATIENCE)))
            .isEqualTo(Processes.Sent.GONE);
      }
    }
    Order pause =
        new Order(
            Order.Task.PAUSE,
            "lookalike",
            process.pid() + "@" + (start - 1),
            Instant.now().plusSeconds(5),
            1,
            List.of(),
            Map.of());
    assertThat(processes().start(pause, Children.within(PATIENCE))).containsExactly("gone");

    Await.throughout(
        "untouched",
        Duration.ofMillis(300),
        () -> processes().find(before.id()).filter(p -> !p.stopped()).isPresent());
  }

  @Test
  void a_signal_to_one_that_has_ended_is_answered_with_gone() throws Exception {
    Process process = children.sleeper(Map.of());
    OsProcess before = processes().at(process.pid()).orElseThrow();
    process.destroyForcibly().waitFor();

    for (Signal signal : Signal.values()) {
      assertThat(processes().signal(before.id(), signal, Children.within(PATIENCE)))
          .isEqualTo(Processes.Sent.GONE);
    }
  }

  @Test
  void dismissing_a_guardian_that_never_was_is_harmless() throws Exception {
    processes().dismiss(new StrikeId("never"), Aimed.PATIENCE, Children.within(PATIENCE));
  }

  @Test
  void its_names_are_those_of_the_host() throws Exception {
    Host host = Host.local();
    Process process = children.sleeper(Map.of());

    assertThat(processes().at(process.pid()).map(OsProcess::id))
        .isEqualTo(host.name(process.pid()));
    assertThat(processes().at(ProcessHandle.current().pid()).map(OsProcess::id))
        .contains(host.self());
    assertThat(processes().place()).isEqualTo(host.place());
  }

  private Processes processes() {
    return connections.get(Processes.class);
  }
}

package dev.gelada.core.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gelada.core.target.GroupId;
import dev.gelada.core.target.Scope;
import dev.gelada.core.target.Target;
import dev.gelada.core.target.TargetSource;
import dev.gelada.core.testing.Await;
import dev.gelada.core.testing.RealConnections;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
@Timeout(60)
class ProcessSearchIT {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Children children = new Children();
  private final String group = "test-" + UUID.randomUUID();
  private final RealConnections connections =
      new RealConnections(Children.ambient(Path.of("unused")));

  @AfterEach
  void end() throws Exception {
    children.killAll();
    connections.close();
  }

  @Test
  void finds_the_topmost_processes_that_opted_in() throws Exception {
    Map<String, String> environment = optedIn("zone=eu-1a,tier=web");
    Process parent = children.start(environment, "sh", "-c", "sleep 300 & sleep 300 & wait");
    Process other = children.sleeper(environment);
    Await.until("children", PATIENCE, () -> parent.children().count() == 2);

    List<Target> members = source().members(id()).toList();

    assertThat(members)
        .extracting(target -> target.id().name())
        .containsExactlyInAnyOrder("" + parent.pid(), "" + other.pid());
    assertThat(members).allMatch(target -> target.zone().equals("eu-1a"));
    assertThat(members).allMatch(target -> target.holds().isEmpty());
    Instant started = java.util.Objects.requireNonNull(members.get(0).startedAt());
    assertThat(started).isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(1));
    assertThat(
            source()
                .groups(new Scope(Map.of("gelada/enabled", "true"), false))
                .map(found -> found.id().name()))
        .containsExactly(group);
  }

  @Test
  void keeps_nothing_else_of_an_environment_and_no_arguments() throws Exception {
    Process process =
        children.start(
            Map.of("GELADA_GROUP", group, "GELADA_ENABLED", "true", "DB_PASSWORD", "canary-6f1b2c"),
            "sh",
            "-c",
            "sleep 300; : canary-6f1b2c");

    OsProcess read = connections.get(Processes.class).at(process.pid()).orElseThrow();

    assertThat(read.toString()).contains(group).doesNotContain("canary");
    assertThat(source().members(id()).toList().toString()).contains(group).doesNotContain("canary");
  }

  @Test
  void gelada_itself_is_held_back() throws Exception {
    Process runner =
        children.start(
            optedIn(""),
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            Children.classPath(),
            SelfSearch.class.getName(),
            group);

    assertThat(runner.waitFor()).as("exit code of a Gelada that opted itself in").isZero();
  }

  private Map<String, String> optedIn(String labels) {
    return Map.of("GELADA_ENABLED", "true", "GELADA_GROUP", group, "GELADA_LABELS", labels);
  }

  private TargetSource source() {
    return new ProcessSearch().create(new ProcessSearch.Settings(group, null), connections);
  }

  private GroupId id() {
    return new GroupId(connections.get(Processes.class).place(), "process-set", group);
  }

  /** Exits with 0 if it finds itself and is told never to touch it. */
  static final class SelfSearch {
    private SelfSearch() {}

    public static void main(String[] args) throws Exception {
      try (RealConnections connections = new RealConnections(Children.ambient(Path.of("unused")))) {
        TargetSource source =
            new ProcessSearch().create(new ProcessSearch.Settings(args[0], null), connections);
        List<Target> members =
            source
                .members(
                    new GroupId(connections.get(Processes.class).place(), "process-set", args[0]))
                .toList();
        boolean held =
            members.size() == 1
                && members.get(0).id().name().equals("" + ProcessHandle.current().pid())
                && members.get(0).holds().stream().anyMatch(h -> h.rule().equals("never-touch"));
        Runtime.getRuntime().halt(held ? 0 : 1);
      }
    }
  }
}

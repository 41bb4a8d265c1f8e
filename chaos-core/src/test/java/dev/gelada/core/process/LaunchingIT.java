package dev.gelada.core.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gelada.core.plugin.Secret;
import dev.gelada.core.target.Group;
import dev.gelada.core.target.Health;
import dev.gelada.core.target.Launch;
import dev.gelada.core.target.Owned;
import dev.gelada.core.target.Place;
import dev.gelada.core.target.Scope;
import dev.gelada.core.target.Target;
import dev.gelada.core.target.TargetId;
import dev.gelada.core.target.TargetSource;
import dev.gelada.core.testing.Await;
import dev.gelada.core.testing.RealConnections;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.FutureTask;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
@Timeout(120)
class LaunchingIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String SERVICE = LoopbackService.class.getName();
  private static final String CANARY = "canary-6f1b2c";

  @TempDir Path folder = Path.of("unset");

  private final Children children = new Children();
  private final String run = UUID.randomUUID().toString();
  private final List<Owned> started = new ArrayList<>();
  private final Socket thiefSocket = new Socket();
  private @Nullable RealConnections opened;

  @AfterEach
  void end() throws Exception {
    for (Owned owned : started) {
      owned.end(Children.within(PATIENCE));
    }
    thiefSocket.close();
    children.killAll();
    if (opened != null) {
      opened.close();
    }
  }

  @Test
  void starts_waits_until_ready_and_ends() throws Exception {
    TargetSource source =
        source(
            service(), 2, new Launching.Ready("http://127.0.0.1:{port}/", null, PATIENCE), false);
    List<Launch> launches = start(source, "shop");

    Group group = source.groups(Scope.all()).findFirst().orElseThrow();
    assertThat(group.desired()).isEqualTo(2);
    assertThat(group.id().name()).isEqualTo(run + "/shop");
    List<Target> members = source.members(group.id()).toList();
    assertThat(members).hasSize(2).allMatch(target -> target.health() == Health.HEALTHY);
    assertThat(members).extracting(target -> target.labels().get("port")).doesNotHaveDuplicates();
    assertThat(launches).allMatch(launch -> launch.source().equals("launch"));
    assertThat(carrying(launches)).hasSize(2);

    ((Owned) source).end(Children.within(PATIENCE));
    assertThat(carrying(launches)).isEmpty();
    assertThat(source.members(group.id())).isEmpty();
    ((Owned) source).end(Children.within(PATIENCE));
  }

  @Test
  void only_logs_that_say_something_are_left_and_only_for_their_owner() throws Exception {
    List<Launch> silent = start(source(List.of("sleep", "300"), 1, null, false), "silent");
    List<Launch> talking =
        start(source(List.of("sh", "-c", "echo word; sleep 300"), 1, null, false), "talking");
    Path word = Path.of(talking.get(0).details().getOrDefault(Replica.LOG, ""));
    Path nothing = Path.of(silent.get(0).details().getOrDefault(Replica.LOG, ""));
    assertThat(nothing).isEmptyFile();
    Await.until("it has talked", PATIENCE, () -> Files.size(word) > 0);

    for (Owned owned : started) {
      owned.end(Children.within(PATIENCE));
    }

    assertThat(nothing).doesNotExist();
    assertThat(word).hasContent("word");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(word.getParent())))
        .isEqualTo("rwx------");
  }

  @Test
  void a_stopped_replica_is_unhealthy_and_is_ended_too() throws Exception {
    TargetSource source =
        source(service(), 1, new Launching.Ready(null, "127.0.0.1:{port}", PATIENCE), false);
    List<Launch> launches = start(source, "shop");
    Target member = members(source).get(0);
    kill("-STOP", member.id());
    Await.until("unhealthy", PATIENCE, () -> members(source).get(0).health() == Health.UNHEALTHY);

    ((Owned) source).end(Children.within(PATIENCE));

    assertThat(carrying(launches)).isEmpty();
  }

  @Test
  void one_that_ends_is_started_again_on_its_port_with_a_new_identity() throws Exception {
    TargetSource source =
        source(service(), 1, new Launching.Ready("http://127.0.0.1:{port}/", null, PATIENCE), true);
    start(source, "shop");
    Target before = members(source).get(0);

    kill("-KILL", before.id());

    Await.until(
        "another one serves",
        PATIENCE,
        () ->
            members(source).stream()
                .anyMatch(now -> !now.id().equals(before.id()) && now.health() == Health.HEALTHY));
    assertThat(members(source).get(0).labels().get("port")).isEqualTo(before.labels().get("port"));
  }

  @Test
  void nothing_is_started_again_after_the_end() throws Exception {
    TargetSource source = source(List.of("sleep", "300"), 3, null, true);
    List<Launch> launches = start(source, "shop");
    for (Target member : members(source)) {
      kill("-KILL", member.id());
    }

    ((Owned) source).end(Children.within(PATIENCE));

    Await.throughout("none", Duration.ofSeconds(1), () -> carrying(launches).isEmpty());
  }

  @Test
  void what_a_replica_started_is_ended_too_though_its_parent_is_gone() throws Exception {
    TargetSource source =
        source(List.of("sh", "-c", "(setsid sleep 300 &); sleep 300"), 1, null, false);
    List<Launch> launches = start(source, "shop");
    Await.until("three", PATIENCE, () -> carrying(launches).size() == 3);

    ((Owned) source).end(Children.within(PATIENCE));

    assertThat(carrying(launches)).isEmpty();
  }

  @Test
  void one_that_ignores_sigterm_is_killed() throws Exception {
    TargetSource source =
        source(List.of("sh", "-c", "trap '' TERM; while :; do sleep 0.1; done"), 1, null, false);
    List<Launch> launches = start(source, "shop");

    ((Owned) source).end(Children.within(PATIENCE));

    assertThat(carrying(launches)).isEmpty();
  }

  @Test
  void one_that_ends_before_it_is_ready_fails_the_start() throws Exception {
    TargetSource source =
        source(
            List.of("sh", "-c", "echo no luck; exit 9"),
            1,
            new Launching.Ready(null, "127.0.0.1:{port}", PATIENCE),
            false);

    assertThatThrownBy(() -> start(source, "shop"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("exit code 9")
        .hasMessageContaining(folder.toString());
    assertThat(Files.readString(folder.resolve("launch").resolve(run + "-shop-0.log")))
        .contains("no luck");
  }

  @Test
  void one_that_does_not_become_ready_fails_the_start_in_time() throws Exception {
    TargetSource source =
        source(
            List.of("sleep", "300"),
            1,
            new Launching.Ready(null, "127.0.0.1:{port}", Duration.ofMillis(300)),
            false);

    assertThatThrownBy(() -> start(source, "shop"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("did not become ready");
  }

  @Test
  void one_whose_port_was_taken_moves_to_another() throws Exception {
    Path port = folder.resolve("port");
    Path taken = folder.resolve("taken");
    // the first start loses its port to us and ends, as a server that cannot bind does
    String script =
        "if [ ! -e PORT ]; then echo {port} > PORT; while [ ! -e TAKEN ]; do sleep 0.05; done;"
            + " exit 1; fi; exec "
            + String.join(" ", service()).replace("$", "\\$");
    TargetSource source =
        source(
            List.of(
                "sh",
                "-c",
                script.replace("PORT", port.toString()).replace("TAKEN", taken.toString())),
            1,
            new Launching.Ready(null, "127.0.0.1:{port}", PATIENCE),
            false);
    FutureTask<Integer> thief =
        new FutureTask<>(
            () -> {
              Await.until("port", PATIENCE, () -> Files.exists(port) && Files.size(port) > 1);
              int wanted = Integer.parseInt(Files.readString(port).strip());
              // bound and not listening: taken, and no answer to a readiness check
              thiefSocket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted));
              Files.createFile(taken);
              return wanted;
            });
    new Thread(thief, "thief").start();

    start(source, "shop");

    assertThat(members(source).get(0).labels().get("port"))
        .isNotEqualTo(Integer.toString(thief.get()));
  }

  @Test
  void secrets_of_command_and_environment_do_not_show() throws Exception {
    TargetSource source =
        new Launching()
            .create(
                new Launching.Settings(
                    List.of("sh", "-c", "[ \"$KEY\" = " + CANARY + "-0 ] && sleep 300"),
                    1,
                    null,
                    false,
                    Map.of("KEY", new Secret(CANARY + "-{index}")),
                    0),
                connections());
    List<Launch> launches = start(source, "shop");

    Await.throughout("runs", Duration.ofMillis(200), () -> !carrying(launches).isEmpty());
    assertThat(launches.toString()).doesNotContain(CANARY);
    assertThat(members(source).toString()).doesNotContain(CANARY);

    TargetSource broken = source(List.of("/no/such/program", CANARY), 1, null, false);
    assertThatThrownBy(() -> start(broken, "broken"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("/no/such/program")
        .hasMessageNotContaining(CANARY)
        .hasNoCause();
  }

  @Test
  void what_a_killed_run_left_behind_is_cleaned_by_another_process() throws Exception {
    List<Launch> launches = ((Owned) source(List.of("x"), 2, null, true)).launches(run, "shop");
    Process runner = children.java(LaunchRunner.class, run, folder.toString());
    Await.until("both run", PATIENCE, () -> carrying(launches).size() == 4);
    runner.destroyForcibly().waitFor();
    assertThat(carrying(launches)).hasSize(4);
    Launch far =
        new Launch("launch", launches.get(0).marker(), new Place("host", "another/one"), Map.of());
    Launching type = new Launching();
    assertThat(type.clean(far, connections(), Children.within(PATIENCE))).isFalse();
    assertThat(carrying(launches)).hasSize(4);

    for (Launch launch : launches) {
      assertThat(type.clean(launch, connections(), Children.within(PATIENCE))).isTrue();
    }

    assertThat(carrying(launches)).isEmpty();
    assertThat(type.clean(launches.get(0), connections(), Children.within(PATIENCE))).isTrue();
  }

  private RealConnections connections() {
    RealConnections now = opened;
    if (now == null) {
      now = new RealConnections(Children.ambient(folder));
      opened = now;
    }
    return now;
  }

  private TargetSource source(
      List<String> command, int replicas, Launching.@Nullable Ready ready, boolean restart) {
    return new Launching()
        .create(
            new Launching.Settings(command, replicas, ready, restart, Map.of(), 0), connections());
  }

  private List<Launch> start(TargetSource source, String target) throws Exception {
    Owned owned = (Owned) source;
    List<Launch> launches = owned.launches(run, target);
    started.add(owned);
    owned.start(launches, Children.within(PATIENCE));
    return launches;
  }

  private static List<Target> members(TargetSource source) throws Exception {
    return source.members(source.groups(Scope.all()).findFirst().orElseThrow().id()).toList();
  }

  private List<OsProcess> carrying(List<Launch> launches) throws IOException {
    Set<String> markers = launches.stream().map(Launch::marker).collect(Collectors.toSet());
    return connections().get(Processes.class).all().stream()
        .filter(process -> markers.contains(process.marks().launch()))
        .toList();
  }

  private static void kill(String signal, TargetId id) throws Exception {
    assertThat(new ProcessBuilder("kill", signal, id.name()).start().waitFor()).isZero();
  }

  private static List<String> service() {
    return List.of(
        "{java}", "-XX:TieredStopAtLevel=1", "-cp", Children.classPath(), SERVICE, "{port}");
  }
}

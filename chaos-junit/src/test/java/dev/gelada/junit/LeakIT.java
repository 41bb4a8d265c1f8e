package dev.gelada.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.gelada.core.testing.Await;
import dev.gelada.junit.scope.Fault;
import dev.gelada.junit.scope.FaultRefused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

/** However a test ends, a second later nothing of it is left. */
@EnabledOnOs(OS.LINUX)
@Timeout(120)
class LeakIT {
  private static final Duration SOON = Duration.ofSeconds(1);
  private static final Path OPEN = Path.of("/proc/self/fd");

  @BeforeEach
  void warm() {
    run(Endings.Passes.class);
    Endings.KEPT.clear();
    Endings.CALLERS.clear();
  }

  @AfterEach
  void clear() {
    boolean unused = Thread.interrupted();
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        Endings.Passes.class,
        Endings.Fails.class,
        Endings.Assumes.class,
        Endings.FailsBefore.class,
        Endings.FailsAfter.class,
        Endings.TimesOut.class,
        Endings.TimesOutElsewhere.class,
        Endings.Interrupted.class
      })
  void nothing_is_left_after(Class<?> ending) throws Exception {
    Set<String> threads = threads();
    long sockets = open("socket:");
    long descriptors = open("");

    Events tests = run(ending);
    boolean unused = Thread.interrupted();

    assertThat(tests.finished().count()).isEqualTo(1);
    assertThat(Endings.KEPT).hasSize(1);
    Await.until("no child", SOON, () -> ProcessHandle.current().children().count() == 0);
    Await.until("no caller waits", SOON, () -> Endings.CALLERS.stream().noneMatch(Thread::isAlive));
    assertThat(Endings.Faults.GATEWAY.calls().orElseThrow().idle()).isTrue();
    Await.until("threads as before", SOON, () -> threads.containsAll(threads()));
    Await.until("no more sockets than " + sockets, SOON, () -> open("socket:") <= sockets);
    Await.until("no more files than " + descriptors, SOON, () -> open("") <= descriptors);
    assertThatThrownBy(() -> Endings.KEPT.get(0).inject(Endings.Faults.GATEWAY, Fault.of("hang")))
        .isInstanceOf(FaultRefused.class)
        .hasMessageContaining("is over");
  }

  @Test
  void endings_are_what_they_are_called() {
    assertThat(run(Endings.Passes.class).succeeded().count()).isEqualTo(1);
    assertThat(run(Endings.Fails.class).failed().count()).isEqualTo(1);
    assertThat(run(Endings.Assumes.class).aborted().count()).isEqualTo(1);
    assertThat(run(Endings.FailsBefore.class).failed().count()).isEqualTo(1);
    assertThat(run(Endings.FailsAfter.class).failed().count()).isEqualTo(1);
    assertThat(run(Endings.TimesOut.class).failed().count()).isEqualTo(1);
    assertThat(run(Endings.TimesOutElsewhere.class).failed().count()).isEqualTo(1);
    assertThat(run(Endings.Interrupted.class).succeeded().count()).isEqualTo(1);
  }

  /** A JVM whose test calls System.exit while its child stands still. */
  static final class Exits {
    private Exits() {}

    public static void main(String[] arguments) {
      run(Exit.class);
      Runtime.getRuntime().halt(9); // not reached
    }
  }

  static class Exit extends Endings.Faults {
    @Test
    void body() throws IOException {
      use();
      System.out.println("child " + CHILD.pid());
      System.exit(3);
    }
  }

  @Test
  void no_child_outlives_a_test_that_calls_exit(@TempDir Path folder) throws Exception {
    Path output = folder.resolve("output.txt");
    String path =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    Process jvm =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                path,
                Exits.class.getName())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    boolean over = jvm.waitFor(60, TimeUnit.SECONDS);
    jvm.destroyForcibly();
    String said = Files.readString(output);

    assertThat(over).as(said).isTrue();
    assertThat(jvm.exitValue()).as(said).isEqualTo(3);
    long child =
        said.lines()
            .filter(line -> line.startsWith("child "))
            .map(line -> Long.parseLong(line.substring(6)))
            .findFirst()
            .orElseThrow(() -> new AssertionError(said));
    Await.until(
        "the child is gone",
        SOON,
        () -> ProcessHandle.of(child).filter(ProcessHandle::isAlive).isEmpty());
  }

  private static Events run(Class<?> tests) {
    return EngineTestKit.engine("junit-jupiter")
        .selectors(selectClass(tests))
        .execute()
        .testEvents();
  }

  /**
   * All but two kinds that come and go: the JDK's for ends of processes, and the one that Netty has
   * for the whole JVM, which ends when it had nothing to do for a second.
   */
  private static Set<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(Thread::isAlive)
        .map(Thread::getName)
        .filter(name -> !name.startsWith("process reaper"))
        .filter(name -> !name.startsWith("globalEventExecutor"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static long open(String kind) throws IOException {
    long count = 0;
    try (Stream<Path> all = Files.list(OPEN)) {
      for (Path each : all.toList()) {
        try {
          count += Files.readSymbolicLink(each).toString().startsWith(kind) ? 1 : 0;
        } catch (IOException closedMeanwhile) {
          // not open any more
        }
      }
    }
    return count;
  }
}

package dev.gelada.k8s.testing;

import dev.gelada.core.plugin.Connector;
import dev.gelada.core.plugin.SystemTime;
import dev.gelada.core.testing.RealSystem;
import dev.gelada.k8s.cluster.Cluster;
import dev.gelada.k8s.cluster.ClusterConnector;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A real control plane on loopback: etcd, API server, controllers, scheduler, and nodes that
 * simulate what a kubelet would do. {@link #shared()} is one for all tests of this JVM, each with
 * name spaces of its own; a test that breaks things starts its {@link #own}.
 */
public final class ControlPlane implements AutoCloseable {
  /** State folder of a control plane that runs already and is to be used instead of a new one. */
  public static final String RUNNING = "GELADA_TEST_CLUSTER";

  private static final Path SCRIPT = module().resolve("src/test/cluster/kube-fixture.sh");
  private static final Pattern EXPORT = Pattern.compile("export (\\w+)='?([^'\n]*)'?");
  private static final AtomicInteger NUMBER = new AtomicInteger();
  private static @Nullable ControlPlane shared;

  private final Path state;
  private final Map<String, String> exports;
  private final boolean ours;

  private ControlPlane(Path state, boolean ours) throws IOException {
    this.state = state;
    this.ours = ours;
    this.exports = exports(Files.readString(state.resolve("env")));
  }

  /** The one for all; started on first use, ended with this JVM. */
  public static synchronized ControlPlane shared() {
    ControlPlane plane = shared;
    if (plane == null) {
      String running = System.getenv(RUNNING);
      try {
        plane = running != null ? new ControlPlane(Path.of(running), false) : own();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      Runtime.getRuntime().addShutdownHook(new Thread(plane::close));
      shared = plane;
    }
    return plane;
  }

  /** One that nobody else uses; to be closed. */
  public static ControlPlane own() throws IOException {
    needed();
    Path state = Files.createTempDirectory("gelada-cluster").resolve("state");
    script(state, "up");
    return new ControlPlane(state, true);
  }

  private static void needed() {
    boolean buildable =
        System.getenv("CI") != null || Files.exists(Path.of(output(null, List.of(), "built")));
    RealSystem.needed(
        buildable,
        "needs a control plane: build it once with " + SCRIPT + " build (Go; several minutes)");
  }

  /** Environment of a Gelada that is the cluster's administrator. */
  public Map<String, String> environment() {
    return Map.of("KUBECONFIG", export("KUBECONFIG"));
  }

  /** The administrator's connection; to be closed. */
  public Cluster admin() throws IOException {
    return cluster(environment());
  }

  /** A connection as that environment says; to be closed. */
  public Cluster cluster(Map<String, String> environment) throws IOException {
    return new ClusterConnector().open(new Connector.Ambient(environment, new SystemTime(), state));
  }

  /** A new name space. */
  public String namespace(String prefix) {
    String name =
        "%s-%d-%d".formatted(prefix, ProcessHandle.current().pid(), NUMBER.incrementAndGet());
    kubectl("create", "namespace", name);
    return name;
  }

  /** Runs kubectl as the administrator; an error is an error of the test. */
  public String kubectl(String... arguments) {
    return output(null, List.of(kubectl().split(" ")), arguments);
  }

  /**
   * {@code kubectl apply -f -}; an error is an error of the test.
   *
   * @param options more of them: {@code --dry-run=server}
   */
  public String apply(String yaml, String... options) {
    List<String> arguments = new ArrayList<>(List.of("apply", "-f", "-"));
    arguments.addAll(List.of(options));
    return output(yaml, List.of(kubectl().split(" ")), arguments.toArray(String[]::new));
  }

  private String kubectl() {
    return export("KUBE_FIXTURE_KUBECTL") + " --kubeconfig=" + export("KUBECONFIG");
  }

  private String export(String name) {
    return Objects.requireNonNull(exports.get(name), name);
  }

  /** The API server's address. */
  public String server() {
    return export("KUBE_FIXTURE_SERVER");
  }

  /** A file with the certificate that the API server's is signed by. */
  public Path authority() {
    return Path.of(export("KUBE_FIXTURE_CA"));
  }

  /** What the API server was asked, one line of JSON each; system components left out. */
  public Path auditLog() {
    return Path.of(export("KUBE_FIXTURE_AUDIT_LOG"));
  }

  /** The process of a component: {@code kube-apiserver}, {@code etcd}, … */
  public ProcessHandle component(String name) throws IOException {
    String pid = Files.readString(state.resolve("pids").resolve(name)).split(" ")[0];
    return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
  }

  /** Where the control plane keeps its files. */
  public Path state() {
    return state;
  }

  @Override
  public void close() {
    if (ours && Files.isDirectory(state)) {
      script(state, "down");
    }
  }

  private static void script(Path state, String command) {
    try {
      Process process =
          withState(new ProcessBuilder("bash", SCRIPT.toString(), command), state)
              .redirectErrorStream(true)
              .redirectOutput(state.resolveSibling("fixture.log").toFile())
              .start();
      if (!process.waitFor(30, TimeUnit.MINUTES) || process.exitValue() != 0) {
        throw new IllegalStateException(
            "the control plane: " + Files.readString(state.resolveSibling("fixture.log")));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static ProcessBuilder withState(ProcessBuilder builder, Path state) {
    builder.environment().put("KUBE_FIXTURE_STATE", state.toString());
    builder
        .environment()
        .put("KUBE_FIXTURE_KWOK_CONFIG", SCRIPT.resolveSibling("stages-slow.yaml").toString());
    return builder;
  }

  private static String output(@Nullable String input, List<String> command, String... arguments) {
    List<String> line =
        new ArrayList<>(command.isEmpty() ? List.of("bash", SCRIPT.toString()) : command);
    line.addAll(List.of(arguments));
    try {
      Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
      if (input != null) {
        process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
      }
      process.getOutputStream().close();
      CompletableFuture<Process> end = process.onExit().orTimeout(600, TimeUnit.SECONDS);
      end.exceptionally(
          late -> {
            process.destroyForcibly(); // its output ends with it
            return process;
          });
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IllegalStateException(String.join(" ", line) + ": " + output);
      }
      return output.strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static Map<String, String> exports(String text) {
    Map<String, String> exports = new HashMap<>();
    Matcher each = EXPORT.matcher(text);
    while (each.find()) {
      exports.put(each.group(1), each.group(2));
    }
    return exports;
  }

  /** The folder of this module. */
  public static Path module() {
    Path here = Path.of("").toAbsolutePath();
    return here.endsWith("chaos-k8s") ? here : here.resolveSibling("chaos-k8s");
  }
}

package dev.gelada.k8s.testing;

import dev.gelada.core.testing.RealSystem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * A real kubelet with containerd and runc, joined to a control plane; everything that it changes on
 * this machine is as before after {@link #close}. Needs root.
 */
public final class RealNode implements AutoCloseable {
  /** Its name. */
  public static final String NAME = "real-node";

  /** A shell, busybox, ip and tc; the only image there is but for those that a test makes. */
  public static final String IMAGE = "localhost/base:1";

  /** Part of a pod's spec: nothing runs here without it, and nothing with it elsewhere. */
  public static final String SCHEDULING =
      "nodeSelector: {gelada.test/node: real}, tolerations: [{key: gelada.test/node, operator: Exists}],"
          + " terminationGracePeriodSeconds: 1";

  private static final Path SCRIPT = ControlPlane.module().resolve("src/test/cluster/node.sh");

  private final ControlPlane plane;
  private final Path state;

  private RealNode(ControlPlane plane, Path state) {
    this.plane = plane;
    this.state = state;
  }

  /** Joins one; the test is skipped where it cannot run, which CI does not accept. */
  public static RealNode joined(ControlPlane plane) throws IOException {
    Path state = Files.createTempDirectory("gelada-node").resolve("state");
    RealNode node = new RealNode(plane, state);
    RealSystem.needed(node.script("able") == 0, node.log());
    try {
      node.must("up");
    } catch (IllegalStateException | IOException e) {
      node.script("down");
      throw e;
    }
    return node;
  }

  /** A running pod, and its uid. */
  public String pod(String namespace, String name, String command) {
    plane.apply(
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: %s, namespace: %s, labels: {app: %s}}
        spec: {%s, containers: [{name: main, image: "%s", command: [sh, -c, "%s"]}]}
        """
            .formatted(name, namespace, name, SCHEDULING, IMAGE, command));
    plane.kubectl("wait", "-n", namespace, "pod/" + name, "--for=condition=Ready", "--timeout=60s");
    return plane.kubectl("get", "pod", "-n", namespace, name, "-o", "jsonpath={.metadata.uid}");
  }

  /** Where the node keeps its files. */
  public Path state() {
    return state;
  }

  @Override
  public void close() throws IOException {
    must("down");
  }

  private void must(String command) throws IOException {
    if (script(command) != 0) {
      throw new IllegalStateException("node.sh %s: %s".formatted(command, log()));
    }
  }

  private int script(String command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder("bash", SCRIPT.toString(), command);
    builder.environment().put("KUBE_FIXTURE_STATE", plane.state().toString());
    builder.environment().put("KUBE_NODE_STATE", state.toString());
    builder.environment().put("KUBE_NODE_NAME", NAME);
    Process process = builder.redirectErrorStream(true).redirectOutput(logFile().toFile()).start();
    try {
      return process.waitFor(30, TimeUnit.MINUTES) ? process.exitValue() : -1;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private String log() throws IOException {
    return Files.readString(logFile(), StandardCharsets.UTF_8);
  }

  private Path logFile() {
    return state.resolveSibling("node.log");
  }
}

package dev.gelada.bench;

import dev.gelada.core.plugin.Connector;
import dev.gelada.core.plugin.SystemTime;
import dev.gelada.k8s.cluster.Api;
import dev.gelada.k8s.cluster.Cluster;
import dev.gelada.k8s.cluster.ClusterConnector;
import dev.gelada.k8s.cluster.Item;
import dev.gelada.k8s.cluster.Listing;
import dev.gelada.k8s.cluster.Reads;
import dev.gelada.k8s.cluster.Reply;
import dev.gelada.k8s.cluster.ResourceType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A control plane of its own with simulated pods; ended with close. */
final class ScaleCluster implements AutoCloseable {
  private static final int NODES = 12;
  private static final int NAMESPACES = 20;
  private static final int THREADS = 8;

  /**
   * One in so many workloads carries the usual label, in each name space; each carries {@link
   * #EVERYBODY}.
   */
  private static final int ONE_IN = 10;

  static final String EVERYBODY = "gelada/everybody";

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Path script;
  private final Path state;
  private final Cluster admin;

  ScaleCluster(Path script) throws Exception {
    this.script = script;
    this.state = Files.createTempDirectory("gelada-scale").resolve("state");
    script("up");
    this.admin =
        new ClusterConnector()
            .open(
                new Connector.Ambient(
                    Map.of("KUBECONFIG", kubeconfig().toString()), new SystemTime(), state));
    for (int i = 0; i < NAMESPACES; i++) {
      create("/api/v1/namespaces", "{\"metadata\":{\"name\":\"team-%d\"}}".formatted(i));
    }
  }

  Path kubeconfig() {
    return state.resolve("pki/admin.kubeconfig");
  }

  Path auditLog() {
    return state.resolve("audit.log");
  }

  int port() throws IOException {
    String text = Files.readString(state.resolve("env"));
    String url = text.substring(text.indexOf("KUBE_FIXTURE_SERVER=https://"));
    return Integer.parseInt(url.lines().findFirst().orElseThrow().replaceAll(".*:|\\D+$", ""));
  }

  /** A kubeconfig for the same user by another port. */
  Path kubeconfig(int port) throws IOException {
    Path other = state.resolveSibling("through-" + port + ".kubeconfig");
    Files.writeString(
        other,
        Files.readString(kubeconfig())
            .replaceAll("server: .*", "server: https://127.0.0.1:" + port));
    return other;
  }

  /** Deployments up to that number, with so many pods each; returns when all are available. */
  void grow(int from, int to, int replicas) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    List<Future<?>> all = new ArrayList<>();
    for (int i = from; i < to; i++) {
      int number = i;
      all.add(threads.submit(() -> deployment(number, replicas)));
    }
    for (Future<?> each : all) {
      each.get();
    }
    threads.shutdown();
  }

  private Void deployment(int number, int replicas) throws IOException {
    String name = "app-" + number;
    String labels =
        "\"%s\":\"true\"%s"
            .formatted(EVERYBODY, number % ONE_IN == 0 ? ",\"gelada/enabled\":\"true\"" : "");
    create(
        "/apis/apps/v1/namespaces/team-%d/deployments"
            .formatted((number + number / ONE_IN) % NAMESPACES),
        """
        {"metadata": {"name": "%1$s", "labels": {"app.kubernetes.io/name": "%1$s", %2$s}},
         "spec": {"replicas": %3$d, "selector": {"matchLabels": {"app": "%1$s"}},
          "template": {"metadata": {"labels": {"app": "%1$s", "tier": "web"}},
           "spec": {"containers": [{"name": "main", "image": "none",
             "env": [{"name": "PORT", "value": "8080"}, {"name": "STAGE", "value": "prod"}],
             "resources": {"requests": {"cpu": "1m", "memory": "1Mi"}},
             "readinessProbe": {"httpGet": {"path": "/ready", "port": 8080}}}]}}}}
        """
            .formatted(name, labels, replicas));
    return null;
  }

  /** Waits until so many pods are available. */
  void ready(int pods) throws Exception {
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(15);
    while (available() < pods) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("only %d of %d pods came".formatted(available(), pods));
      }
      TimeUnit.SECONDS.sleep(1);
    }
  }

  private int available() throws IOException {
    try (Stream<Item> all = new Reads(admin).list(Listing.of(ResourceType.DEPLOYMENT, ""))) {
      return all.mapToInt(item -> item.number("/status/availableReplicas")).sum();
    }
  }

  private void create(String path, String body) throws IOException {
    Reply reply = admin.api().send(Api.Request.post(path, body), PATIENCE);
    if (!(reply instanceof Reply.Yes)) {
      throw new IOException(path + ": " + reply);
    }
  }

  private void script(String command) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder("bash", script.toString(), command)
            .redirectErrorStream(true)
            .redirectOutput(state.resolveSibling("fixture.log").toFile());
    builder.environment().put("KUBE_FIXTURE_STATE", state.toString());
    builder.environment().put("KUBE_FIXTURE_NODES", String.valueOf(NODES));
    try {
      if (builder.start().waitFor() != 0) {
        throw new IOException(Files.readString(state.resolveSibling("fixture.log")));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    admin.close();
    script("down");
  }
}

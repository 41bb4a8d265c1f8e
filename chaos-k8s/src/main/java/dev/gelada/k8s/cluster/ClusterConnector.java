package dev.gelada.k8s.cluster;

import dev.gelada.core.plugin.Connector;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Opens the cluster that kubectl would: {@code KUBECONFIG} or {@code ~/.kube/config}, else the
 * service account of the pod that this runs in.
 */
public final class ClusterConnector implements Connector<Cluster> {
  /** Names kubeconfigs, as kubectl takes them; {@code --kubeconfig} sets it. */
  public static final String KUBECONFIG = "KUBECONFIG";

  /** Names a context of the kubeconfig; {@code --context} sets it. */
  public static final String CONTEXT = "GELADA_KUBE_CONTEXT";

  /** What is looked at where a file names no namespace; {@code --namespace} sets it. */
  public static final String NAMESPACE = "GELADA_KUBE_NAMESPACE";

  /** Where Gelada itself lives in the cluster. */
  public static final String HOME = "GELADA_NAMESPACE";

  /** The cluster's id, where the uid of kube-system may not be read. */
  public static final String IDENTITY = "GELADA_CLUSTER_ID";

  /** Each request must be answered within this time, in ms. */
  private static final int REQUEST = 10_000;

  private static final int CONNECT = 5_000;
  private static final Path ACCOUNT = Path.of("/var/run/secrets/kubernetes.io/serviceaccount");

  @Override
  public Class<Cluster> type() {
    return Cluster.class;
  }

  @Override
  public Cluster open(Ambient ambient) throws IOException {
    Map<String, String> environment = ambient.environment();
    String context = environment.getOrDefault(CONTEXT, "");
    List<Path> files = kubeconfigs(environment);
    boolean inside = files.isEmpty() && Files.exists(ACCOUNT.resolve("token"));
    Config config = files.isEmpty() ? inside(inside, context) : Kubeconfig.read(files, context);
    Config once =
        new ConfigBuilder(config)
            .withRequestRetryBackoffLimit(0)
            .withRequestTimeout(REQUEST)
            .withConnectionTimeout(CONNECT)
            .withUserAgent("gelada")
            .build();
    return new Cluster(
        new KubernetesClientBuilder().withConfig(once).build(),
        new Cluster.Access(
            config.getCurrentContext() == null ? "" : config.getCurrentContext().getName(),
            environment.getOrDefault(NAMESPACE, ""),
            home(environment),
            environment.getOrDefault(IDENTITY, "")),
        ambient.time());
  }

  private static List<Path> kubeconfigs(Map<String, String> environment) {
    String named = environment.getOrDefault(KUBECONFIG, "");
    if (!named.isEmpty()) {
      return Stream.of(named.split(File.pathSeparator))
          .filter(file -> !file.isEmpty())
          .map(Path::of)
          .toList();
    }
    Path own = Path.of(environment.getOrDefault("HOME", "/"), ".kube", "config");
    return Files.isRegularFile(own) ? List.of(own) : List.of();
  }

  private static Config inside(boolean inside, String context) throws IOException {
    if (!inside) {
      throw new IOException(
          "there is no cluster: no KUBECONFIG, no ~/.kube/config, and this is no pod."
              + " Name a kubeconfig with --kubeconfig");
    }
    if (!context.isEmpty()) {
      throw new IOException("--context needs a kubeconfig, and there is none");
    }
    return new ConfigBuilder().withAutoConfigure().build();
  }

  /**
   * Where Gelada itself lives, without a connection: what the environment names, else the namespace
   * of the pod that this runs in, else {@code gelada}.
   *
   * @throws IOException if the pod's namespace cannot be read
   */
  public static String home(Map<String, String> environment) throws IOException {
    boolean inside = kubeconfigs(environment).isEmpty() && Files.exists(ACCOUNT.resolve("token"));
    String named = environment.getOrDefault(HOME, "");
    Path own = ACCOUNT.resolve("namespace");
    if (!named.isEmpty() || !inside || !Files.exists(own)) {
      return named.isEmpty() ? "gelada" : named;
    }
    return Files.readString(own, StandardCharsets.UTF_8).strip();
  }
}

package dev.gelada.k8s.cluster;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads what kubectl reads. */
final class Kubeconfig {
  private Kubeconfig() {}

  /**
   * The cluster and user of a context.
   *
   * @param context empty for the current one
   */
  static Config read(Path file, String context) throws IOException {
    if (!Files.isReadable(file)) {
      throw new IOException("the kubeconfig " + file + " cannot be read");
    }
    try {
      return Config.fromKubeconfig(context.isEmpty() ? null : context, file.toFile());
    } catch (IllegalArgumentException | KubernetesClientException e) {
      throw new IOException("the kubeconfig " + file + " is not usable: " + e.getMessage(), e);
    }
  }
}

package dev.gelada.k8s.trail;

import dev.gelada.k8s.testing.ControlPlane;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Service accounts with exactly the rights that a test gives them. */
final class Accounts {
  private Accounts() {}

  /** Environment of an account that may do these things with these objects of its namespace. */
  static Map<String, String> may(
      ControlPlane plane, String namespace, String name, String verbs, String resources, Path to)
      throws IOException {
    plane.kubectl("create", "serviceaccount", name, "-n", namespace);
    if (!verbs.isEmpty()) {
      plane.kubectl(
          "create", "role", name, "-n", namespace, "--verb=" + verbs, "--resource=" + resources);
      plane.kubectl(
          "create",
          "rolebinding",
          name,
          "-n",
          namespace,
          "--role=" + name,
          "--serviceaccount=" + namespace + ":" + name);
    }
    String token = plane.kubectl("create", "token", name, "-n", namespace);
    Path file = to.resolve(name + ".kubeconfig");
    Files.writeString(
        file,
        """
        apiVersion: v1
        kind: Config
        clusters: [{name: c, cluster: {server: "%s", certificate-authority: "%s"}}]
        users: [{name: u, user: {token: "%s"}}]
        contexts: [{name: x, context: {cluster: c, user: u}}]
        current-context: x
        """
            .formatted(plane.server(), plane.authority(), token));
    String id = plane.kubectl("get", "ns", "kube-system", "-o", "jsonpath={.metadata.uid}");
    return Map.of("KUBECONFIG", file.toString(), "GELADA_CLUSTER_ID", id);
  }
}

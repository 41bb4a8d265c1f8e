package dev.gelada.k8s.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * A service account with rights of its own, and how Gelada becomes it.
 *
 * @param name of the service account
 * @param environment with a kubeconfig that holds its token
 */
public record Account(String name, Map<String, String> environment) {
  /**
   * One that has a Role with these rules in that name space, and nothing else.
   *
   * @param rules YAML list of rules, one a line
   */
  public static Account with(ControlPlane plane, String namespace, String rules) {
    return of(plane, namespace, "Role", rules);
  }

  /** One that has a ClusterRole with these rules everywhere. */
  public static Account everywhere(ControlPlane plane, String namespace, String rules) {
    return of(plane, namespace, "ClusterRole", rules);
  }

  private static Account of(ControlPlane plane, String namespace, String kind, String rules) {
    String name = "tester-" + Long.toString(System.nanoTime(), 36);
    plane.apply(
        """
        apiVersion: v1
        kind: ServiceAccount
        metadata: {name: %1$s, namespace: %2$s}
        ---
        apiVersion: rbac.authorization.k8s.io/v1
        kind: %3$s
        metadata: {name: %1$s, namespace: %2$s}
        rules:
        %4$s
        ---
        apiVersion: rbac.authorization.k8s.io/v1
        kind: %3$sBinding
        metadata: {name: %1$s, namespace: %2$s}
        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: %3$s, name: %1$s}
        subjects: [{kind: ServiceAccount, name: %1$s, namespace: %2$s}]
        """
            .formatted(name, namespace, kind, rules.strip()));
    String token = plane.kubectl("create", "token", name, "-n", namespace);
    try {
      Path file = Files.createTempFile("gelada-account", ".yaml");
      file.toFile().deleteOnExit();
      Files.writeString(
          file,
          """
          apiVersion: v1
          kind: Config
          current-context: it
          clusters: [{name: it, cluster: {server: "%s", certificate-authority: "%s"}}]
          users: [{name: it, user: {token: "%s"}}]
          contexts: [{name: it, context: {cluster: it, user: it}}]
          """
              .formatted(plane.server(), plane.authority(), token));
      return new Account(
          name,
          Map.of("KUBECONFIG", file.toString(), "GELADA_CLUSTER_ID", "told-by-the-environment"));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}

package dev.gelada.k8s.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gelada.core.plugin.Refusal;
import dev.gelada.k8s.testing.Account;
import dev.gelada.k8s.testing.ControlPlane;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Rights one by one, as the API server's own authorizer sees them. */
@Timeout(180)
class RightsIT {
  private final ControlPlane plane = ControlPlane.shared();
  private final String namespace = plane.namespace("rights");

  @Test
  void the_administrator_lacks_nothing() throws Exception {
    try (Cluster cluster = plane.admin()) {
      assertThat(new Rights(cluster).missing(List.of(Right.to("delete", "", "nodes", ""))))
          .isEmpty();
    }
  }

  @Test
  void exactly_the_verb_that_is_missing_is_named() throws Exception {
    Account account =
        Account.with(plane, namespace, "- {apiGroups: [''], resources: [pods], verbs: [get]}");
    try (Cluster cluster = plane.cluster(account.environment())) {
      List<Refusal> missing =
          new Rights(cluster)
              .missing(
                  List.of(
                      Right.to("get", "", "pods", namespace),
                      Right.to("list", "", "pods", namespace),
                      Right.to("create", "", "pods/eviction", namespace),
                      Right.to("get", "", "pods", "")));

      assertThat(missing).extracting(Refusal::rule).containsOnly(Rights.RULE);
      assertThat(missing)
          .extracting(Refusal::reason)
          .containsExactly(
              "this user may not list pods in " + namespace + ".",
              "this user may not create pods/eviction in " + namespace + ".",
              "this user may not get pods in all namespaces.");
      assertThat(missing.get(1).remedy())
          .isEqualTo(
              "Grant the verb 'create' on 'pods/eviction' by a Role in the namespace %s."
                  .formatted(namespace));
    }
  }
}

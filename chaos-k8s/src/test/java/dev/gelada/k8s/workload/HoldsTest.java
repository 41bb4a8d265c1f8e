package dev.gelada.k8s.workload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gelada.core.plugin.Refusal;
import dev.gelada.core.target.Health;
import dev.gelada.k8s.cluster.Item;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** What lasts for moments only, or needs a kubelet, and is hard to meet on a real server. */
class HoldsTest {
  private static Item item(String json) {
    return new Item(new JsonMapper().readTree(json));
  }

  @Test
  void a_status_that_is_older_than_the_spec() {
    Item stale =
        item(
            """
            {"metadata": {"name": "cart", "namespace": "shop", "generation": 3},
             "spec": {"replicas": 2},
             "status": {"observedGeneration": 2, "replicas": 2, "updatedReplicas": 2,
               "availableReplicas": 2}}
            """);

    assertThat(Holds.of(OwnerKind.DEPLOYMENT, stale))
        .containsExactly(
            new Refusal(
                "stale",
                "the status of deployment shop/cart is of generation 2 and its spec of 3.",
                "Wait until its controller has seen the change."));
  }

  @Test
  void a_new_deployment_that_has_no_status_yet_is_held() {
    assertThat(
            Holds.of(
                OwnerKind.DEPLOYMENT,
                item(
                    "{\"metadata\": {\"name\": \"a\", \"generation\": 1}, \"spec\": {\"replicas\": 2}}")))
        .extracting(Refusal::rule)
        .contains("rollout", "unavailable");
  }

  @Test
  void a_rollout_of_argo_that_is_paused_or_half_way() {
    Item rollout =
        item(
            """
            {"metadata": {"name": "cart", "namespace": "shop", "generation": 3},
             "spec": {"replicas": 4, "paused": true},
             "status": {"observedGeneration": "3", "replicas": 4, "updatedReplicas": 1,
               "availableReplicas": 4}}
            """);

    assertThat(Holds.of(OwnerKind.ROLLOUT, rollout))
        .extracting(Refusal::rule)
        .containsExactly("paused", "rollout");
  }

  @Test
  void an_owner_that_says_nothing_of_numbers_is_not_judged_by_them() {
    assertThat(Holds.of("gameserverset", item("{\"metadata\": {\"name\": \"a\"}}"))).isEmpty();
  }

  @Test
  void static_and_critical_pods_are_never_touched() {
    assertThat(
            PodState.holds(
                item(
                    "{\"metadata\": {\"name\": \"a\", \"annotations\": {\"kubernetes.io/config.mirror\": \"x\"}}}")))
        .extracting(Refusal::rule)
        .containsExactly("never-touch");
    assertThat(
            PodState.holds(
                item(
                    "{\"metadata\": {\"name\": \"a\"}, \"spec\": {\"priorityClassName\": \"system-node-critical\"}}")))
        .extracting(Refusal::rule)
        .containsExactly("never-touch");
  }

  @Test
  void a_pod_of_a_node_that_went_silent_is_unknown() {
    assertThat(
            PodState.health(
                item(
                    "{\"status\": {\"phase\": \"Running\", \"conditions\": [{\"type\": \"Ready\", \"status\": \"Unknown\"}]}}")))
        .isEqualTo(Health.UNKNOWN);
    assertThat(PodState.health(item("{\"status\": {\"phase\": \"Pending\"}}")))
        .isEqualTo(Health.UNHEALTHY);
    assertThat(
            PodState.health(
                item(
                    "{\"status\": {\"phase\": \"Running\", \"conditions\": [{\"type\": \"Ready\", \"status\": \"False\"}]}}")))
        .isEqualTo(Health.UNHEALTHY);
  }
}

package dev.gelada.k8s.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gelada.core.plugin.Matching;
import dev.gelada.core.plugin.Refusal;
import dev.gelada.core.target.Group;
import dev.gelada.core.target.GroupId;
import dev.gelada.core.target.Health;
import dev.gelada.core.target.Scope;
import dev.gelada.core.target.Target;
import dev.gelada.core.target.TargetSource;
import dev.gelada.k8s.workload.NodeSearch.Grouping;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The sources {@code workloads} and {@code nodes} on a real API server. */
@Timeout(180)
class NodesAndWorkloadsIT {
  private static Shop shop;

  @BeforeAll
  static void open() throws Exception {
    shop = new Shop("things");
    shop.deployment("cart", 3, "gelada/enabled: 'true', team: a", "tier: web");
    shop.deployment("till", 2, "team: b", "gelada/enabled: 'true'");
    shop.ready("deployment", "cart");
    shop.ready("deployment", "till");
    for (int i = 0; i < 3; i++) {
      node("node-%s-%d".formatted(shop.namespace, i), "zone-" + (i == 2 ? "b" : "a"), "");
    }
    node("master-" + shop.namespace, "zone-b", "node-role.kubernetes.io/control-plane: ''");
  }

  @AfterAll
  static void close() {
    shop.plane.kubectl("delete", "node", "-l", "of=" + shop.namespace, "--wait=false");
    shop.close();
  }

  /** One that no pod is put on. */
  private static void node(String name, String zone, String label) {
    shop.plane.apply(
        """
        apiVersion: v1
        kind: Node
        metadata:
          name: %s
          annotations: {kwok.x-k8s.io/node: fake}
          labels:
            of: %s
            topology.kubernetes.io/zone: %s
            gelada/enabled: "true"
            %s
        spec: {taints: [{key: gelada.test/empty, effect: NoSchedule}]}
        """
            .formatted(name, shop.namespace, zone, label));
  }

  private static TargetSource nodes(Grouping grouping, String... names) {
    return new NodeSearch()
        .create(
            new NodeSearch.Settings(
                new Matching(Map.of("of", shop.namespace), ""),
                names.length == 0 ? null : List.of(names),
                grouping),
            shop.connections());
  }

  private static TargetSource workloads(@Nullable Map<String, String> labels, String... names) {
    return new WorkloadSearch()
        .create(
            new WorkloadSearch.Settings(
                List.of(shop.namespace),
                labels == null ? null : new Matching(labels, ""),
                null,
                names.length == 0 ? null : List.of(names),
                null,
                null,
                List.of(OptInPlace.WORKLOAD)),
            shop.connections());
  }

  @Test
  void nodes_are_grouped_by_zone_or_all_together() throws Exception {
    assertThat(Shop.names(nodes(Grouping.ZONE), Shop.OPTED_IN))
        .containsExactly("nodes zone-a", "nodes zone-b");
    assertThat(Shop.names(nodes(Grouping.ALL), Shop.OPTED_IN)).containsExactly("nodes all");
    assertThat(Shop.names(nodes(Grouping.ALL), new Scope(Map.of("other", "label"), false)))
        .isEmpty();

    GroupId zone = new GroupId(shop.cluster.place(), "nodes", "zone-a");
    Group group = nodes(Grouping.ZONE).group(zone).orElseThrow();
    assertThat(group.desired()).isEqualTo(2);
    assertThat(group.labels()).containsEntry("gelada/enabled", "true");
    assertThat(nodes(Grouping.ZONE).members(zone))
        .hasSize(2)
        .allSatisfy(node -> assertThat(node.zone()).isEqualTo("zone-a"));
  }

  @Test
  void a_node_of_the_control_plane_is_never_touched() throws Exception {
    TargetSource source = nodes(Grouping.ALL, "master-.*");
    Target master = Shop.members(source).get(0);

    assertThat(master.holds()).extracting(Refusal::rule).containsExactly("never-touch");
    assertThat(Shop.members(nodes(Grouping.ALL, "master"))).isEmpty();
  }

  @Test
  void a_closed_node_is_not_healthy_and_holds_its_group() throws Exception {
    String name = "node-" + shop.namespace + "-2";
    Shop.until("it is ready", () -> health(name) == Health.HEALTHY);
    shop.plane.kubectl("cordon", name);
    try {
      assertThat(health(name)).isEqualTo(Health.UNHEALTHY);
      Target node = Shop.members(nodes(Grouping.ZONE, name)).get(0);
      assertThat(node.holds()).extracting(Refusal::rule).containsExactly("unschedulable");
      Group group = Shop.only(nodes(Grouping.ALL));
      assertThat(group.holds())
          .extracting(Refusal::reason)
          .containsExactly(
              "1 of 4 nodes of all are closed for new pods already, as while nodes are replaced.");
    } finally {
      shop.plane.kubectl("uncordon", name);
    }
    assertThat(Shop.only(nodes(Grouping.ALL)).holds()).isEmpty();
  }

  private static Health health(String name) throws Exception {
    return Shop.members(nodes(Grouping.ZONE, name)).get(0).health();
  }

  @Test
  void a_source_of_nodes_sees_the_groups_whose_pods_are_on_them() throws Exception {
    GroupId cart = new GroupId(shop.cluster.place(), "deployment", shop.namespace + "/cart");

    assertThat(nodes(Grouping.ZONE).group(cart)).isPresent();
    assertThat(nodes(Grouping.ZONE).members(cart)).hasSize(3);
  }

  @Test
  void a_workload_is_a_target_itself() throws Exception {
    assertThat(Shop.names(workloads(null), Shop.OPTED_IN)).containsExactly("deployment cart");
    assertThat(Shop.names(workloads(Map.of("team", "b")), Scope.all()))
        .containsExactly("deployment till");
    assertThat(Shop.names(workloads(null, "t.*"), Scope.all())).containsExactly("deployment till");

    List<Target> targets = Shop.members(workloads(Map.of("team", "a")));
    assertThat(targets).hasSize(1);
    Target cart = targets.get(0);
    assertThat(cart.id().kind()).isEqualTo("workload");
    assertThat(cart.id().name()).isEqualTo("deployment/" + shop.namespace + "/cart");
    assertThat(cart.id().uid())
        .isEqualTo(shop.kubectl("get", "deployment", "cart", "-o", "jsonpath={.metadata.uid}"));
    assertThat(cart.health()).isEqualTo(Health.HEALTHY);
    assertThat(Shop.only(workloads(Map.of("team", "a"))).replaceable()).isFalse();
    assertThat(workloads(Map.of("team", "b")).members(cart.group())).isEmpty();
  }

  @Test
  void a_workload_whose_template_opts_its_pods_out_has_opted_out() throws Exception {
    shop.deployment("vault", 1, "gelada/enabled: 'true'", "gelada/enabled: 'false'");

    Target vault = Shop.members(workloads(null, "vault")).get(0);

    assertThat(vault.labels()).containsEntry("gelada/enabled", "false");
    shop.kubectl("delete", "deployment", "vault");
  }

  @Test
  void workloads_have_kinds_that_can_be_listed() {
    assertThatThrownBy(
            () ->
                new WorkloadSearch()
                    .create(
                        new WorkloadSearch.Settings(
                            null, null, null, null, List.of("pod"), null, List.of()),
                        shop.connections()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("deployment, statefulset");
  }
}

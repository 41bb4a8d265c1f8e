package dev.gelada.k8s.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gelada.core.attack.Attack;
import dev.gelada.core.attack.Effect;
import dev.gelada.core.attack.Prepared;
import dev.gelada.core.attack.Strike;
import dev.gelada.core.attack.StrikeId;
import dev.gelada.core.attack.Undo;
import dev.gelada.core.attack.Undone;
import dev.gelada.core.plugin.Deadline;
import dev.gelada.core.plugin.Refusal;
import dev.gelada.core.plugin.SystemTime;
import dev.gelada.core.target.GroupId;
import dev.gelada.core.target.Target;
import dev.gelada.k8s.cluster.Cluster;
import dev.gelada.k8s.testing.ControlPlane;
import dev.gelada.k8s.testing.Nodes;
import dev.gelada.k8s.testing.Requests;
import dev.gelada.k8s.testing.Shop;
import dev.gelada.k8s.testing.With;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Nodes that lose their pods under their pods' budgets, and take pods again at the end. */
@Timeout(180)
class DrainNodeIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final ControlPlane plane = ControlPlane.shared();
  private final Cluster cluster;
  private final Shop shop;
  private final Nodes nodes;
  private final Target first;
  private final String pool;

  DrainNodeIT() throws Exception {
    cluster = plane.admin();
    shop = Shop.open(plane, cluster, "drain");
    nodes = new Nodes(plane, cluster);
    pool = shop.namespace();
    first = nodes.ready(pool);
  }

  @AfterEach
  void close() {
    shop.kubectl("delete", "deployment,pod", "--all", "--wait=false");
    plane.kubectl("delete", "node", "-l", "pool=" + pool, "--wait=false");
    cluster.close();
  }

  @Test
  void pods_move_as_their_budget_allows_and_the_node_takes_pods_again() throws Exception {
    shop.pooled("web", 3, pool, "[]");
    shop.budget("web", "web", 2);
    nodes.ready(pool);
    nodes.quiet(first.id().name());
    Requests asked = Requests.of(plane);
    Strike strike = strike();
    Attack drain = drain(false);
    Prepared.Intent intent = (Prepared.Intent) drain.prepare(strike);

    assertThat(intent.takes())
        .containsExactlyInAnyOrder(
            new Prepared.Take(first.group(), 1),
            new Prepared.Take(
                new GroupId(cluster.place(), "deployment", shop.namespace() + "/web"), 3));
    assertThat(asked.in(shop.namespace())).noneMatch(Requests.Request::writes);
    Effect effect = drain.apply(strike, intent, in(PATIENCE));

    assertThat(effect)
        .isInstanceOfSatisfying(
            Effect.Struck.class,
            struck ->
                assertThat(struck.details())
                    .containsEntry("evicted", "3 of 3 pods")
                    .doesNotContainKey("stayed"));
    assertThat(nodes.cordoned(first.id().name())).isTrue();
    assertThat(asked.in(shop.namespace()))
        .as("the budget made it wait")
        .anyMatch(request -> request.code() == 429);
    shop.ready("web", 3);
    assertThat(shop.pods("web").stream().map(Pod::getSpec).map(s -> s.getNodeName()))
        .doesNotContain(first.id().name());
    assertThat(undo(strike, intent)).isInstanceOf(Undone.Restored.class);
    assertThat(nodes.cordoned(first.id().name())).isFalse();
  }

  @Test
  void a_budget_that_gives_nothing_in_time_keeps_its_pods() throws Exception {
    shop.pooled("web", 2, pool, "[]");
    shop.budget("web", "web", 1);
    nodes.quiet(first.id().name());
    Strike strike = strike();
    Attack drain =
        new DrainNode()
            .create(new DrainNode.Settings(Duration.ofSeconds(3), false), new With(cluster));
    Prepared.Intent intent = (Prepared.Intent) drain.prepare(strike);

    Effect effect = drain.apply(strike, intent, in(PATIENCE)); // no other node takes the first one

    assertThat(((Effect.Struck) effect).details())
        .containsEntry("evicted", "1 of 2 pods")
        .hasEntrySatisfying("stayed", stayed -> assertThat(stayed).contains("disruption budget"));
    assertThat(undo(strike, intent)).isInstanceOf(Undone.Restored.class);
    shop.ready("web", 2);
  }

  @Test
  void what_nobody_makes_again_and_what_has_local_data_refuses() throws Exception {
    shop.pooled("web", 1, pool, "[{name: scratch, emptyDir: {}}]");
    plane.apply(
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: alone, namespace: %s}
        spec: {nodeName: %s, containers: [{name: main, image: "example/shop:1"}]}
        """
            .formatted(shop.namespace(), first.id().name()));

    assertThat(rules(drain(false))).containsExactlyInAnyOrder("bare-pod", "local-data");
    assertThat(rules(drain(true))).containsExactly("bare-pod");
    assertThat(nodes.cordoned(first.id().name())).isFalse();
  }

  @Test
  void a_node_that_somebody_cordoned_is_theirs() throws Exception {
    plane.kubectl("cordon", first.id().name());

    assertThat(rules(drain(false))).containsExactly("cordoned");
    assertThat(rules(new CordonNode().create(new CordonNode.Settings(), new With(cluster))))
        .containsExactly("cordoned");
  }

  private List<String> rules(Attack attack) throws Exception {
    return ((Prepared.Refused) attack.prepare(strike()))
        .why().stream().map(Refusal::rule).collect(Collectors.toList());
  }

  private Attack drain(boolean deleteLocalData) {
    return new DrainNode()
        .create(new DrainNode.Settings(Duration.ofSeconds(40), deleteLocalData), new With(cluster));
  }

  private Undone undo(Strike strike, Prepared.Intent intent) throws Exception {
    return new DrainNode()
        .revert(strike.id(), (Undo.Recipe) intent.undo(), new With(cluster), in(PATIENCE));
  }

  private static Deadline in(Duration bound) {
    return Deadline.in(bound, new SystemTime());
  }

  private Strike strike() {
    return new Strike(
        new StrikeId("drain000000000000001"),
        "drain-node",
        first,
        Instant.now().plusSeconds(60),
        1);
  }
}

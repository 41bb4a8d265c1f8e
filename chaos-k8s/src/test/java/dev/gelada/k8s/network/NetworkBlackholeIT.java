package dev.gelada.k8s.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gelada.core.attack.Attack;
import dev.gelada.core.attack.Effect;
import dev.gelada.core.attack.Prepared;
import dev.gelada.core.attack.Strike;
import dev.gelada.core.attack.StrikeId;
import dev.gelada.core.attack.Undo;
import dev.gelada.core.attack.Undone;
import dev.gelada.core.plugin.Connections;
import dev.gelada.core.plugin.Deadline;
import dev.gelada.core.plugin.Refusal;
import dev.gelada.core.plugin.SystemTime;
import dev.gelada.core.target.Target;
import dev.gelada.core.testing.Await;
import dev.gelada.k8s.cluster.Cluster;
import dev.gelada.k8s.cluster.Item;
import dev.gelada.k8s.testing.BadLine;
import dev.gelada.k8s.testing.ControlPlane;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What speaks against a black hole, and that the cluster itself closes it. */
@Timeout(180)
class NetworkBlackholeIT {
  private static final Duration BOUND = Duration.ofSeconds(20);

  private final ControlPlane plane = ControlPlane.shared();
  private final Connections with = Pods.connections(plane);
  private final String namespace = plane.namespace("holes");
  private final Shops shops;

  NetworkBlackholeIT() throws Exception {
    shops = new Shops(plane, namespace, with.get(Cluster.class).place());
  }

  @AfterEach
  void close() {
    with.close();
  }

  @Test
  void a_policy_that_allows_the_traffic_is_named() throws Exception {
    shops.deployment("cart", 2);
    plane.apply(policy("let-in", "app: cart", "ingress: [{}]"));
    plane.apply(policy("deny", "app: cart", "ingress: []"));
    plane.apply(policy("others", "app: till", "ingress: [{}]"));

    assertThat(why(shops.workload("cart"), NetworkBlackhole.Direction.BOTH))
        .singleElement()
        .satisfies(
            no -> {
              assertThat(no.rule()).isEqualTo("policy");
              assertThat(no.reason()).contains(namespace + "/let-in", "Ingress", "1 rule");
            });
    assertThat(prepared(shops.workload("cart"), NetworkBlackhole.Direction.EGRESS))
        .isInstanceOf(Prepared.Intent.class);
  }

  @Test
  void pods_of_others_that_the_selector_finds_are_bystanders() throws Exception {
    shops.deployment("cart", 1);
    plane.apply(
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: stray, namespace: %s, labels: {app: cart, stray: "yes"}}
        spec: {containers: [{name: main, image: none}]}
        """
            .formatted(namespace));
    // the Deployment's own ReplicaSet adopts only what carries its template's hash
    assertThat(why(shops.workload("cart"), NetworkBlackhole.Direction.BOTH))
        .singleElement()
        .satisfies(
            no -> {
              assertThat(no.rule()).isEqualTo("bystander");
              assertThat(no.reason()).contains(namespace + "/stray");
            });
    assertThat(prepared(shops.pod("cart"), NetworkBlackhole.Direction.BOTH))
        .isInstanceOf(Prepared.Intent.class);
  }

  @Test
  void a_workload_is_not_cut_off_while_a_pod_of_it_opted_out() throws Exception {
    shops.deployment("cart", 2);
    String name = shops.items("pods", "-l", "app=cart").get(0).name();
    for (String mark : List.of("label", "annotate")) {
      plane.kubectl(mark, "pod", name, "-n", namespace, "gelada/enabled=False");
      assertThat(why(shops.workload("cart"), NetworkBlackhole.Direction.BOTH))
          .singleElement()
          .satisfies(
              no -> {
                assertThat(no.rule()).isEqualTo("opt-out");
                assertThat(no.reason()).contains(namespace + "/" + name);
              });
      plane.kubectl(mark, "pod", name, "-n", namespace, "gelada/enabled-");
    }
    assertThat(prepared(shops.workload("cart"), NetworkBlackhole.Direction.BOTH))
        .isInstanceOf(Prepared.Intent.class);
  }

  @Test
  void one_pod_is_cut_off_and_its_siblings_are_not() throws Exception {
    shops.deployment("cart", 3);
    Target victim = shops.pod("cart");
    Strike strike = strike(victim, Duration.ofSeconds(60));
    Undo.Recipe undo = applied(strike);

    assertThat(shops.cutOff(victim)).isTrue();
    assertThat(shops.items("pods", "-l", Cut.STRIKE)).hasSize(1);
    assertThat(revert(strike, undo)).isInstanceOf(Undone.Restored.class);
    assertThat(shops.items("pods", "-l", Cut.STRIKE)).isEmpty();
    assertThat(shops.items("jobs")).isEmpty();
  }

  @Test
  void the_cluster_removes_the_policy_at_its_end_though_nobody_asks_for_it() throws Exception {
    shops.deployment("cart", 2);
    Target victim = shops.workload("cart");
    Strike strike = strike(victim, Duration.ofSeconds(5));
    Instant endsAt = Objects.requireNonNull(strike.endsAt());
    applied(strike);
    with.close();

    Await.until("reopened", BOUND, () -> !shops.cutOff(victim));
    Instant reopened = Instant.now();

    System.out.printf(
        "blackhole: policy seen gone %d ms after its end%n",
        Duration.between(endsAt, reopened).toMillis());
    assertThat(reopened).isBetween(endsAt.minusMillis(100), endsAt.plusSeconds(5));
    Await.until("no Job left", BOUND, () -> shops.items("jobs").isEmpty());
  }

  /** Head and body of each request take 1.5 s: it may end later by one request, not by three. */
  @Test
  void slow_answers_before_it_begins_do_not_move_the_end(@TempDir Path folder) throws Exception {
    shops.deployment("cart", 2);
    Strike strike = strike(shops.workload("cart"), Duration.ofSeconds(60));
    RandomGenerator always = () -> -1L; // as slow as may be
    try (BadLine line = BadLine.to(plane, always);
        Connections slowly = Pods.connections(plane, line.environment(plane, folder))) {
      Attack attack =
          new NetworkBlackhole()
              .create(new NetworkBlackhole.Settings(NetworkBlackhole.Direction.BOTH), slowly);
      Prepared.Intent intent = (Prepared.Intent) attack.prepare(strike);
      line.slow(Duration.ofMillis(1_500));
      assertThat(attack.apply(strike, intent, Deadline.in(BOUND, new SystemTime())))
          .isInstanceOf(Effect.Struck.class);

      Item job = shops.get("job/gelada-" + strike.id());
      Instant end = job.createdAt().plusSeconds(job.number("/spec/activeDeadlineSeconds"));
      assertThat(end).isBefore(Objects.requireNonNull(strike.endsAt()).plusSeconds(6));
      assertThat(revert(strike, (Undo.Recipe) intent.undo())).isInstanceOf(Undone.Restored.class);
    }
  }

  @Test
  void a_policy_that_arrives_after_the_undo_does_not_stay() throws Exception {
    shops.deployment("cart", 2);
    Target victim = shops.workload("cart");
    Strike strike = strike(victim, Duration.ofSeconds(60));
    Undo.Recipe undo = applied(strike);
    String late =
        plane.kubectl(
            "get", "networkpolicy", "-n", namespace, "-o", "json", "gelada-" + strike.id());
    assertThat(revert(strike, undo)).isInstanceOf(Undone.Restored.class);

    plane.apply(late.replaceAll("\"(resourceVersion|uid)\": \"[^\"]*\",?\n(?=[^}]*\"spec\")", ""));
    Instant arrived = Instant.now();
    Await.until("removed", BOUND, () -> shops.items("networkpolicies").isEmpty());

    System.out.printf(
        "blackhole: a late policy was gone within %d ms%n",
        Duration.between(arrived, Instant.now()).toMillis());
    assertThat(Duration.between(arrived, Instant.now())).isLessThan(Duration.ofSeconds(5));
  }

  private String policy(String name, String labels, String rules) {
    return """
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: %s, namespace: %s}
        spec: {podSelector: {matchLabels: {%s}}, policyTypes: [Ingress], %s}
        """
        .formatted(name, namespace, labels, rules);
  }

  private Attack attack(NetworkBlackhole.Direction direction) {
    return new NetworkBlackhole().create(new NetworkBlackhole.Settings(direction), with);
  }

  private Prepared prepared(Target victim, NetworkBlackhole.Direction direction) throws Exception {
    return attack(direction).prepare(strike(victim, Duration.ofSeconds(60)));
  }

  private List<Refusal> why(Target victim, NetworkBlackhole.Direction direction) throws Exception {
    return ((Prepared.Refused) prepared(victim, direction)).why();
  }

  private Undo.Recipe applied(Strike strike) throws Exception {
    Attack attack = attack(NetworkBlackhole.Direction.BOTH);
    Prepared.Intent intent = (Prepared.Intent) attack.prepare(strike);
    assertThat(attack.apply(strike, intent, Deadline.in(BOUND, new SystemTime())))
        .isInstanceOf(Effect.Struck.class);
    return (Undo.Recipe) intent.undo();
  }

  private Undone revert(Strike strike, Undo.Recipe undo) throws Exception {
    return new NetworkBlackhole()
        .revert(strike.id(), undo, with, Deadline.in(BOUND, new SystemTime()));
  }

  private static Strike strike(Target victim, Duration lasts) {
    return new Strike(
        new StrikeId(UUID.randomUUID().toString().replace("-", "").substring(0, 20)),
        "network-blackhole",
        victim,
        Instant.now().plus(lasts),
        1);
  }
}

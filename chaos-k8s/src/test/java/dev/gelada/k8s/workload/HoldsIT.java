package dev.gelada.k8s.workload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gelada.core.plugin.Refusal;
import dev.gelada.core.target.Group;
import dev.gelada.core.target.GroupId;
import dev.gelada.core.target.Health;
import dev.gelada.core.target.Target;
import dev.gelada.core.target.TargetSource;
import dev.gelada.k8s.cluster.Cluster;
import dev.gelada.k8s.testing.Account;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the platform says against touching something, each provoked for real. */
@Timeout(180)
class HoldsIT {
  private Shop shop;

  @BeforeEach
  void open() throws Exception {
    shop = new Shop("holds");
  }

  @AfterEach
  void close() {
    shop.close();
  }

  private TargetSource source() {
    return new PodSearch().create(Wanted.in(shop.namespace).settings(), shop.connections());
  }

  private List<Refusal> group(String kind, String name) throws Exception {
    GroupId id = new GroupId(shop.cluster.place(), kind, shop.namespace + "/" + name);
    Group group =
        new Workloads(shop.cluster).group(id).orElseThrow(() -> new AssertionError("gone: " + id));
    return group.holds();
  }

  private List<Target> members(String name) throws Exception {
    return source()
        .members(new GroupId(shop.cluster.place(), "deployment", shop.namespace + "/" + name))
        .toList();
  }

  private void heldBy(String kind, String name, String rule, String reason) throws Exception {
    Shop.until(
        name + " is held by " + rule,
        () -> group(kind, name).stream().anyMatch(hold -> hold.rule().equals(rule)));
    assertThat(group(kind, name))
        .filteredOn(hold -> hold.rule().equals(rule))
        .first()
        .satisfies(
            hold -> {
              assertThat(hold.reason())
                  .matches(reason.replace("NAME", shop.namespace + "/" + name));
              assertThat(hold.remedy()).isNotEmpty();
            });
  }

  @Test
  void a_deployment_at_rest_is_not_held_and_a_paused_one_is() throws Exception {
    shop.deployment("cart", 2, "", "tier: web");
    shop.ready("deployment", "cart");
    assertThat(group("deployment", "cart")).isEmpty();

    shop.kubectl("rollout", "pause", "deployment/cart");
    heldBy("deployment", "cart", "paused", "deployment NAME is paused: somebody is at work on it.");
    Shop.until(
        "only that is said of it",
        () ->
            group("deployment", "cart").stream()
                .map(Refusal::rule)
                .toList()
                .equals(List.of("paused")));

    shop.kubectl("rollout", "resume", "deployment/cart");
    Shop.until("it is at rest again", () -> group("deployment", "cart").isEmpty());
  }

  @Test
  void a_rollout_in_progress_and_one_that_failed() throws Exception {
    shop.workload("Deployment", "cart", 3, "", "tier: web", "progressDeadlineSeconds: 5");
    shop.ready("deployment", "cart");
    shop.kubectl(
        "patch",
        "deployment",
        "cart",
        "--type=merge",
        "-p",
        "{\"spec\":{\"template\":{\"spec\":{\"nodeSelector\":{\"no\":\"node\"}}}}}");
    heldBy(
        "deployment",
        "cart",
        "rollout",
        "the rollout of deployment NAME is under way: \\d of (3|4) are (updated|of an old revision)\\.");
    Shop.until(
        "it ran out of time",
        () ->
            group("deployment", "cart").stream()
                .anyMatch(hold -> hold.reason().contains("ProgressDeadlineExceeded")));
    heldBy(
        "deployment",
        "cart",
        "rollout",
        "the rollout of deployment NAME failed: ProgressDeadlineExceeded, .* has timed out progressing\\.");
  }

  @Test
  void fewer_available_than_wanted() throws Exception {
    shop.workload("Deployment", "cart", 2, "", "tier: web", "minReadySeconds: 100");
    heldBy("deployment", "cart", "unavailable", "0 of 2 pods of deployment NAME are available\\.");
  }

  @Test
  void one_that_nobody_stands_in_for() throws Exception {
    shop.deployment("bell", 1, "", "tier: back");
    shop.workload("StatefulSet", "store", 1, "", "tier: back", "serviceName: store");
    shop.ready("deployment", "bell");
    shop.ready("statefulset", "store");
    heldBy(
        "deployment",
        "bell",
        "singleton",
        "deployment NAME wants 1 of it, so nobody stands in for the one that is struck\\.");
    assertThat(group("statefulset", "store"))
        .extracting(Refusal::rule)
        .containsExactly("singleton");
    shop.kubectl("scale", "deployment/bell", "--replicas=0");
    heldBy("deployment", "bell", "singleton", "deployment NAME wants 0 of it, .*");
  }

  @Test
  void a_stateful_set_between_two_revisions() throws Exception {
    shop.workload("StatefulSet", "store", 2, "", "tier: back", "updateStrategy: {type: OnDelete}");
    shop.ready0("store", 2);
    assertThat(group("statefulset", "store")).isEmpty();
    shop.kubectl("set", "image", "statefulset/store", "main=other");
    heldBy(
        "statefulset",
        "store",
        "rollout",
        "the rollout of statefulset NAME is under way: 0 of 2 are at revision store-.*\\.");
  }

  @Test
  void a_daemon_set_by_its_own_numbers() throws Exception {
    shop.workload("DaemonSet", "agent", 0, "", "tier: back", "");
    shop.ready("daemonset", "agent");
    assertThat(group("daemonset", "agent")).isEmpty();
    shop.kubectl(
        "patch",
        "daemonset",
        "agent",
        "--type=merge",
        "-p",
        "{\"spec\":{\"minReadySeconds\":100}}");
    heldBy("daemonset", "agent", "unavailable", "0 of 3 pods of daemonset NAME are available\\.");
  }

  @Test
  void an_exhausted_budget_with_its_numbers_and_two_that_contradict_each_other() throws Exception {
    shop.deployment("cart", 2, "", "tier: web");
    shop.ready("deployment", "cart");
    assertThat(members("cart")).hasSize(2).allSatisfy(pod -> assertThat(pod.holds()).isEmpty());

    shop.kubectl("create", "pdb", "all-of-them", "--selector=app=cart", "--min-available=2");
    Shop.until(
        "the budget was counted",
        () ->
            members("cart").stream().allMatch(pod -> pod.holds().toString().contains("2 healthy")));
    assertThat(members("cart").get(0).holds())
        .singleElement()
        .satisfies(
            hold -> {
              assertThat(hold.rule()).isEqualTo("budget");
              assertThat(hold.reason())
                  .isEqualTo(
                      "the disruption budget all-of-them allows none now: 2 healthy, 2 desired of 2.");
            });

    shop.kubectl("create", "pdb", "web", "--selector=tier=web", "--max-unavailable=1");
    assertThat(members("cart").get(0).holds())
        .singleElement()
        .satisfies(
            hold ->
                assertThat(hold.reason())
                    .matches(
                        "2 disruption budgets select cart-.* \\(all-of-them, web\\), and the server evicts no such pod\\."));

    shop.kubectl("delete", "pdb", "all-of-them");
    Shop.until(
        "the other one allows one",
        () -> members("cart").stream().allMatch(pod -> pod.holds().isEmpty()));
  }

  @Test
  void a_terminating_pod_holds_itself_and_the_others() throws Exception {
    shop.workload("Deployment", "cart", 2, "", "tier: web", "");
    shop.ready("deployment", "cart");
    String victim = members("cart").get(0).id().name().replaceFirst(".*/", "");
    shop.kubectl("annotate", "pod", victim, "fixture/gone-after=30s");
    shop.kubectl("delete", "pod", victim, "--wait=false");

    Shop.until("its successor is there", () -> members("cart").size() == 3);
    assertThat(members("cart"))
        .allSatisfy(
            pod ->
                assertThat(pod.holds()).extracting(Refusal::rule).containsExactly("terminating"));
    assertThat(members("cart"))
        .filteredOn(pod -> pod.id().name().endsWith("/" + victim))
        .singleElement()
        .satisfies(
            pod -> {
              assertThat(pod.health()).isEqualTo(Health.UNHEALTHY);
              assertThat(pod.holds().get(0).reason()).contains(victim + " is being deleted since ");
            });
  }

  @Test
  void a_budget_that_may_not_be_read_holds_every_pod() throws Exception {
    shop.deployment("cart", 2, "", "tier: web");
    shop.ready("deployment", "cart");
    Account account =
        Account.with(
            shop.plane,
            shop.namespace,
            """
            - {apiGroups: [apps], resources: [deployments, statefulsets, replicasets], verbs: [get, list]}
            - {apiGroups: [''], resources: [pods], verbs: [get, list]}
            """);
    try (Cluster cluster = shop.plane.cluster(account.environment())) {
      TargetSource source =
          new PodSearch().create(Wanted.in(shop.namespace).settings(), Shop.only(cluster));
      List<Target> members = Shop.members(source);
      assertThat(members).hasSize(2);
      assertThat(members.get(0).holds())
          .singleElement()
          .satisfies(
              hold -> {
                assertThat(hold.rule()).isEqualTo("rights");
                assertThat(hold.reason())
                    .isEqualTo(
                        "whether a disruption budget is exhausted cannot be told: this user may not"
                            + " list poddisruptionbudgets.policy in %s.".formatted(shop.namespace));
                assertThat(hold.remedy())
                    .contains("Grant the verb 'list' on 'poddisruptionbudgets' of policy");
              });
      assertThat(members.get(0).zone()).as("without the right to read nodes").isEmpty();
    }
  }

  @Test
  void what_gelada_lives_in_is_never_touched() throws Exception {
    shop.deployment("cart", 2, "", "tier: web");
    shop.ready("deployment", "cart");
    java.util.Map<String, String> environment = new java.util.HashMap<>(shop.plane.environment());
    environment.put("GELADA_NAMESPACE", shop.namespace);
    try (Cluster cluster = shop.plane.cluster(environment)) {
      TargetSource source =
          new PodSearch().create(Wanted.in(shop.namespace).settings(), Shop.only(cluster));
      assertThat(Shop.only(source).holds()).extracting(Refusal::rule).contains("never-touch");
    }
  }
}

package dev.gelada.k8s.pod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gelada.core.attack.Attack;
import dev.gelada.core.attack.Effect;
import dev.gelada.core.attack.Prepared;
import dev.gelada.core.attack.Strike;
import dev.gelada.core.attack.StrikeId;
import dev.gelada.core.plugin.Deadline;
import dev.gelada.core.plugin.Refusal;
import dev.gelada.core.plugin.SystemTime;
import dev.gelada.core.target.Target;
import dev.gelada.core.testing.Await;
import dev.gelada.k8s.cluster.Cluster;
import dev.gelada.k8s.cluster.Item;
import dev.gelada.k8s.testing.ControlPlane;
import dev.gelada.k8s.testing.Cutter;
import dev.gelada.k8s.testing.Requests;
import dev.gelada.k8s.testing.Shop;
import dev.gelada.k8s.testing.With;
import io.fabric8.kubernetes.api.model.Pod;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Evictions by a real API server; its audit log tells what they cost. */
@Timeout(180)
class KillPodIT {
  private static final Duration LEASE = Duration.ofSeconds(20);

  private final ControlPlane plane = ControlPlane.shared();
  private final Cluster cluster;
  private final Shop shop;
  private final Requests asked;

  @TempDir Path folder;

  KillPodIT() throws Exception {
    cluster = plane.admin();
    shop = Shop.open(plane, cluster, "kill");
    asked = Requests.of(plane);
  }

  @AfterEach
  void close() {
    cluster.close();
  }

  @Test
  void an_eviction_that_the_budget_allows_strikes_with_one_post() throws Exception {
    shop.workload("Deployment", "web", 3);
    shop.budget("web", "web", 2);
    Strike strike = strike(shop.pods("web").get(0), "deployment", "web");

    assertThat(apply(strike)).isInstanceOf(Effect.Struck.class);

    assertThat(shop.stays(strike.victim().id())).isFalse();
    assertThat(writes()).containsExactly(eviction(strike, 201));
    shop.ready("web", 3);
  }

  @Test
  void an_exhausted_budget_refuses_beforehand_with_the_servers_numbers() throws Exception {
    shop.workload("Deployment", "web", 3);
    shop.budget("web-stays", "web", 3);
    Strike strike = strike(shop.pods("web").get(0), "deployment", "web");

    Refusal no = refused(strike);

    assertThat(no.rule()).isEqualTo("budget");
    assertThat(no.reason()).contains("web-stays", "allows none now", "3 healthy, 3 desired of 3");
    assertThat(writes()).isEmpty();
  }

  @Test
  void a_budget_used_up_since_costs_one_post_and_says_the_servers_numbers() throws Exception {
    shop.workload("Deployment", "web", 3);
    shop.budget("web", "web", 2);
    Strike strike = strike(shop.pods("web").get(0), "deployment", "web");
    Prepared.Intent intent = intent(strike);
    shop.budget("web", "web", 3);
    Await.until("the budget says none", LEASE, () -> allowed("web").equals("0") && computed("web"));

    Effect effect = kill().apply(strike, intent, lease());

    assertThat(effect)
        .isInstanceOfSatisfying(
            Effect.Untouched.class,
            untouched -> {
              assertThat(untouched.why().rule()).isEqualTo("budget");
              assertThat(untouched.why().reason()).contains("needs 3 healthy pods and has 3");
            });
    assertThat(shop.stays(strike.victim().id())).isTrue();
    assertThat(writes()).containsExactly(eviction(strike, 429));
  }

  @Test
  void a_pod_under_two_budgets_is_refused_by_both_names() throws Exception {
    shop.workload("Deployment", "web", 3);
    shop.budget("one", "web", 1);
    Strike strike = strike(shop.pods("web").get(0), "deployment", "web");
    Prepared.Intent before = intent(strike);
    shop.budget("two", "web", 1);

    Refusal no = refused(strike);
    Effect anyway = kill().apply(strike, before, lease());

    assertThat(no.rule()).isEqualTo("budget");
    assertThat(no.reason()).contains("2 disruption budgets", "one, two");
    assertThat(anyway)
        .isInstanceOfSatisfying(
            Effect.Untouched.class,
            untouched -> assertThat(untouched.why().reason()).contains("more than one"));
    assertThat(shop.stays(strike.victim().id())).isTrue();
    assertThat(writes()).containsExactly(eviction(strike, 500));
  }

  @Test
  void a_pod_that_is_terminating_or_gone_or_finished_is_left_alone() throws Exception {
    shop.workload("Deployment", "web", 2);
    Pod leaving = shop.pods("web").get(0);
    Strike strike = strike(leaving, "deployment", "web");
    Prepared.Intent intent = intent(strike);
    shop.kubectl("annotate", "pod", leaving.getMetadata().getName(), "fixture/gone-after=4s");
    shop.kubectl("delete", "pod", leaving.getMetadata().getName(), "--wait=false");

    assertThat(refused(strike).rule()).isEqualTo("terminating");
    assertThat(rule(kill().apply(strike, intent, lease()))).isEqualTo("terminating");
    Await.until("gone", LEASE, () -> shop.pods("web").stream().noneMatch(leaving::equals));
    shop.ready("web", 2);
    assertThat(refused(strike).rule()).isEqualTo("gone");
    assertThat(rule(kill().apply(strike, intent, lease()))).isEqualTo("gone");
    assertThat(writes()).isEmpty();
  }

  @Test
  void a_finished_pod_has_nothing_to_lose() throws Exception {
    Pod pod = shop.bare("once");
    Await.until("running", LEASE, () -> "Running".equals(phase("once")));
    shop.kubectl(
        "patch",
        "pod",
        "once",
        "--subresource=status",
        "-p",
        "{\"status\":{\"phase\":\"Failed\"}}");

    assertThat(refused(strike(pod, "pod", "once")).rule()).isEqualTo("finished");
  }

  @Test
  void a_successor_of_the_same_name_is_never_hit() throws Exception {
    shop.workload("StatefulSet", "db", 1);
    Pod first = shop.pod("db-0");
    Strike strike = strike(first, "statefulset", "db");
    Prepared.Intent intent = intent(strike);
    shop.delete(first);
    shop.ready("db", 1);
    Target successor = target(shop.pod("db-0"), "statefulset", "db");

    assertThat(refused(strike).rule()).isEqualTo("identity");
    assertThat(rule(kill().apply(strike, intent, lease()))).isEqualTo("identity");
    assertThat(shop.stays(successor.id())).isTrue();
    assertThat(writes()).isEmpty();
  }

  @Test
  void the_request_itself_cannot_hit_a_successor_either() throws Exception {
    shop.workload("StatefulSet", "db", 1);
    Pod first = shop.pod("db-0");
    shop.delete(first);
    shop.ready("db", 1);
    Target successor = target(shop.pod("db-0"), "statefulset", "db");
    Target victim = target(first, "statefulset", "db");
    Item seen =
        new Removal(cluster, PodPath.of(victim.id()), successor.id().uid())
            .now(LEASE)
            .orElseThrow();
    Removal late = new Removal(cluster, PodPath.of(victim.id()), victim.id().uid());

    assertThat(rule(late.by(new Way.Evict(), seen, lease()))).isEqualTo("identity");
    assertThat(rule(late.by(new Way.Delete(Duration.ZERO), seen, lease()))).isEqualTo("identity");
    assertThat(shop.stays(successor.id())).isTrue();
  }

  @Test
  void a_lost_answer_is_found_out_by_the_uid_and_the_successor_lives() throws Exception {
    shop.workload("StatefulSet", "db", 1);
    Strike strike = strike(shop.pod("db-0"), "statefulset", "db");
    try (Cutter cutter = new Cutter(plane);
        Cluster through = plane.cluster(cutter.environment(plane.environment(), folder))) {
      Attack kill = new KillPod().create(new KillPod.Settings(false), new With(through));
      Prepared.Intent intent = (Prepared.Intent) kill.prepare(strike);
      Removal removal =
          new Removal(through, PodPath.of(strike.victim().id()), strike.victim().id().uid());
      Item seen = removal.now(LEASE).orElseThrow();
      cutter.mute();
      CompletableFuture<Effect> answer =
          CompletableFuture.supplyAsync(() -> removal.by(new Way.Evict(), seen, lease()));
      Await.until("the server did it", LEASE, () -> writes().contains(eviction(strike, 201)));
      Await.until("the successor is there", LEASE, () -> !shop.stays(strike.victim().id()));
      shop.ready("db", 1);
      Target successor = target(shop.pod("db-0"), "statefulset", "db");
      cutter.cut();

      assertThat(answer.get(20, TimeUnit.SECONDS))
          .isInstanceOfSatisfying(
              Effect.Struck.class,
              struck -> assertThat(struck.details().get("how")).contains("lost"));
      assertThat(rule(kill.apply(strike, intent, lease()))).isEqualTo("identity");
      Await.throughout(
          "the successor lives", Duration.ofSeconds(3), () -> shop.stays(successor.id()));
      assertThat(writes()).containsExactly(eviction(strike, 201));
    }
  }

  @Test
  void deletion_asks_no_budget_and_only_under_its_own_name() throws Exception {
    shop.workload("Deployment", "web", 3);
    shop.budget("web", "web", 3);
    Strike strike = strike(shop.pods("web").get(0), "deployment", "web");
    Attack delete =
        new DeletePod().create(new DeletePod.Settings(Duration.ofSeconds(1)), new With(cluster));

    Prepared.Intent intent = (Prepared.Intent) delete.prepare(strike);
    assertThat(delete.apply(strike, intent, lease())).isInstanceOf(Effect.Struck.class);

    assertThat(shop.stays(strike.victim().id())).isFalse();
    assertThat(writes()).containsExactly(new Requests.Request("delete", "pods", name(strike), 200));
    assertThatThrownBy(() -> new KillPod().create(new KillPod.Settings(true), new With(cluster)))
        .hasMessageContaining("delete-pod");
    assertThat(new DeletePod().leave()).isEqualTo(dev.gelada.core.attack.Leave.ALWAYS);
  }

  private Attack kill() {
    return new KillPod().create(new KillPod.Settings(false), new With(cluster));
  }

  private Effect apply(Strike strike) throws Exception {
    return kill().apply(strike, intent(strike), lease());
  }

  private Prepared.Intent intent(Strike strike) throws Exception {
    return (Prepared.Intent) kill().prepare(strike);
  }

  private Refusal refused(Strike strike) throws Exception {
    return ((Prepared.Refused) kill().prepare(strike)).why().get(0);
  }

  private static String rule(Effect effect) {
    return ((Effect.Untouched) effect).why().rule();
  }

  private static Deadline lease() {
    return Deadline.in(LEASE, new SystemTime());
  }

  private Target target(Pod pod, String kind, String group) throws Exception {
    return shop.target(pod, kind, shop.namespace() + "/" + group);
  }

  private Strike strike(Pod pod, String kind, String group) throws Exception {
    return new Strike(
        new StrikeId("kill0000000000000001"), "kill-pod", target(pod, kind, group), null, 1);
  }

  private List<Requests.Request> writes() throws Exception {
    return asked.in(shop.namespace()).stream().filter(Requests.Request::writes).toList();
  }

  private static Requests.Request eviction(Strike strike, int code) {
    return new Requests.Request("create", "pods/eviction", name(strike), code);
  }

  private static String name(Strike strike) {
    return PodPath.of(strike.victim().id()).name();
  }

  private String allowed(String budget) {
    return shop.kubectl("get", "pdb", budget, "-o", "jsonpath={.status.disruptionsAllowed}");
  }

  private boolean computed(String budget) {
    String both =
        shop.kubectl(
            "get",
            "pdb",
            budget,
            "-o",
            "jsonpath={.status.observedGeneration}={.metadata.generation}");
    return both.split("=")[0].equals(both.split("=")[1]);
  }

  private String phase(String pod) {
    return shop.pod(pod).getStatus().getPhase();
  }
}

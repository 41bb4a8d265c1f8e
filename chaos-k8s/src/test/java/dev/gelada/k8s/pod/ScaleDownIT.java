package dev.gelada.k8s.pod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gelada.core.attack.Attack;
import dev.gelada.core.attack.Effect;
import dev.gelada.core.attack.Prepared;
import dev.gelada.core.attack.Strike;
import dev.gelada.core.attack.StrikeId;
import dev.gelada.core.attack.Undo;
import dev.gelada.core.attack.Undone;
import dev.gelada.core.plan.Amount;
import dev.gelada.core.plugin.Deadline;
import dev.gelada.core.plugin.Refusal;
import dev.gelada.core.plugin.SystemTime;
import dev.gelada.core.testing.Await;
import dev.gelada.k8s.cluster.Cluster;
import dev.gelada.k8s.testing.ControlPlane;
import dev.gelada.k8s.testing.Cutter;
import dev.gelada.k8s.testing.Requests;
import dev.gelada.k8s.testing.Shop;
import dev.gelada.k8s.testing.With;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Numbers of replicas that go down and come back, and those that are somebody else's by then. */
@Timeout(180)
class ScaleDownIT {
  private static final Duration LEASE = Duration.ofSeconds(20);

  private final ControlPlane plane = ControlPlane.shared();
  private final Cluster cluster;
  private final Shop shop;
  private final Requests asked;

  @TempDir Path folder;

  ScaleDownIT() throws Exception {
    cluster = plane.admin();
    shop = Shop.open(plane, cluster, "scale");
    asked = Requests.of(plane);
  }

  @AfterEach
  void close() {
    cluster.close();
  }

  @Test
  void a_percentage_is_rounded_down_and_takes_what_goes() throws Exception {
    shop.settled("web", 3);
    Strike strike = strike("deployment", "web");

    Prepared.Intent intent = intent(by(new Amount(50, true)), strike);

    assertThat(intent.takes()).containsExactly(new Prepared.Take(strike.victim().group(), 1));
    assertThat(recipe(intent).args()).containsEntry("from", "3").containsEntry("to", "2");
    assertThat(recipe(intent).expiry()).isEqualTo(Undo.Expiry.ATTENDED);
    assertThat(refused(by(new Amount(30, true)), strike).rule()).isEqualTo("replicas");
    assertThat(writes()).isEmpty();
  }

  @Test
  void one_patch_lowers_it_and_one_puts_it_back() throws Exception {
    shop.workload("StatefulSet", "db", 3);
    shop.quiet("statefulset", "db");
    Strike strike = strike("statefulset", "db");
    Prepared.Intent intent = intent(to(1), strike);

    assertThat(apply(to(1), strike, intent)).isInstanceOf(Effect.Struck.class);
    assertThat(replicas("statefulset", "db")).isEqualTo("1");
    assertThat(mark("statefulset", "db")).isEqualTo(strike.id().value());
    shop.ready("db", 1);
    assertThat(undo(strike, intent)).isInstanceOf(Undone.Restored.class);

    assertThat(replicas("statefulset", "db")).isEqualTo("3");
    assertThat(mark("statefulset", "db")).isEmpty();
    assertThat(writes()).hasSize(2).allMatch(write -> write.verb().equals("patch"));
    shop.ready("db", 3);
  }

  @Test
  void what_an_autoscaler_or_an_owner_holds_is_left_alone() throws Exception {
    shop.settled("web", 2);
    String set =
        shop.kubectl("get", "rs", "-l", "app=web", "-o", "jsonpath={.items[0].metadata.name}");
    shop.kubectl("autoscale", "deployment", "web", "--min=1", "--max=3");

    assertThat(refused(to(1), strike("deployment", "web")).rule()).isEqualTo("autoscaler");
    assertThat(refused(to(1), strike("replicaset", set)).rule()).isEqualTo("owned");
    assertThat(refused(to(2), strike("deployment", "web")).rule()).isEqualTo("replicas");
    assertThatThrownBy(() -> new ScaleDown().create(new ScaleDown.Settings(null, null), with()))
        .hasMessageContaining("either to");
  }

  @Test
  void somebody_elses_number_stays() throws Exception {
    shop.settled("web", 3);
    Strike strike = strike("deployment", "web");
    Prepared.Intent intent = intent(to(1), strike);
    apply(to(1), strike, intent);
    shop.kubectl("scale", "deployment", "web", "--replicas=2");

    assertThat(undo(strike, intent))
        .isInstanceOfSatisfying(
            Undone.Conflict.class,
            conflict -> assertThat(conflict.why()).contains("it wants 2", "3 before", "1 by it"));
    assertThat(replicas("deployment", "web")).isEqualTo("2");
    assertThat(refused(to(1), strike("deployment", "web")).rule()).isEqualTo("conflict");

    shop.kubectl("scale", "deployment", "web", "--replicas=3");
    assertThat(undo(strike, intent)).isInstanceOf(Undone.Restored.class);
    assertThat(mark("deployment", "web")).isEmpty();
  }

  @Test
  void a_workload_that_has_gone_or_come_again_is_not_scaled() throws Exception {
    shop.settled("web", 2);
    Strike strike = strike("deployment", "web");
    Prepared.Intent intent = intent(to(1), strike);
    apply(to(1), strike, intent);
    shop.kubectl("delete", "deployment", "web");
    assertThat(undo(strike, intent)).isInstanceOf(Undone.Gone.class);
    shop.settled("web", 2);

    assertThat(undo(strike, intent)).isInstanceOf(Undone.Gone.class);
    assertThat(replicas("deployment", "web")).isEqualTo("2");
    Effect again = apply(to(1), strike, intent);
    assertThat(((Effect.Untouched) again).why().rule()).isEqualTo("identity");
  }

  @Test
  void what_was_changed_since_it_was_judged_is_not_touched() throws Exception {
    shop.settled("web", 3);
    Strike strike = strike("deployment", "web");
    Prepared.Intent intent = intent(to(1), strike);
    shop.kubectl("annotate", "deployment", "web", "somebody=was-here");

    assertThat(((Effect.Untouched) apply(to(1), strike, intent)).why().rule())
        .isEqualTo("conflict");
    assertThat(replicas("deployment", "web")).isEqualTo("3");
  }

  @Test
  void a_request_that_comes_after_the_undo_changes_nothing() throws Exception {
    shop.settled("web", 3);
    Strike strike = strike("deployment", "web");
    Prepared.Intent intent = intent(to(1), strike);
    Lent seen = loan(cluster).now(LEASE).orElseThrow();

    assertThat(undo(strike, intent)).isInstanceOf(Undone.Restored.class);
    assertThat(writes()).as("the version is moved on and nothing is left").hasSize(2);
    Effect late = loan(cluster).send(strike.id(), seen, new Replicas(3, 1), lease());

    assertThat(((Effect.Untouched) late).why().rule()).isEqualTo("conflict");
    assertThat(replicas("deployment", "web")).isEqualTo("3");
    assertThat(shop.kubectl("get", "deployment", "web", "-o", "jsonpath={.metadata.annotations}"))
        .doesNotContain("gelada/scale-down");
    assertThat(undo(strike, intent)).isInstanceOf(Undone.Restored.class);
    assertThat(writes()).as("a second undo has nothing to do").hasSize(3);
  }

  @Test
  void a_lost_answer_is_found_out_by_the_mark() throws Exception {
    shop.settled("web", 3);
    Strike strike = strike("deployment", "web");
    Prepared.Intent intent = intent(to(1), strike);
    try (Cutter cutter = new Cutter(plane);
        Cluster through = plane.cluster(cutter.environment(plane.environment(), folder))) {
      Lent seen = loan(through).now(LEASE).orElseThrow();
      cutter.mute();
      CompletableFuture<Effect> answer =
          CompletableFuture.supplyAsync(
              () -> loan(through).send(strike.id(), seen, new Replicas(3, 1), lease()));
      Await.until("done", LEASE, () -> replicas("deployment", "web").equals("1"));
      cutter.cut();

      assertThat(answer.get(20, TimeUnit.SECONDS))
          .isInstanceOfSatisfying(
              Effect.Struck.class, struck -> assertThat(struck.details()).containsKey("answer"));
    }
    assertThat(writes()).hasSize(1);
    assertThat(undo(strike, intent)).isInstanceOf(Undone.Restored.class);
    assertThat(replicas("deployment", "web")).isEqualTo("3");
  }

  private Loan loan(Cluster through) {
    return new Loan(
        through,
        "deployment web",
        "/apis/apps/v1/namespaces/%s/deployments/web".formatted(shop.namespace()),
        ScaleDown.MARK);
  }

  private With with() {
    return new With(cluster);
  }

  private Attack to(int replicas) {
    return new ScaleDown().create(new ScaleDown.Settings(replicas, null), with());
  }

  private Attack by(Amount amount) {
    return new ScaleDown().create(new ScaleDown.Settings(null, amount), with());
  }

  private static Prepared.Intent intent(Attack attack, Strike strike) throws Exception {
    return (Prepared.Intent) attack.prepare(strike);
  }

  private static Refusal refused(Attack attack, Strike strike) throws Exception {
    return ((Prepared.Refused) attack.prepare(strike)).why().get(0);
  }

  private static Effect apply(Attack attack, Strike strike, Prepared.Intent intent)
      throws Exception {
    return attack.apply(strike, intent, lease());
  }

  private Undone undo(Strike strike, Prepared.Intent intent) throws Exception {
    return new ScaleDown().revert(strike.id(), recipe(intent), with(), lease());
  }

  private static Undo.Recipe recipe(Prepared.Intent intent) {
    return (Undo.Recipe) intent.undo();
  }

  private static Deadline lease() {
    return Deadline.in(LEASE, new SystemTime());
  }

  private Strike strike(String kind, String name) throws Exception {
    return new Strike(
        new StrikeId("scale000000000000001"),
        "scale-down",
        shop.workloadTarget(kind, name),
        Instant.now().plusSeconds(60),
        1);
  }

  private String replicas(String kind, String name) {
    return shop.kubectl("get", kind, name, "-o", "jsonpath={.spec.replicas}");
  }

  private String mark(String kind, String name) {
    return shop.kubectl(
        "get", kind, name, "-o", "jsonpath={.metadata.annotations.gelada/scale-down}");
  }

  private List<Requests.Request> writes() throws Exception {
    return asked.in(shop.namespace()).stream().filter(Requests.Request::writes).toList();
  }
}

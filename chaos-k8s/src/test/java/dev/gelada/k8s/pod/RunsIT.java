package dev.gelada.k8s.pod;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gelada.core.Wish;
import dev.gelada.core.plugin.Refusal;
import dev.gelada.core.run.Outcome;
import dev.gelada.core.run.Progress;
import dev.gelada.core.trail.Claim;
import dev.gelada.k8s.cluster.Cluster;
import dev.gelada.k8s.testing.ControlPlane;
import dev.gelada.k8s.testing.Requests;
import dev.gelada.k8s.testing.Runs;
import dev.gelada.k8s.testing.Shop;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whole files, from the source to the trail, on a real API server. */
@Timeout(180)
class RunsIT {
  private final ControlPlane plane = ControlPlane.shared();
  private final Cluster cluster;
  private final Shop shop;

  @TempDir Path folder;
  private Runs runs;

  RunsIT() throws Exception {
    cluster = plane.admin();
    shop = Shop.open(plane, cluster, "runs");
  }

  @BeforeEach
  void open() throws Exception {
    runs = Runs.inMemory(plane.environment(), folder);
  }

  @AfterEach
  void close() throws Exception {
    runs.close();
    cluster.close();
  }

  @Test
  void two_pods_are_evicted_and_the_run_holds() throws Exception {
    shop.settled("web", 3);
    Requests asked = Requests.of(plane);

    Outcome outcome = runs.run(file("{count: 2}", "maxVictims: 2", "kill-pod: {target: web}"));

    assertThat(outcome.exit()).as(outcome.verdict()).isEqualTo(Outcome.HELD);
    assertThat(outcome.claims())
        .extracting(Claim::state)
        .containsOnly(Claim.State.STRUCK)
        .hasSize(2);
    assertThat(writes(asked)).hasSize(2).allMatch(r -> r.resource().equals("pods/eviction"));
    shop.ready("web", 3);
  }

  @Test
  void a_singleton_is_refused_though_an_eviction_would_be_allowed() throws Exception {
    shop.settled("web", 1);
    Requests asked = Requests.of(plane);

    assertThat(refused("{count: 1}", "minHealthy: 0", "kill-pod: {target: web}"))
        .contains("singleton");
    assertThat(writes(asked)).isEmpty();
  }

  @Test
  void an_exhausted_budget_refuses_the_run_and_nothing_is_sent() throws Exception {
    shop.settled("web", 3);
    shop.budget("web", "web", 3);
    Requests asked = Requests.of(plane);

    assertThat(refused("{count: 1}", "minHealthy: 1", "kill-pod: {target: web}"))
        .contains("budget");
    assertThat(writes(asked)).isEmpty();
  }

  @Test
  void a_deletion_needs_the_policys_leave_by_name() throws Exception {
    shop.settled("web", 3);
    String step = "delete-pod: {target: web, gracePeriod: 0s}";
    assertThat(refused("{count: 1}", "minHealthy: 1", step)).isNotEmpty();

    runs.allow("attacks: [delete-pod]");
    Outcome outcome = runs.run(file("{count: 1}", "minHealthy: 1", step));

    assertThat(outcome.exit()).as(outcome.verdict()).isEqualTo(Outcome.HELD);
  }

  @Test
  void a_dry_run_writes_nothing_but_events() throws Exception {
    shop.settled("web", 3);
    runs.allow("attended: true, attacks: [delete-pod]");
    String steps =
        """
        kill-pod: {target: web}
          - delete-pod: {target: web}
          - scale-down: {target: all, to: 2, for: 3s, attended: true}
        """
            .strip();
    Requests asked = Requests.of(plane);

    Outcome outcome =
        runs.trail()
            .run(
                runs.errand(
                    file("{count: 1}", "maxVictims: 3", steps),
                    new Wish(true, "", "", null, Map.of())),
                Progress.SILENT);

    assertThat(outcome.exit()).as(outcome.verdict()).isEqualTo(Outcome.HELD);
    assertThat(asked.in(shop.namespace())).as("it looked").isNotEmpty();
    assertThat(writes(asked)).isEmpty();
    shop.ready("web", 3);
  }

  private List<String> refused(String pick, String limit, String step) throws Exception {
    Outcome outcome = runs.run(file(pick, limit, step));
    assertThat(outcome.exit()).as(outcome.verdict()).isEqualTo(Outcome.REFUSED);
    return outcome.refusals().stream().map(Refusal::rule).toList();
  }

  /** Events aside: they only say what was done, and what would be. */
  private List<Requests.Request> writes(Requests asked) throws Exception {
    return asked.in(shop.namespace()).stream()
        .filter(Requests.Request::writes)
        .filter(request -> !request.resource().equals("events"))
        .toList();
  }

  private String file(String pick, String limit, String steps) {
    return """
        gelada: 1
        name: runs
        why: The run is a test
        targets:
          web: {pods: {namespaces: [%1$s], labels: {app: web}}, pick: %2$s}
          all: {workloads: {namespaces: [%1$s], names: [web]}}
        limits: {window: {always: true, zone: UTC}, perGroup: unlimited, %3$s}
        steps:
          - %4$s
        """
        .formatted(shop.namespace(), pick, limit, steps);
  }
}

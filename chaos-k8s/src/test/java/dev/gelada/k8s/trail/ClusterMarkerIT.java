package dev.gelada.k8s.trail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gelada.core.plugin.Refusal;
import dev.gelada.k8s.cluster.Cluster;
import dev.gelada.k8s.testing.ControlPlane;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One trail a cluster, and what is said where that cannot be found out. */
@Timeout(120)
class ClusterMarkerIT {
  private final ControlPlane plane = ControlPlane.shared();
  private final String home = plane.namespace("home");

  private Cluster cluster(Map<String, String> environment, String in) throws Exception {
    Map<String, String> all = new HashMap<>(environment);
    all.put("GELADA_NAMESPACE", in);
    return plane.cluster(all);
  }

  @Test
  void the_first_trail_that_strikes_becomes_the_clusters_and_another_is_refused() throws Exception {
    try (Cluster cluster = cluster(plane.environment(), home)) {
      ClusterMarker marker = new ClusterMarker(cluster);
      assertThat(marker.check("one", false)).isEmpty();
      assertThat(marker.check("two", true)).isEmpty();
      assertThat(marker.check("two", true)).isEmpty();
      assertThat(marker.check("one", false))
          .get()
          .satisfies(
              no -> {
                assertThat(no.rule()).isEqualTo("trail.mismatch");
                assertThat(no.reason()).contains("guarded by trail two", "this is trail one");
                assertThat(no.remedy()).contains("kubectl delete configmap gelada-marker -n");
              });
    }
  }

  @Test
  void of_many_that_ask_at_once_one_becomes_it() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(8);
    try (Cluster cluster = cluster(plane.environment(), home)) {
      List<Future<Optional<Refusal>>> answers = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        String trail = "t" + i;
        answers.add(pool.submit(() -> new ClusterMarker(cluster).check(trail, true)));
      }
      int allowed = 0;
      for (Future<Optional<Refusal>> each : answers) {
        allowed += each.get().isEmpty() ? 1 : 0;
      }
      assertThat(allowed).isEqualTo(1);
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void a_missing_home_and_missing_rights_are_refusals_that_say_what_to_do(@TempDir Path folder)
      throws Exception {
    Map<String, String> reader =
        Accounts.may(plane, home, "marks-reader", "get", "configmaps", folder);
    try (Cluster nowhere = cluster(plane.environment(), home + "-not");
        Cluster closed = cluster(Accounts.may(plane, home, "marks-not", "", "", folder), home);
        Cluster reading = cluster(reader, home)) {
      assertThat(new ClusterMarker(nowhere).check("one", false)).isEmpty();
      assertThat(new ClusterMarker(nowhere).check("one", true))
          .get()
          .satisfies(no -> assertThat(no.remedy()).contains("kubectl create namespace"));
      assertThat(new ClusterMarker(closed).check("one", false))
          .get()
          .satisfies(no -> assertThat(no.reason()).contains("no right to get configmaps"));
      assertThat(new ClusterMarker(reading).check("one", true))
          .get()
          .satisfies(no -> assertThat(no.reason()).contains("no right to create configmaps"));
    }
  }
}

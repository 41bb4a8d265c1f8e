package dev.gelada.k8s.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gelada.k8s.testing.ControlPlane;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Yes, no and lost, from a real API server. */
@Timeout(180)
class ClusterIT {
  private static final Duration BOUND = Duration.ofSeconds(10);

  private final ControlPlane plane = ControlPlane.shared();
  private final String namespace = plane.namespace("cluster");
  private Cluster cluster;

  ClusterIT() throws Exception {
    cluster = plane.admin();
  }

  @BeforeEach
  void open() throws Exception {
    cluster.close();
    cluster = plane.admin();
  }

  @AfterEach
  void close() {
    cluster.close();
  }

  @Test
  void a_cluster_is_told_by_the_uid_of_kube_system() throws Exception {
    assertThat(cluster.place().scheme()).isEqualTo("k8s");
    assertThat(cluster.place().id())
        .isEqualTo(plane.kubectl("get", "ns", "kube-system", "-o", "jsonpath={.metadata.uid}"));
  }

  @Test
  void an_answer_is_yes_or_no_with_the_servers_words() throws Exception {
    String maps = "/api/v1/namespaces/" + namespace + "/configmaps";
    String one = "{\"metadata\":{\"name\":\"one\"}}";

    assertThat(cluster.api().send(Api.Request.post(maps, one), BOUND))
        .isInstanceOfSatisfying(Reply.Yes.class, yes -> assertThat(yes.code()).isEqualTo(201));
    assertThat(cluster.api().send(Api.Request.post(maps, one), BOUND))
        .isInstanceOfSatisfying(
            Reply.No.class,
            no -> {
              assertThat(no.code()).isEqualTo(409);
              assertThat(no.message()).contains("already exists");
            });
    assertThat(cluster.api().send(Api.Request.get(maps + "/two"), BOUND))
        .isInstanceOfSatisfying(Reply.No.class, no -> assertThat(no.code()).isEqualTo(404));
  }

  @Test
  void without_time_for_it_an_answer_is_lost() throws Exception {
    assertThat(cluster.api().send(Api.Request.get("/api/v1/namespaces"), Duration.ofMillis(1)))
        .isInstanceOf(Reply.Lost.class);
  }
}

package dev.gelada.k8s.workload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gelada.core.target.Group;
import dev.gelada.core.target.GroupId;
import dev.gelada.core.target.TargetSource;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Where an opt-in may stand, and whose pods are whose. */
@Timeout(180)
class OptInIT {
  private static Shop shop;

  @BeforeAll
  static void open() throws Exception {
    shop = new Shop("optin");
    shop.deployment("by-label", 2, "gelada/enabled: 'true'", "tier: web");
    shop.deployment("by-pod", 2, "", "gelada/enabled: 'true'");
    shop.deployment("by-annotation", 2, "", "tier: web");
    shop.kubectl("annotate", "deployment", "by-annotation", "gelada/enabled=true");
    shop.deployment("out-by-annotation", 2, "gelada/enabled: 'true'", "tier: web");
    shop.kubectl("annotate", "deployment", "out-by-annotation", "gelada/enabled=False");
    shop.deployment("nothing", 2, "", "tier: web");
    shop.deployment("pods-by-annotation", 2, "", "tier: back");
    for (String name : List.of("by-label", "by-pod", "by-annotation", "pods-by-annotation")) {
      shop.ready("deployment", name);
    }
    shop.kubectl("annotate", "pods", "-l", "app=pods-by-annotation", "gelada/enabled=true");
  }

  @AfterAll
  static void close() {
    shop.close();
  }

  private static List<String> found(OptInPlace... places) throws Exception {
    return Shop.names(source(places), Shop.OPTED_IN).stream()
        .map(name -> name.replace("deployment ", ""))
        .toList();
  }

  private static TargetSource source(OptInPlace... places) {
    Wanted wanted = Wanted.in(shop.namespace);
    return new PodSearch()
        .create(
            (places.length == 0 ? wanted : wanted.optInFrom(places)).settings(),
            shop.connections());
  }

  @Test
  void labels_of_workload_and_pod_without_being_told() throws Exception {
    assertThat(found()).containsExactly("by-label", "by-pod", "out-by-annotation");
  }

  @Test
  void annotations_and_the_namespace_when_asked_for() throws Exception {
    assertThat(found(OptInPlace.WORKLOAD, OptInPlace.ANNOTATIONS))
        .contains("by-label", "by-annotation", "pods-by-annotation")
        .doesNotContain("nothing");
    assertThat(found(OptInPlace.NAMESPACE)).isEmpty();
    shop.plane.kubectl("label", "namespace", shop.namespace, "gelada/enabled=true");
    try {
      assertThat(found(OptInPlace.NAMESPACE)).hasSize(6);
      assertThat(found(OptInPlace.WORKLOAD)).hasSize(2);
      Group group = source().group(id("nothing")).orElseThrow();
      assertThat(group.around()).containsEntry("gelada/enabled", "true");
      assertThat(group.labels()).doesNotContainKey("gelada/enabled");
    } finally {
      shop.plane.kubectl("label", "namespace", shop.namespace, "gelada/enabled-");
    }
  }

  @Test
  void an_opt_out_by_annotation_shows_though_a_label_opts_in() throws Exception {
    assertThat(source().group(id("out-by-annotation")).orElseThrow().labels())
        .containsEntry("gelada/enabled", "False");
  }

  @Test
  void long_annotations_such_as_kubectls_own_are_left_out() throws Exception {
    assertThat(source().group(id("by-label")).orElseThrow().labels())
        .doesNotContainKey("kubectl.kubernetes.io/last-applied-configuration");
  }

  @Test
  void a_pod_that_only_looks_like_one_of_a_workload_is_none_of_its_own() throws Exception {
    shop.plane.apply(
        """
        apiVersion: apps/v1
        kind: ReplicaSet
        metadata: {name: stranger, namespace: %s}
        spec:
          replicas: 1
          selector: {matchLabels: {mine: "yes"}}
          template:
            metadata: {labels: {mine: "yes", app: nothing, tier: web}}
            spec: {containers: [{name: main, image: none}]}
        """
            .formatted(shop.namespace));
    Shop.until(
        "three look like it",
        () -> shop.kubectl("get", "pods", "-l", "app=nothing", "-o", "name").lines().count() == 3);

    assertThat(source().members(id("nothing")))
        .hasSize(2)
        .noneMatch(pod -> pod.id().name().contains("stranger"));
    shop.kubectl("delete", "rs", "stranger");
  }

  @Test
  void pods_that_ended_are_no_members() throws Exception {
    String name = source().members(id("by-pod")).findFirst().orElseThrow().id().name();
    String pod = name.substring(name.indexOf('/') + 1);
    shop.kubectl(
        "patch",
        "pod",
        pod,
        "--subresource=status",
        "--type=merge",
        "-p",
        "{\"status\":{\"phase\":\"Failed\"}}");

    Shop.until(
        "its successor is there",
        () ->
            source().members(id("by-pod")).count() == 2
                && source()
                    .members(id("by-pod"))
                    .noneMatch(other -> other.id().name().equals(name)));
  }

  private static GroupId id(String name) throws Exception {
    return new GroupId(shop.cluster.place(), "deployment", shop.namespace + "/" + name);
  }
}

package dev.gelada.k8s.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gelada.core.target.TargetSource;
import dev.gelada.k8s.cluster.Trouble;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every form of selector, held against what the API server itself answers to kubectl. */
@Timeout(180)
class SelectorTableIT {
  private static final String NAMES = "jsonpath={range .items[*]}{.metadata.name}{\"\\n\"}{end}";

  private static Shop shop;
  private static String other;

  @BeforeAll
  static void open() throws Exception {
    shop = new Shop("table");
    shop.deployment("cart", 2, "", "tier: web, canary: 'false', rank: '1'");
    shop.deployment("till", 2, "", "tier: web, canary: 'true', example.org/team: blue");
    shop.deployment("bell", 1, "", "tier: back, empty: ''");
    shop.workload("StatefulSet", "store", 2, "", "tier: data, rank: '2'", "serviceName: store");
    shop.ready("deployment", "cart");
    shop.ready("deployment", "till");
    shop.ready("deployment", "bell");
    shop.ready("statefulset", "store");
    shop.kubectl("annotate", "pods", "-l", "tier=web", "owner=kim");
    shop.kubectl("annotate", "pods", "-l", "app=till", "note=with blanks");
    other = shop.plane.namespace("table-other");
    shop.plane.kubectl("label", "namespace", other, "team=red", "stage=test");
    shop.plane.kubectl("label", "namespace", shop.namespace, "team=blue", "stage=test");
    shop.plane.kubectl("create", "deployment", "lamp", "--image=none", "-n", other);
    shop.plane.kubectl("rollout", "status", "deployment/lamp", "-n", other);
  }

  @AfterAll
  static void close() {
    shop.close();
  }

  private static List<String> ours(Wanted wanted) throws Exception {
    TargetSource source = new PodSearch().create(wanted.settings(), shop.connections());
    return Shop.members(source).stream()
        .map(pod -> pod.id().name().replaceFirst(".*/", ""))
        .sorted()
        .toList();
  }

  private static List<String> here(UnaryOperator<Wanted> more) throws Exception {
    return ours(more.apply(Wanted.in(shop.namespace)));
  }

  private static List<String> kubectl(String... arguments) {
    String[] line =
        Stream.concat(Stream.of("get", "pods", "-o", NAMES), Arrays.stream(arguments))
            .toArray(String[]::new);
    return shop.kubectl(line).lines().filter(name -> !name.isBlank()).sorted().toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tier=web",
        "tier==web",
        "tier!=web",
        "tier",
        "!canary",
        "canary",
        "tier in (web,back)",
        "tier in (web)",
        "tier notin (web,back)",
        "canary notin (true)",
        "tier=web,canary=true",
        "tier = web , canary != true",
        "tier in ( web , data ),!canary",
        "example.org/team=blue",
        "example.org/team",
        "!example.org/team,tier",
        "empty=",
        "empty!=",
        "empty in (,x)",
        "empty",
        "in=web",
        "notin",
        "rank in (1,2),tier!=data",
        "app=cart,app=till",
        "tier=nothing",
      })
  void labels(String selector) throws Exception {
    assertThat(here(wanted -> wanted.labels(selector))).isEqualTo(kubectl("-l", selector));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "status.phase=Running",
        "status.phase!=Running",
        "spec.nodeName=fake-node-1",
        "spec.nodeName!=fake-node-1",
        "status.phase=Running,spec.nodeName!=fake-node-0",
        "metadata.name=store-1",
        "metadata.name!=store-1, status.phase==Running",
        "spec.restartPolicy=Always",
        "spec.schedulerName=none",
      })
  void fields(String selector) throws Exception {
    assertThat(here(wanted -> wanted.fields(selector)))
        .isEqualTo(kubectl("--field-selector", selector.replace(" ", "")));
  }

  @Test
  void a_field_that_the_server_cannot_select_by_is_an_error_and_not_an_empty_answer() {
    assertThatThrownBy(() -> here(wanted -> wanted.fields("spec.colour=red")))
        .isInstanceOf(Trouble.class)
        .hasMessageContaining("could not list pods in " + shop.namespace)
        .hasMessageContaining("field label not supported: spec.colour");
  }

  @Test
  void labels_as_a_map_and_with_fields() throws Exception {
    assertThat(here(wanted -> wanted.labels(Map.of("tier", "web", "canary", "false"))))
        .isEqualTo(kubectl("-l", "tier=web,canary=false"));
    assertThat(here(wanted -> wanted.labels("tier=web").fields("spec.nodeName!=fake-node-2")))
        .isEqualTo(kubectl("-l", "tier=web", "--field-selector", "spec.nodeName!=fake-node-2"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"owner=kim", "owner!=kim", "owner", "!owner", "note,owner in (kim,jo)"})
  void annotations_have_the_meaning_that_labels_would_have(String selector) throws Exception {
    List<String> web = kubectl("-l", "tier=web");
    List<String> wanted =
        switch (selector) {
          case "owner=kim", "owner" -> web;
          case "note,owner in (kim,jo)" -> kubectl("-l", "app=till");
          default -> kubectl("-l", "tier!=web");
        };

    assertThat(here(settings -> settings.annotations(selector))).isEqualTo(wanted).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"store-.*", "store-0", "store", "cart-.*|bell-.*", ".*-1", "[ct].*"})
  void names_match_as_a_whole(String name) throws Exception {
    Pattern pattern = Pattern.compile(name);
    assertThat(here(wanted -> wanted.names(name)))
        .isEqualTo(kubectl().stream().filter(n -> pattern.matcher(n).matches()).toList());
  }

  @Test
  void several_names_are_alternatives() throws Exception {
    assertThat(here(wanted -> wanted.names("store-0", "store-1")))
        .containsExactly("store-0", "store-1");
  }

  @Test
  void namespaces_by_name_and_by_label() throws Exception {
    assertThat(ours(Wanted.in(other))).hasSize(1).allMatch(name -> name.startsWith("lamp-"));
    assertThat(ours(Wanted.in(shop.namespace, other))).hasSize(8);
    assertThat(ours(Wanted.in(shop.namespace, other).namespaceLabels("team=red"))).hasSize(1);
    assertThat(ours(Wanted.in(shop.namespace, other).namespaceLabels("team in (red,blue),stage")))
        .hasSize(8);
    assertThat(ours(Wanted.in(shop.namespace, other).namespaceLabels("team notin (red,blue)")))
        .isEmpty();
    assertThat(ours(Wanted.in().namespaceLabels("kubernetes.io/metadata.name=" + other)))
        .hasSize(1);
    assertThat(ours(Wanted.in("no-such-namespace"))).isEmpty();
  }

  @Test
  void ages() throws Exception {
    Instant youngest =
        shop.kubectl("get", "pods", "-o", "jsonpath={.items[*].metadata.creationTimestamp}")
            .lines()
            .flatMap(line -> Arrays.stream(line.split(" ")))
            .map(Instant::parse)
            .max(Instant::compareTo)
            .orElseThrow();
    Duration surely = Duration.between(youngest, Instant.now()).plusHours(1);

    assertThat(here(wanted -> wanted.youngerThan(surely))).isEqualTo(kubectl());
    assertThat(here(wanted -> wanted.olderThan(surely))).isEmpty();
    assertThat(here(wanted -> wanted.olderThan(Duration.ZERO))).isEqualTo(kubectl());
    assertThat(here(wanted -> wanted.youngerThan(Duration.ZERO))).isEmpty();
  }

  @Test
  void kinds() throws Exception {
    shop.plane.apply(
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: bare, namespace: %1$s, labels: {sort: odd}}
        spec: {containers: [{name: main, image: none}]}
        ---
        apiVersion: batch/v1
        kind: Job
        metadata: {name: work, namespace: %1$s}
        spec:
          template:
            metadata: {labels: {sort: odd}}
            spec: {restartPolicy: Never, containers: [{name: main, image: none}]}
        ---
        apiVersion: apps/v1
        kind: ReplicaSet
        metadata: {name: lone, namespace: %1$s}
        spec:
          replicas: 1
          selector: {matchLabels: {app: lone}}
          template:
            metadata: {labels: {app: lone, sort: odd}}
            spec: {containers: [{name: main, image: none}]}
        ---
        apiVersion: v1
        kind: ReplicationController
        metadata: {name: old, namespace: %1$s}
        spec:
          replicas: 1
          selector: {app: old}
          template:
            metadata: {labels: {app: old, sort: odd}}
            spec: {containers: [{name: main, image: none}]}
        """
            .formatted(shop.namespace));
    Shop.until("all four pods are there", () -> kubectl("-l", "sort=odd").size() == 4);

    assertThat(here(wanted -> wanted.labels("sort=odd"))).isEmpty();
    assertThat(here(wanted -> wanted.labels("sort=odd").kinds("pod"))).containsExactly("bare");
    for (String kind : List.of("job", "replicaset", "replicationcontroller")) {
      assertThat(here(wanted -> wanted.labels("sort=odd").kinds(kind))).hasSize(1);
      assertThat(here(wanted -> wanted.kinds(kind))).hasSize(1);
    }
    assertThat(here(wanted -> wanted.kinds("pod", "job", "replicaset", "replicationcontroller")))
        .isEqualTo(kubectl("-l", "sort=odd"));
    shop.kubectl("delete", "pod,job,rs,rc", "bare", "work", "lone", "old", "--ignore-not-found");
  }
}

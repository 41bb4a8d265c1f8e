package dev.gelada.k8s.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gelada.core.plugin.Check;
import dev.gelada.core.plugin.Connections;
import dev.gelada.core.plugin.Refusal;
import dev.gelada.core.target.Scope;
import dev.gelada.core.target.TargetSource;
import dev.gelada.k8s.cluster.Cluster;
import dev.gelada.k8s.cluster.Right;
import dev.gelada.k8s.cluster.Trouble;
import dev.gelada.k8s.testing.Account;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the source {@code pods} needs, with exactly that and with each single right removed. */
@Timeout(180)
class SourceRightsIT {
  private static Shop shop;

  @BeforeAll
  static void open() throws Exception {
    shop = new Shop("least");
    shop.deployment("cart", 2, "gelada/enabled: 'true'", "tier: web");
    shop.deployment("till", 2, "", "gelada/enabled: 'true'");
    shop.ready("deployment", "cart");
    shop.ready("deployment", "till");
  }

  @AfterAll
  static void close() {
    shop.close();
  }

  private static TargetSource source(Connections with) {
    return new PodSearch().create(Wanted.in(shop.namespace).settings(), with);
  }

  private static List<Right> needed() {
    return List.copyOf(
        Needed.forPods(PodSearch.selection(Wanted.in(shop.namespace).settings()), shop.cluster));
  }

  private static Account allowed(List<Right> rights) {
    return Account.with(
        shop.plane,
        shop.namespace,
        rights.stream()
            .map(
                right ->
                    "- {apiGroups: ['%s'], resources: [%s], verbs: [%s]}"
                        .formatted(right.group(), right.resource(), right.verb()))
            .collect(Collectors.joining("\n")));
  }

  @Test
  void with_exactly_these_everything_is_found_and_nothing_is_missing() throws Exception {
    try (Cluster cluster = shop.plane.cluster(allowed(needed()).environment())) {
      Connections with = Shop.only(cluster);
      TargetSource source = source(with);

      assertThat(((Check) source).missing(with)).isEmpty();
      assertThat(Shop.names(source, Shop.OPTED_IN))
          .containsExactly("deployment cart", "deployment till");
      assertThat(Shop.members(source))
          .hasSize(4)
          .allSatisfy(pod -> assertThat(pod.holds()).isEmpty());
    }
  }

  @Test
  void each_one_that_is_missing_is_named_and_no_look_passes_as_empty() throws Exception {
    List<Right> needed = needed();
    assertThat(needed).hasSize(9);
    for (Right removed : needed) {
      List<Right> rest = new ArrayList<>(needed);
      rest.remove(removed);
      try (Cluster cluster = shop.plane.cluster(allowed(rest).environment())) {
        Connections with = Shop.only(cluster);
        assertThat(((Check) source(with)).missing(with))
            .singleElement()
            .satisfies(
                refusal ->
                    assertThat(refusal.reason()).isEqualTo("this user may not " + removed + "."));
        look(source(with), removed);
      }
    }
  }

  /** All that is there and untouched, or an error, or every pod held. */
  private static void look(TargetSource source, Right removed) throws Exception {
    try {
      List<String> rules =
          Shop.members(source).stream()
              .flatMap(pod -> pod.holds().stream())
              .map(Refusal::rule)
              .toList();
      assertThat(rules.size()).as("without %s", removed).isIn(0, 4);
      assertThat(Shop.names(source, Shop.OPTED_IN)).as("without %s", removed).hasSize(2);
    } catch (Trouble trouble) {
      assertThat(trouble).hasMessageContaining("forbidden").hasMessageContaining("gelada doctor");
    } catch (java.io.UncheckedIOException later) {
      assertThat(later).hasMessageContaining("forbidden");
    }
  }

  @Test
  void without_rights_on_all_namespaces_it_says_what_to_do() throws Exception {
    Account account = allowed(needed());
    try (Cluster cluster = shop.plane.cluster(account.environment())) {
      TargetSource everywhere =
          new PodSearch().create(Wanted.in().labels("tier=web").settings(), Shop.only(cluster));

      assertThatThrownBy(() -> Shop.names(everywhere, Scope.all()))
          .isInstanceOf(Trouble.class)
          .hasMessage(
              "could not list pods in all namespaces: this user may not. Name the namespaces in the"
                  + " file (namespaces: [shop]), give --namespace, or grant it by a ClusterRole.");
    }
    Map<String, String> environment = new HashMap<>(account.environment());
    environment.put("GELADA_KUBE_NAMESPACE", shop.namespace);
    try (Cluster cluster = shop.plane.cluster(environment)) {
      TargetSource usual =
          new PodSearch().create(Wanted.in().labels("tier=web").settings(), Shop.only(cluster));

      assertThat(Shop.names(usual, Scope.all())).containsExactly("deployment cart");
    }
  }

  @Test
  void a_look_sends_no_verb_that_writes() throws Exception {
    try (Cluster cluster = shop.plane.cluster(allowed(needed()).environment())) {
      TargetSource source = source(Shop.only(cluster));
      Shop.names(source, Shop.OPTED_IN);
      Shop.members(source);
      String name = shop.kubectl("get", "sa", "-o", "jsonpath={.items[*].metadata.name}");
      try (var lines = java.nio.file.Files.lines(shop.plane.auditLog())) {
        assertThat(lines.filter(line -> line.contains(":" + shop.namespace + ":tester-")))
            .as("requests of %s", name)
            .isNotEmpty()
            .filteredOn(line -> !line.contains("selfsubjectaccessreviews"))
            .allMatch(
                line -> line.contains("\"verb\":\"get\"") || line.contains("\"verb\":\"list\""));
      }
    }
  }
}

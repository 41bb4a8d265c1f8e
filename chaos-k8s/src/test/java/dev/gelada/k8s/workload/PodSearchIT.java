package dev.gelada.k8s.workload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gelada.core.target.Group;
import dev.gelada.core.target.GroupId;
import dev.gelada.core.target.Health;
import dev.gelada.core.target.Scope;
import dev.gelada.core.target.Target;
import dev.gelada.core.target.TargetSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Groups and members as the source {@code pods} finds them on a real API server. */
@Timeout(180)
class PodSearchIT {
  private static Shop shop;

  @BeforeAll
  static void open() throws Exception {
    shop = new Shop("pods");
    shop.deployment("cart", 3, "gelada/enabled: 'true'", "tier: web");
    shop.deployment("till", 2, "", "gelada/enabled: 'true', tier: web");
    shop.deployment("bell", 2, "", "tier: back");
    shop.workload(
        "StatefulSet", "store", 2, "gelada/enabled: 'true'", "tier: back", "serviceName: store");
    shop.workload("DaemonSet", "agent", 0, "gelada/enabled: 'true'", "tier: back", "");
    for (String name :
        List.of(
            "deployment/cart",
            "deployment/till",
            "deployment/bell",
            "statefulset/store",
            "daemonset/agent")) {
      String[] parts = name.split("/");
      shop.ready(parts[0], parts[1]);
    }
  }

  @AfterAll
  static void close() {
    shop.close();
  }

  private static TargetSource source(Wanted wanted) {
    return new PodSearch().create(wanted.settings(), shop.connections());
  }

  private static Wanted here() {
    return Wanted.in(shop.namespace);
  }

  @Test
  void what_opted_in_by_workload_or_pod_is_found() throws Exception {
    assertThat(Shop.names(source(here()), Shop.OPTED_IN))
        .containsExactly("deployment cart", "deployment till", "statefulset store");
    assertThat(Shop.names(source(here().optInFrom(OptInPlace.WORKLOAD)), Shop.OPTED_IN))
        .containsExactly("deployment cart", "statefulset store");
    assertThat(Shop.names(source(here().optInFrom(OptInPlace.POD)), Shop.OPTED_IN))
        .containsExactly("deployment till");
  }

  @Test
  void everything_is_everything_of_the_usual_kinds() throws Exception {
    assertThat(Shop.names(source(here()), Scope.all()))
        .containsExactly(
            "deployment bell", "deployment cart", "deployment till", "statefulset store");
    assertThat(Shop.names(source(here().kinds("daemonset")), Scope.all()))
        .containsExactly("daemonset agent");
  }

  @Test
  void labels_of_pods_tell_which_owners_qualify() throws Exception {
    assertThat(Shop.names(source(here().labels(Map.of("tier", "web"))), Shop.OPTED_IN))
        .containsExactly("deployment cart", "deployment till");
    assertThat(Shop.names(source(here().labels(Map.of("tier", "web"))), Scope.all()))
        .containsExactly("deployment cart", "deployment till");
    assertThat(Shop.names(source(here().labels(Map.of("tier", "none"))), Scope.all())).isEmpty();
  }

  @Test
  void members_are_the_pods_of_the_struck_group_only() throws Exception {
    TargetSource source = source(here());
    GroupId cart = new GroupId(shop.cluster.place(), "deployment", shop.namespace + "/cart");

    Group group = source.group(cart).orElseThrow();
    List<Target> members = source.members(cart).toList();

    assertThat(group.desired()).isEqualTo(3);
    assertThat(group.holds()).isEmpty();
    assertThat(group.labels()).containsEntry("gelada/enabled", "true");
    assertThat(group.around()).containsEntry("kubernetes.io/metadata.name", shop.namespace);
    assertThat(members)
        .hasSize(3)
        .allSatisfy(
            pod -> {
              assertThat(pod.id().kind()).isEqualTo("pod");
              assertThat(pod.id().name()).startsWith(shop.namespace + "/cart-");
              assertThat(pod.group()).isEqualTo(cart);
              assertThat(pod.health()).isEqualTo(Health.HEALTHY);
              assertThat(pod.zone()).startsWith("zone-");
              assertThat(pod.labels()).containsEntry("tier", "web");
              assertThat(pod.startedAt()).isNotNull();
              assertThat(pod.holds()).isEmpty();
            });
  }

  @Test
  void a_group_elsewhere_or_of_another_kind_is_none_of_its_own() throws Exception {
    GroupId cart = new GroupId(shop.cluster.place(), "deployment", shop.namespace + "/cart");

    assertThat(source(Wanted.in("default")).group(cart)).isEmpty();
    assertThat(source(Wanted.in("default")).members(cart)).isEmpty();
    assertThat(source(here().kinds("statefulset")).group(cart)).isEmpty();
  }
}

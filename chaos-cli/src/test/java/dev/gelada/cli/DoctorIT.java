package dev.gelada.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gelada.core.plugin.SystemTime;
import dev.gelada.core.testing.Await;
import dev.gelada.k8s.cluster.Cluster;
import dev.gelada.k8s.testing.ControlPlane;
import dev.gelada.k8s.testing.Helm;
import dev.gelada.k8s.testing.Requests;
import dev.gelada.k8s.testing.Shop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The chart's rights on a real API server: with them everything works, and without any one of them
 * doctor names it and nothing is attacked.
 */
class DoctorIT {
  private static final ControlPlane PLANE = ControlPlane.shared();
  private static final Pattern VERBS = Pattern.compile("verbs: \\[([a-z, ]*)]");

  private static Cluster admin;
  private static Shop shop;
  private static String home = "";
  private static String rendered = "";

  @TempDir static Path folder;

  @BeforeAll
  static void install() throws Exception {
    admin = PLANE.admin();
    shop = Shop.open(PLANE, admin, "shop");
    home = PLANE.namespace("gelada");
    shop.workload("Deployment", "cart", 3);
    Helm.Run run = roles("attacks.evict.enabled=true");
    assertThat(run.exit()).as(run.out()).isZero();
    rendered = run.out();
    PLANE.apply(rendered);
    kubeconfig();
  }

  @AfterAll
  static void remove() {
    PLANE.kubectl("delete", "namespace", shop.namespace(), home, "--wait=false");
    PLANE.kubectl("delete", "clusterrole,clusterrolebinding", "g-gelada-" + home + "-identity");
    admin.close();
  }

  /** Gelada in its pod: that service account, and nobody else's rights. */
  private static void kubeconfig() throws IOException {
    String token = PLANE.kubectl("create", "token", "g-gelada", "-n", home);
    Files.writeString(
        folder.resolve("kubeconfig"),
        """
        apiVersion: v1
        kind: Config
        current-context: chart
        clusters: [{name: it, cluster: {server: "%s", certificate-authority: "%s"}}]
        users: [{name: it, user: {token: "%s"}}]
        contexts: [{name: chart, context: {cluster: it, user: it}}]
        """
            .formatted(PLANE.server(), PLANE.authority(), token));
  }

  private static Terminal terminal() {
    return new Terminal(folder, new SystemTime())
        .with("GELADA_TRAIL", "k8s:" + home + "/gelada-trail")
        .with("GELADA_NAMESPACE", home)
        .with("KUBECONFIG", folder.resolve("kubeconfig").toString());
  }

  private static String file(Terminal terminal) {
    return terminal.file(
        "cart.yaml",
        """
        gelada: 1
        name: cart-%s
        why: The shop answers when one cart is away
        targets:
          cart:
            pods: {namespaces: [%s], labels: {app: cart}}
        limits:
          window: {always: true, zone: UTC}
          perGroup: unlimited
          minHealthy: 1
        steps:
          - kill-pod: {target: cart}
        """
            .formatted(shop.namespace(), shop.namespace()));
  }

  @Test
  void with_the_charts_rights_everything_works_and_a_dry_run_writes_nothing() throws Exception {
    Terminal terminal = terminal();
    String file = file(terminal);
    Terminal.Typed init = terminal.type("trail", "init");
    assertThat(init.exit()).as(init.all()).isZero();

    Terminal.Typed doctor = terminal.type("doctor", file);
    assertThat(doctor.exit()).as(doctor.all()).isZero();
    assertThat(doctor.out())
        .contains("context chart", "everything that its sources and attacks need")
        .endsWith("Nothing is missing." + System.lineSeparator());

    Terminal.Typed targets = terminal.type("targets", file);
    assertThat(targets.exit()).as(targets.all()).isZero();
    assertThat(targets.out()).contains(shop.namespace() + "/cart");

    Requests requests = Requests.of(PLANE);
    List<String> before = uids();
    Terminal.Typed dry = terminal.type("run", file, "--dry-run");
    assertThat(dry.exit()).as(dry.all()).isZero();
    assertThat(requests.in(shop.namespace()))
        .isNotEmpty()
        .filteredOn(Requests.Request::writes)
        .as("people are told by Events; nothing is changed")
        .allMatch(request -> request.resource().equals("events"));
    assertThat(uids()).isEqualTo(before);

    Terminal.Typed run = terminal.type("run", file);
    assertThat(run.exit()).as(run.all()).isZero();
    Await.until("one is gone", Duration.ofSeconds(30), () -> !uids().containsAll(before));
    shop.ready("cart", 3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "delete    | pods      | delete-pod: {target: it}",
        "scale     | workloads | 'scale-down: {target: it, by: 1, attended: true, for: 60s}'",
        "latency   | pods      | 'pod-latency: {target: it, delay: 100ms, for: 60s}'",
        "blackhole | pods      | 'network-blackhole: {target: it, for: 60s}'",
        "nodes     | nodes     | 'cordon-node: {target: it, attended: true, for: 60s}'",
        "drain     | nodes     | 'drain-node: {target: it, attended: true, for: 60s}'",
      })
  void each_attack_has_its_rights_by_its_own_value_and_not_without(
      String value, String source, String step) {
    Terminal terminal = terminal();
    assertThat(terminal.type("trail", "init").exit()).isZero();
    String where =
        source.equals("nodes")
            ? "{groupBy: zone}"
            : "{namespaces: [%s]}".formatted(shop.namespace());
    String file =
        terminal.file(
            "other.yaml",
            """
            gelada: 1
            name: other
            why: Its rights are looked at
            targets:
              it:
                %s: %s
            limits:
              window: {always: true, zone: UTC}
            steps:
              - %s
            """
                .formatted(source, where, step));
    Terminal.Typed without = terminal.type("doctor", file);
    assertThat(without.exit()).as(without.all()).isEqualTo(ExitCode.NOT_RUN.number());

    Helm.Run run = roles("attacks." + value + ".enabled=true");
    PLANE.apply(run.out());
    try {
      Terminal.Typed with = terminal.type("doctor", file);
      assertThat(with.exit()).as(with.all()).isZero();
    } finally {
      PLANE.kubectl("delete", "role,rolebinding", "-n", shop.namespace(), "--all");
      PLANE.kubectl(
          "delete",
          "--ignore-not-found",
          "clusterrole,clusterrolebinding",
          "g-gelada-" + home + "-nodes",
          "g-gelada-" + home + "-drain");
      PLANE.apply(rendered);
    }
  }

  private static Helm.Run roles(String values) {
    return Helm.template(
        home,
        "--set=image.repository=example/gelada," + values,
        "--set=rbac.namespaces={" + shop.namespace() + "}",
        "--show-only=templates/rbac.yaml",
        "--show-only=templates/serviceaccount.yaml");
  }

  @Test
  void without_any_one_verb_doctor_names_it_and_nothing_is_attacked() throws Exception {
    Terminal terminal = terminal();
    String file = file(terminal);
    assertThat(terminal.type("trail", "init").exit()).isZero();
    List<String> before = uids();
    List<String> unnamed = new ArrayList<>();
    for (Lessened one : lessened()) {
      PLANE.apply(one.yaml());
      try {
        Terminal.Typed doctor = terminal.type("doctor", file);
        if (!doctor.all().contains(one.right()) || doctor.exit() == 0) {
          unnamed.add(one + ": " + doctor.all());
        }
        Terminal.Typed run = one.needed() ? terminal.type("run", file) : doctor;
        if (run.exit() == 0) {
          unnamed.add(one + " and yet it ran: " + run.all());
        }
      } finally {
        PLANE.apply(rendered);
      }
    }
    assertThat(unnamed).isEmpty();
    assertThat(uids()).as("nothing was attacked").isEqualTo(before);
  }

  private static List<String> uids() {
    return new ArrayList<>(new TreeSet<>(shop.uids("cart")));
  }

  /**
   * The chart's roles without one verb.
   *
   * @param right as doctor names it
   * @param needed whether a run cannot go on without it
   */
  private record Lessened(String yaml, String right, boolean needed) {
    @Override
    public String toString() {
      return right;
    }
  }

  /** Without the others a run goes on: they are for archives, and an opt-out by the namespace. */
  private static boolean needed(String rule, String resource, String verb) {
    return switch (resource) {
      case "configmaps" -> verb.matches("get|update");
      case "namespaces" -> rule.contains("kube-system");
      default -> true;
    };
  }

  /** Every verb of every rule, taken away one by one; Lease and Events are no prerequisites. */
  private static List<Lessened> lessened() {
    List<Lessened> all = new ArrayList<>();
    String text = rendered.replace("deployments, statefulsets, replicasets", "APPS");
    Matcher each = VERBS.matcher(rendered);
    assertThat(text).contains("APPS");
    while (each.find()) {
      String rule =
          rendered.substring(rendered.lastIndexOf("- apiGroups", each.start()), each.start());
      String resource = rule.replaceAll("(?s).*resources: \\[([^],]*).*", "$1");
      if (resource.equals("leases") || resource.equals("events")) {
        continue;
      }
      for (String verb : each.group(1).split(", ")) {
        String left = each.group(1).replaceAll("(, )?\\b" + verb + "\\b", "").replaceAll("^, ", "");
        String verbs = left.isEmpty() ? "verbs: [deletecollection]" : "verbs: [" + left + "]";
        all.add(
            new Lessened(
                rendered.substring(0, each.start()) + verbs + rendered.substring(each.end()),
                verb + " " + resource,
                needed(rule, resource, verb)));
      }
    }
    assertThat(all).hasSizeGreaterThan(12);
    return all;
  }
}

package dev.gelada.k8s.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gelada.core.attack.Attack;
import dev.gelada.core.attack.Effect;
import dev.gelada.core.attack.Prepared;
import dev.gelada.core.attack.Strike;
import dev.gelada.core.attack.StrikeId;
import dev.gelada.core.attack.Undo;
import dev.gelada.core.attack.Undone;
import dev.gelada.core.plugin.Connections;
import dev.gelada.core.plugin.Connector;
import dev.gelada.core.plugin.Deadline;
import dev.gelada.core.plugin.Refusal;
import dev.gelada.core.plugin.SystemTime;
import dev.gelada.core.target.Place;
import dev.gelada.core.target.Target;
import dev.gelada.core.testing.Await;
import dev.gelada.core.testing.RealConnections;
import dev.gelada.k8s.cluster.Cluster;
import dev.gelada.k8s.testing.ControlPlane;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What speaks against shaping a pod's traffic, and what is made of a kubelet's reports, with a real
 * API server. The test itself is the kubelet.
 */
@Timeout(180)
class PodTrafficIT {
  private static final Duration BOUND = Duration.ofSeconds(20);

  private final ControlPlane plane = ControlPlane.shared();
  private final Connections with = Pods.connections(plane);
  private final String namespace = plane.namespace("traffic");
  private final Place place;

  PodTrafficIT() throws Exception {
    place = with.get(Cluster.class).place();
  }

  @AfterEach
  void close() {
    with.close();
  }

  @Test
  void a_pod_on_its_nodes_own_network_is_refused() throws Exception {
    assertThat(why(pod("host", "hostNetwork: true,", ""), latency(200)))
        .extracting(Refusal::rule)
        .containsExactly("host-network");
  }

  @Test
  void a_mirror_of_a_static_pod_is_refused() throws Exception {
    plane.apply(
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: static, namespace: %s, annotations: {kubernetes.io/config.mirror: x}}
        spec: {nodeName: fake-node-0, containers: [{name: main, image: none}]}
        """
            .formatted(namespace));
    Target pod = ready("static");

    assertThat(why(pod, latency(200))).extracting(Refusal::rule).containsExactly("static-pod");
  }

  @Test
  void a_delay_that_would_make_probes_fail_is_refused_with_the_figures() throws Exception {
    Target pod =
        pod(
            "probed",
            "",
            ", readinessProbe: {timeoutSeconds: 3, httpGet: {port: 80}},"
                + " livenessProbe: {timeoutSeconds: 2, tcpSocket: {port: 80}},"
                + " startupProbe: {timeoutSeconds: 1, exec: {command: [\"true\"]}}");

    assertThat(why(pod, latency(1000)))
        .singleElement()
        .satisfies(
            no -> {
              assertThat(no.rule()).isEqualTo("probe-timeout");
              assertThat(no.reason()).contains("1000 ms", "livenessProbe", "main", "2000 ms");
              assertThat(no.remedy()).contains("less than 1000 ms");
            });
    assertThat(prepared(pod, latency(999))).isInstanceOf(Prepared.Intent.class);
    assertThat(why(pod, loss(50))).extracting(Refusal::rule).containsExactly("probe-timeout");
    assertThat(prepared(pod, loss(49))).isInstanceOf(Prepared.Intent.class);
  }

  @Test
  void without_an_image_for_the_agent_nothing_is_done() throws Exception {
    try (Connections bare =
        new RealConnections(
            new Connector.Ambient(plane.environment(), new SystemTime(), plane.state()))) {
      Prepared prepared =
          new PodLatency().create(settings(200), bare).prepare(strike(pod("plain", "", "")));

      assertThat(((Prepared.Refused) prepared).why())
          .extracting(Refusal::rule)
          .containsExactly("agent-image");
    }
  }

  @Test
  void where_admission_says_no_nothing_is_changed_and_its_words_are_shown() throws Exception {
    plane.kubectl("label", "namespace", namespace, "pod-security.kubernetes.io/enforce=baseline");
    Target pod = pod("guarded", "", "");
    Strike strike = strike(pod);

    Effect effect = apply(strike, latency(200));

    assertThat(effect)
        .isInstanceOfSatisfying(
            Effect.Untouched.class,
            no -> {
              assertThat(no.why().rule()).isEqualTo("admission");
              assertThat(no.why().reason()).contains("violates PodSecurity", "NET_ADMIN");
              assertThat(no.why().remedy()).contains("privileged");
            });
    assertThat(agents("guarded")).isEmpty();
    assertThat(
            Files.readAllLines(plane.auditLog()).stream()
                .filter(line -> line.contains(namespace) && line.contains("ephemeralcontainers")))
        .singleElement()
        .asString()
        .contains("dryRun=All", "\"code\":403");
  }

  @ParameterizedTest
  @CsvSource({
    "3, Error: Exclusivity flag on, qdisc",
    "4, Error: Specified qdisc kind is unknown., kernel",
    "5, too late to begin, lease",
    "6, there is no tc in this image, agent-image",
    "127, sh: not found, agent-image",
  })
  void an_agent_that_could_not_begin_says_why(int code, String words, String rule)
      throws Exception {
    Target pod = pod("p" + code, "", "");
    Strike strike = strike(pod);
    FutureTask<Effect> applying = applying(strike);

    kubelet(
        "p" + code,
        strike,
        "{\"terminated\":{\"exitCode\":%d,\"reason\":\"Error\",\"message\":\"%s\"}}"
            .formatted(code, words));

    assertThat(applying.get(60, TimeUnit.SECONDS))
        .isInstanceOfSatisfying(
            Effect.Untouched.class,
            no -> {
              assertThat(no.why().rule()).isEqualTo(rule);
              assertThat(no.why().reason()).contains(words);
            });
  }

  @Test
  void an_agent_that_runs_on_has_begun() throws Exception {
    Target pod = pod("running", "", "");
    Strike strike = strike(pod);
    FutureTask<Effect> applying = applying(strike);

    kubelet("running", strike, "{\"running\":{\"startedAt\":\"2026-01-01T00:00:00Z\"}}");

    assertThat(applying.get(60, TimeUnit.SECONDS)).isInstanceOf(Effect.Struck.class);
    assertThat(why(pod, latency(200))).extracting(Refusal::rule).containsExactly("touches");
  }

  @Test
  void an_agent_that_cannot_be_pulled_is_not_known_to_have_begun() throws Exception {
    Strike strike = strike(pod("unpulled", "", ""));
    Attack attack = latency(200);
    Prepared.Intent intent = (Prepared.Intent) attack.prepare(strike);

    Effect effect =
        attack.apply(strike, intent, Deadline.in(Duration.ofSeconds(3), new SystemTime()));

    assertThat(effect)
        .isInstanceOfSatisfying(
            Effect.Unknown.class, why -> assertThat(why.why()).contains("has not started"));
  }

  @Test
  void what_never_came_can_never_come_once_it_is_undone() throws Exception {
    Strike strike = strike(pod("barred", "", ""));
    Prepared.Intent intent = (Prepared.Intent) latency(200).prepare(strike);

    Undone undone = revert(strike, intent);
    Effect late = apply(strike, latency(200), intent);

    assertThat(undone).isInstanceOf(Undone.Restored.class);
    assertThat(late).isInstanceOf(Effect.Untouched.class);
    assertThat(agents("barred")).isEqualTo("gelada-" + strike.id());
    assertThat(revert(strike, intent)).isInstanceOf(Undone.Restored.class);
    assertThat(agents("barred")).isEqualTo("gelada-" + strike.id());
  }

  @Test
  void a_killed_agent_is_cleaned_up_after_once_and_a_failed_undo_is_tried_again() throws Exception {
    Strike strike = strike(pod("killed", "", ""));
    Prepared.Intent intent = (Prepared.Intent) latency(200).prepare(strike);
    Attack attack = latency(200);
    attack.apply(strike, intent, Deadline.in(Duration.ofSeconds(2), new SystemTime()));
    String killed = "{\"terminated\":{\"exitCode\":137,\"reason\":\"OOMKilled\"}}";
    String name = "gelada-" + strike.id();
    kubelet("killed", strike, killed);
    assertThat(why(strike.victim(), attack)).extracting(Refusal::rule).containsExactly("qdisc");

    FutureTask<Undone> reverting = new FutureTask<>(() -> revert(strike, intent));
    new Thread(reverting, "reverting").start();
    report("killed", List.of(name, name + "-undo-1"), List.of(killed, killed));
    report(
        "killed",
        List.of(name, name + "-undo-1", name + "-undo-2"),
        List.of(killed, killed, "{\"terminated\":{\"exitCode\":0}}"));

    assertThat(reverting.get(60, TimeUnit.SECONDS)).isInstanceOf(Undone.Restored.class);
    assertThat(agents("killed").split(" ")).hasSize(3);
    assertThat(prepared(strike.victim(), attack)).isInstanceOf(Prepared.Intent.class);
  }

  private Target pod(String name, String spec, String container) {
    plane.apply(
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: %s, namespace: %s}
        spec: {%s containers: [{name: main, image: none%s}]}
        """
            .formatted(name, namespace, spec, container));
    return ready(name);
  }

  private Target ready(String name) {
    plane.kubectl("wait", "-n", namespace, "pod/" + name, "--for=condition=Ready", "--timeout=60s");
    String uid =
        plane.kubectl("get", "pod", "-n", namespace, name, "-o", "jsonpath={.metadata.uid}");
    return Pods.target(place, namespace, name, uid);
  }

  /** The names of the containers that were put into the pod. */
  private String agents(String pod) {
    return plane.kubectl(
        "get", "pod", "-n", namespace, pod, "-o", "jsonpath={.spec.ephemeralContainers[*].name}");
  }

  private void kubelet(String pod, Strike strike, String state) throws Exception {
    report(pod, List.of("gelada-" + strike.id()), List.of(state));
  }

  /** Reports states as a kubelet would, when the containers are there. */
  private void report(String pod, List<String> names, List<String> states) throws Exception {
    Await.until("agents", BOUND, () -> agents(pod).equals(String.join(" ", names)));
    StringBuilder statuses = new StringBuilder();
    for (int i = 0; i < names.size(); i++) {
      statuses
          .append(i == 0 ? "" : ",")
          .append(
              "{\"name\":\"%s\",\"image\":\"x\",\"imageID\":\"x\",\"ready\":false,\"restartCount\":0,\"state\":%s}"
                  .formatted(names.get(i), states.get(i)));
    }
    plane.kubectl(
        "patch",
        "pod",
        "-n",
        namespace,
        pod,
        "--subresource=status",
        "--type=merge",
        "-p",
        "{\"status\":{\"ephemeralContainerStatuses\":[%s]}}".formatted(statuses));
  }

  private static PodLatency.Settings settings(int millis) {
    return new PodLatency.Settings(Duration.ofMillis(millis), Duration.ZERO, "eth0", null);
  }

  private Attack latency(int millis) {
    return new PodLatency().create(settings(millis), with);
  }

  private Attack loss(double percent) {
    return new PodLoss().create(new PodLoss.Settings(percent, "eth0", null), with);
  }

  private Prepared prepared(Target pod, Attack attack) throws Exception {
    return attack.prepare(strike(pod));
  }

  private List<Refusal> why(Target pod, Attack attack) throws Exception {
    return ((Prepared.Refused) prepared(pod, attack)).why();
  }

  private FutureTask<Effect> applying(Strike strike) {
    FutureTask<Effect> applying = new FutureTask<>(() -> apply(strike, latency(200)));
    new Thread(applying, "applying").start();
    return applying;
  }

  private Effect apply(Strike strike, Attack attack) throws Exception {
    return apply(strike, attack, (Prepared.Intent) attack.prepare(strike));
  }

  private static Effect apply(Strike strike, Attack attack, Prepared.Intent intent)
      throws Exception {
    return attack.apply(strike, intent, Deadline.in(BOUND, new SystemTime()));
  }

  private Undone revert(Strike strike, Prepared.Intent intent) throws Exception {
    return new PodLatency()
        .revert(
            strike.id(), (Undo.Recipe) intent.undo(), with, Deadline.in(BOUND, new SystemTime()));
  }

  private static Strike strike(Target victim) {
    return new Strike(
        new StrikeId(UUID.randomUUID().toString().replace("-", "").substring(0, 20)),
        "pod-latency",
        victim,
        Instant.now().plusSeconds(60),
        1);
  }
}

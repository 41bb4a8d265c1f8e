package dev.gelada.k8s.network;

import dev.gelada.core.plugin.Refusal;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EphemeralContainer;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Probe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What forbids to change a pod's traffic. Looks at the pod alone. */
final class Fitness {
  /** Annotation of a pod that a kubelet made from a file. */
  private static final String MIRROR = "kubernetes.io/config.mirror";

  /** An ephemeral container can never be removed from its pod. */
  private static final int MOST_AGENTS = 5;

  /** From this loss on an answer to a probe more likely fails than not. */
  private static final double MOST_LOSS = 50;

  private final String name;
  private final Pod pod;
  private final List<Refusal> why = new ArrayList<>();

  private Fitness(String name, Pod pod) {
    this.name = name;
    this.pod = pod;
  }

  /** All reasons; empty if there is none. */
  static List<Refusal> refusals(String name, Pod pod, Shape shape) {
    Fitness fitness = new Fitness(name, pod);
    fitness.kind();
    fitness.phase();
    fitness.agents();
    fitness.probes(shape);
    return List.copyOf(fitness.why);
  }

  private void kind() {
    if (Boolean.TRUE.equals(pod.getSpec().getHostNetwork())) {
      refuse(
          "host-network",
          name + " uses its node's own network: all that runs on the node would be hit.",
          "Aim at a pod without hostNetwork.");
    }
    Map<String, String> annotations = pod.getMetadata().getAnnotations();
    if (annotations != null && annotations.containsKey(MIRROR)) {
      refuse(
          "static-pod",
          name + " is run by its kubelet from a file; the API server only mirrors it.",
          "Aim at a pod that the API server runs.");
    }
  }

  private void phase() {
    String phase = pod.getStatus().getPhase();
    if (pod.getMetadata().getDeletionTimestamp() != null) {
      refuse("terminating", name + " is being deleted.", "Wait for its successor.");
    } else if (!"Running".equals(phase)) {
      refuse("not-running", "%s is %s.".formatted(name, phase), "Wait until it is Running.");
    }
  }

  private void agents() {
    List<EphemeralContainer> ours =
        pod.getSpec().getEphemeralContainers().stream()
            .filter(each -> each.getName().startsWith(Agent.PREFIX))
            .toList();
    if (ours.size() >= MOST_AGENTS) {
      refuse(
          "agents",
          "%s has had %d agents of Gelada and the limit is %d: they can never be removed."
              .formatted(name, ours.size(), MOST_AGENTS),
          "Let the pod be replaced: kubectl delete pod.");
    }
    for (EphemeralContainer each : ours) {
      agent(each, ours);
    }
  }

  private void agent(EphemeralContainer each, List<EphemeralContainer> ours) {
    if (!(Stage.of(pod, each.getName()) instanceof Stage.Ended ended)) {
      refuse(
          "touches",
          "the agent %s in %s has not ended yet.".formatted(each.getName(), name),
          "Wait until it has.");
    } else if (!ended.clean() && !undone(each, ours)) {
      refuse(
          "qdisc",
          "the agent %s in %s was killed (exit code %d) and may have left its qdisc behind."
              .formatted(each.getName(), name, ended.code()),
          "Run `gelada revert`, or let the pod be replaced.");
    }
  }

  private boolean undone(EphemeralContainer agent, List<EphemeralContainer> ours) {
    String name =
        Agent.undoes(agent) ? agent.getName().replaceFirst("-undo-\\d+$", "") : agent.getName();
    return ours.stream()
        .filter(each -> Agent.undoes(each) && each.getName().startsWith(name))
        .map(each -> Stage.of(pod, each.getName()))
        .anyMatch(stage -> stage instanceof Stage.Ended ended && ended.code() == Stage.Ended.OVER);
  }

  private void probes(Shape shape) {
    List<Limit> limits = pod.getSpec().getContainers().stream().flatMap(Fitness::limits).toList();
    limits.stream()
        .min(Comparator.comparing(Limit::timeout))
        .filter(limit -> shape.delay().multipliedBy(2).compareTo(limit.timeout()) >= 0)
        .ifPresent(limit -> late(limit, shape.delay()));
    if (shape.loss() >= MOST_LOSS && !limits.isEmpty()) {
      refuse(
          "probe-timeout",
          "answers of %s to its kubelet get lost too (%s): %s percent, and the limit is %s."
              .formatted(name, limits.get(0).what(), shape.loss(), MOST_LOSS),
          "Choose a smaller loss; network-blackhole cuts a pod off, but for its kubelet.");
    }
  }

  private void late(Limit limit, Duration delay) {
    refuse(
        "probe-timeout",
        "answers of %s to its kubelet are delayed too: delay and jitter make %d ms, and %s waits %d ms."
            .formatted(name, delay.toMillis(), limit.what(), limit.timeout().toMillis()),
        "Choose less than %d ms, or raise the probe's timeoutSeconds."
            .formatted(limit.timeout().toMillis() / 2));
  }

  /** How long a kubelet waits for an answer of a container over the network. */
  private record Limit(String what, Duration timeout) {}

  private static Stream<Limit> limits(Container container) {
    return Stream.of(
            limit(container, "livenessProbe", container.getLivenessProbe()),
            limit(container, "readinessProbe", container.getReadinessProbe()),
            limit(container, "startupProbe", container.getStartupProbe()))
        .flatMap(List::stream);
  }

  private static List<Limit> limit(Container container, String kind, @Nullable Probe probe) {
    if (probe == null || probe.getExec() != null) { // the latter does not go over the network
      return List.of();
    }
    int seconds = Math.max(1, Objects.requireNonNullElse(probe.getTimeoutSeconds(), 1));
    return List.of(
        new Limit(
            "the %s of container %s".formatted(kind, container.getName()),
            Duration.ofSeconds(seconds)));
  }

  private void refuse(String rule, String reason, String remedy) {
    why.add(new Refusal(rule, reason, remedy));
  }
}

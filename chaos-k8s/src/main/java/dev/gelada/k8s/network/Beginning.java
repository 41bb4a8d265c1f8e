package dev.gelada.k8s.network;

import dev.gelada.core.attack.Effect;
import dev.gelada.core.plugin.Deadline;
import dev.gelada.core.plugin.Refusal;
import dev.gelada.core.plugin.Timekeeper;
import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Finds out whether an agent has begun. */
record Beginning(PodLook look, Agent agent, Timekeeper time) {
  private static final Duration STEP = Duration.ofMillis(300);

  /**
   * A qdisc that the kernel refuses ends the agent within milliseconds; the kubelet notices after
   * about a second.
   */
  private static final Duration STEADY = Duration.ofSeconds(2);

  /**
   * Looks until it is known.
   *
   * @param lost why the request may not have arrived; empty if it was answered
   */
  Effect await(String lost, Deadline deadline) throws InterruptedException {
    long since = time.nanos();
    Stage seen = new Stage.Waiting(lost);
    while (!deadline.passed()) {
      Stage now = look(seen, lost, deadline);
      if (now instanceof Stage.Ended ended) {
        return ended(ended);
      }
      if (now instanceof Stage.Running && !(seen instanceof Stage.Running)) {
        since = time.nanos();
      } else if (now instanceof Stage.Running && time.nanos() - since >= STEADY.toNanos()) {
        return new Effect.Struck(
            Map.of("agent", agent.name(), "device", agent.device(), "handle", agent.handle()));
      }
      seen = now;
      time.pause(STEP.compareTo(deadline.left()) < 0 ? STEP : deadline.left());
    }
    return new Effect.Unknown(
        seen instanceof Stage.Waiting waiting
            ? "the agent %s has not started: %s".formatted(agent.name(), waiting.why())
            : "the agent %s has only just started".formatted(agent.name()));
  }

  /** Unchanged where it cannot be seen: the next look may tell. */
  private Stage look(Stage seen, String lost, Deadline deadline) throws InterruptedException {
    try {
      Optional<Pod> pod = look.pod(deadline);
      if (pod.isEmpty()) {
        return new Stage.Waiting("the pod went away");
      }
      return Stage.container(pod.get(), agent.name()).isPresent()
          ? Stage.of(pod.get(), agent.name())
          : new Stage.Waiting(lost);
    } catch (IOException unseen) {
      return seen;
    }
  }

  private Effect ended(Stage.Ended ended) {
    String image = "Name an agentImage with a POSIX shell and tc (iproute2).";
    if (!ended.ran()) {
      return untouched("agent-image", "the agent could not be started", ended, image);
    }
    return switch (ended.code()) {
      case 6, Stage.Ended.WRONG_USE, 126, 127 ->
          untouched("agent-image", "the agent cannot work", ended, image);
      case 3 ->
          untouched(
              "qdisc",
              "somebody else shapes the traffic of %s already".formatted(agent.device()),
              ended,
              "Look with `tc qdisc show`; remove that first, or choose another pod.");
      case 4 ->
          untouched(
              "kernel",
              "the node's kernel refuses it",
              ended,
              "netem needs the kernel module sch_netem on the node (linux-modules-extra on some"
                  + " distributions); pod-rate needs sch_tbf.");
      case 5 ->
          untouched(
              "lease",
              "the agent started too late, or the node's clock is ahead",
              ended,
              "Pull the agent's image to the nodes beforehand, or lengthen the lease.");
      default ->
          new Effect.Unknown(
              "the agent %s ended at once with exit code %d: %s"
                  .formatted(agent.name(), ended.code(), ended.words()));
    };
  }

  private static Effect untouched(String rule, String what, Stage.Ended ended, String remedy) {
    return new Effect.Untouched(
        new Refusal(
            rule, "%s: exit code %d, %s.".formatted(what, ended.code(), ended.words()), remedy));
  }
}

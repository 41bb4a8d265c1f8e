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
  Effect await(String lost, Deadline deadline) throws IOException, InterruptedException {
    long runningSince = 0;
    boolean running = false;
    String known = lost;
    while (true) {
      Optional<Pod> pod = look.pod(deadline);
      if (pod.isEmpty()) {
        return new Effect.Unknown("%s went away meanwhile".formatted(look.name()));
      }
      boolean there = Stage.container(pod.get(), agent.name()).isPresent();
      Stage stage = there ? Stage.of(pod.get(), agent.name()) : new Stage.Waiting(lost);
      if (stage instanceof Stage.Ended ended) {
        return ended(ended);
      }
      if (stage instanceof Stage.Waiting waiting) {
        known = waiting.why();
      } else if (!running) {
        running = true;
        runningSince = time.nanos();
      } else if (time.nanos() - runningSince >= STEADY.toNanos()) {
        return new Effect.Struck(
            Map.of("agent", agent.name(), "device", agent.device(), "handle", agent.handle()));
      }
      if (deadline.passed()) {
        return new Effect.Unknown(
            running
                ? "the agent %s has only just started".formatted(agent.name())
                : "the agent %s has not started: %s".formatted(agent.name(), known));
      }
      time.pause(STEP.compareTo(deadline.left()) < 0 ? STEP : deadline.left());
    }
  }

  private Effect ended(Stage.Ended ended) {
    String image = "Name an agentImage with a POSIX shell and tc (iproute2).";
    if (!ended.ran()) {
      return untouched("agent-image", "the agent could not be started", ended, image);
    }
    return switch (ended.code()) {
      case 2, 6, 126, 127 -> untouched("agent-image", "the agent cannot work", ended, image);
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

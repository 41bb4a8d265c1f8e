package dev.gelada.k8s.network;

import dev.gelada.core.attack.StrikeId;
import dev.gelada.core.attack.Undo;
import dev.gelada.core.attack.Undone;
import dev.gelada.core.plugin.Connections;
import dev.gelada.core.plugin.Deadline;
import dev.gelada.core.plugin.Timekeeper;
import dev.gelada.k8s.cluster.Cluster;
import dev.gelada.k8s.cluster.Reply;
import io.fabric8.kubernetes.api.model.EphemeralContainer;
import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Ends what {@link Shaping} began, whether or not it did, and whatever became of its agent.
 *
 * <p>An agent that is not in the pod can never come: its name is taken. One that has not started
 * begins nothing once its time is over. One that runs, or was killed, has its qdisc removed by a
 * second agent, which waits until the first one can no longer begin.
 */
final class Unshaping {
  private static final Duration STEP = Duration.ofMillis(250);

  /** How far a node's clock may be behind ours. */
  private static final Duration SKEW = Duration.ofSeconds(10);

  /** An agent whose time has come needs so long to end, and its kubelet to say so. */
  private static final Duration OWN_END = Duration.ofSeconds(5);

  /** More than this many were killed or could not be started: another one is no help. */
  private static final int MOST_TRIES = 3;

  private final StrikeId strike;
  private final Undo.Recipe undo;
  private final Cluster cluster;

  private Unshaping(StrikeId strike, Undo.Recipe undo, Cluster cluster) {
    this.strike = strike;
    this.undo = undo;
    this.cluster = cluster;
  }

  static Unshaping of(StrikeId strike, Undo.Recipe undo, Connections with) {
    return new Unshaping(strike, undo, with.get(Cluster.class));
  }

  Undone revert(Deadline deadline) throws IOException, InterruptedException {
    if (!cluster.place().equals(undo.place())) {
      return new Undone.Elsewhere("the cluster " + undo.place());
    }
    PodLook look = PodLook.of(cluster, arg(Shaping.POD), arg(Shaping.UID));
    Timekeeper time = cluster.time();
    while (true) {
      Optional<Pod> pod = look.pod(deadline);
      if (pod.isEmpty() || Set.of("Succeeded", "Failed").contains(phase(pod.get()))) {
        return new Undone.Gone(
            "pod %s (uid %s) has ended, and its network with it"
                .formatted(arg(Shaping.POD), arg(Shaping.UID)));
      }
      Optional<Undone> undone = step(look, pod.get(), deadline);
      if (undone.isPresent()) {
        return undone.get();
      }
      if (deadline.passed()) {
        throw new IOException(
            "pod %s: whether the qdisc is removed was not known in time"
                .formatted(arg(Shaping.POD)));
      }
      time.pause(STEP);
    }
  }

  /** Empty: look again. */
  private Optional<Undone> step(PodLook look, Pod pod, Deadline deadline)
      throws IOException, InterruptedException {
    Agent agent = Shaping.agent(strike, undo);
    Optional<EphemeralContainer> container = Stage.container(pod, agent.name());
    if (container.isEmpty()) {
      return past(Instant.parse(arg(Shaping.ENDS_AT)).plus(SKEW))
          ? restored("the agent never came")
          : barred(look, pod, agent, deadline);
    }
    if (Agent.undoes(container.get())) {
      return restored("the agent never came and its name is taken");
    }
    Stage stage = Stage.of(pod, agent.name());
    if (stage instanceof Stage.Ended ended && ended.clean()) {
      return restored("the agent ended with exit code " + ended.code());
    }
    Instant begin = Agent.begin(container.get());
    if (stage instanceof Stage.Waiting && past(begin.plus(SKEW))) {
      return restored("the agent did not start in time and begins nothing");
    }
    Instant endsAt = Instant.parse(arg(Shaping.ENDS_AT));
    if (stage instanceof Stage.Running && past(endsAt) && !past(endsAt.plus(OWN_END))) {
      return Optional.empty();
    }
    return removed(look, pod, agent, begin, deadline);
  }

  private Optional<Undone> barred(PodLook look, Pod pod, Agent agent, Deadline deadline)
      throws IOException, InterruptedException {
    EphemeralContainer barrier = agent.undo(agent.name(), Instant.EPOCH);
    return accepted(look.add(pod, barrier, false, deadline))
        ? restored("the agent never came and its name is taken now")
        : Optional.empty();
  }

  private Optional<Undone> removed(
      PodLook look, Pod pod, Agent agent, Instant begin, Deadline deadline)
      throws IOException, InterruptedException {
    for (int number = 1; number <= MOST_TRIES; number++) {
      String name = agent.undoName(number);
      if (Stage.container(pod, name).isEmpty()) {
        accepted(look.add(pod, agent.undo(name, begin), false, deadline));
        return Optional.empty();
      }
      if (!(Stage.of(pod, name) instanceof Stage.Ended ended)) {
        return Optional.empty();
      }
      if (ended.ran() && ended.code() == Stage.Ended.OVER) {
        return restored("the agent %s removed the qdisc".formatted(name));
      }
    }
    return Optional.of(
        new Undone.Conflict(
            "%d agents failed to remove the qdisc %s: of %s in pod %s. Let the pod be replaced:"
                    .formatted(MOST_TRIES, agent.handle(), agent.device(), arg(Shaping.POD))
                + " kubectl delete pod"));
  }

  /** False: somebody was quicker, or the answer is lost; the next look tells. */
  private boolean accepted(Reply reply) throws IOException {
    if (reply instanceof Reply.No no && no.code() != 422 && no.code() != 404 && no.code() != 409) {
      throw new IOException(
          "the undo agent is not let into pod %s: %s".formatted(arg(Shaping.POD), no.message()));
    }
    return reply instanceof Reply.Yes;
  }

  private boolean past(Instant moment) {
    return cluster.time().instant().isAfter(moment);
  }

  private static Optional<Undone> restored(String how) {
    return Optional.of(new Undone.Restored(Map.of("how", how)));
  }

  private static String phase(Pod pod) {
    return Objects.requireNonNullElse(pod.getStatus().getPhase(), "");
  }

  private String arg(String name) {
    return Objects.requireNonNull(undo.args().get(name), name);
  }
}

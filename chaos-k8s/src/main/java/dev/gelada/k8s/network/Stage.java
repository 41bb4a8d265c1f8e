package dev.gelada.k8s.network;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.EphemeralContainer;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** How far a container of ours has come, as the kubelet says. */
sealed interface Stage {
  /** It has not started. */
  record Waiting(String why) implements Stage {}

  /** Its process runs. */
  record Running() implements Stage {}

  /**
   * Its process has ended, and it is never started again.
   *
   * @param code its exit code; see {@code agent.sh}
   * @param ran false if the runtime could not even start it
   * @param words what it, or the runtime, said
   */
  record Ended(int code, boolean ran, String words) implements Stage {
    static final int OVER = 0;
    static final int SIGNALLED = 143;
    static final int WRONG_USE = 64;

    /**
     * Whether it certainly left the device as it found it. A shell that cannot fork any more ends
     * with 2 or 254, and may have left it as it was.
     */
    boolean clean() {
      return !ran
          || code == OVER
          || code == SIGNALLED
          || code == WRONG_USE
          || (code >= 3 && code <= 6);
    }
  }

  /** The container of that name in the pod's spec. */
  static Optional<EphemeralContainer> container(Pod pod, String name) {
    List<EphemeralContainer> all = pod.getSpec().getEphemeralContainers();
    return all.stream().filter(each -> each.getName().equals(name)).findFirst();
  }

  /** Of a container that is in the pod's spec. */
  static Stage of(Pod pod, String name) {
    List<ContainerStatus> all = pod.getStatus().getEphemeralContainerStatuses();
    return all.stream()
        .filter(each -> each.getName().equals(name) && each.getState() != null)
        .findFirst()
        .map(each -> of(each.getState()))
        .orElseGet(() -> new Waiting("the kubelet has not said anything of it yet"));
  }

  private static Stage of(ContainerState state) {
    if (state.getRunning() != null) {
      return new Running();
    }
    ContainerStateTerminated ended = state.getTerminated();
    if (ended != null) {
      String reason = Objects.requireNonNullElse(ended.getReason(), "");
      String message = Objects.requireNonNullElse(ended.getMessage(), "").strip();
      boolean ran = !reason.equals("StartError") && !reason.equals("ContainerCannotRun");
      return new Ended(ended.getExitCode(), ran, message.isEmpty() ? reason : message);
    }
    return new Waiting(
        state.getWaiting() == null
            ? "no state"
            : "%s %s"
                .formatted(
                    Objects.requireNonNullElse(state.getWaiting().getReason(), ""),
                    Objects.requireNonNullElse(state.getWaiting().getMessage(), ""))
                .strip());
  }
}

package dev.gelada.k8s.network;

import dev.gelada.core.attack.StrikeId;
import io.fabric8.kubernetes.api.model.EphemeralContainer;
import io.fabric8.kubernetes.api.model.EphemeralContainerBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The containers that a strike puts into its victim. They run {@code agent.sh}, which says what it
 * does and how it ends.
 *
 * @param strike names them and their qdisc
 * @param image has {@code sh} and {@code tc}
 * @param device the pod's network interface
 */
record Agent(StrikeId strike, String image, String device) {
  /** All of ours begin so. */
  static final String PREFIX = "gelada-";

  private static final String SCRIPT = script();

  /** Where {@code begin} is among the arguments. */
  private static final int BEGIN = 3;

  /** The one that does the damage. Names are unique within a pod, for ever. */
  String name() {
    return PREFIX + strike;
  }

  /** The nth one that takes it away. */
  String undoName(int number) {
    return name() + "-undo-" + number;
  }

  /**
   * Does the damage.
   *
   * @param begin it does nothing if it starts later
   * @param end when it is over
   * @param lasts it is over after this long at the latest, whatever the node's clock says
   */
  EphemeralContainer shape(Shape shape, Instant begin, Instant end, Duration lasts) {
    List<String> arguments = arguments("shape", begin, end, seconds(lasts));
    arguments.addAll(shape.qdisc());
    return container(name(), arguments);
  }

  /**
   * Takes it away.
   *
   * @param name {@link #undoName}; or {@link #name}, where the agent is not there yet: it can never
   *     come then, since there is one of that name
   * @param begin until when the agent may still begin
   */
  EphemeralContainer undo(String name, Instant begin) {
    return container(name, arguments("undo", begin, begin, 0));
  }

  /** Whether it is one that takes away. */
  static boolean undoes(EphemeralContainer container) {
    List<String> arguments = container.getArgs();
    return arguments != null && !arguments.isEmpty() && arguments.get(0).equals("undo");
  }

  /** Until when it may begin. */
  static Instant begin(EphemeralContainer container) throws IOException {
    List<String> arguments = container.getArgs();
    try {
      return Instant.ofEpochSecond(Long.parseLong(arguments.get(BEGIN)));
    } catch (IndexOutOfBoundsException | NumberFormatException | NullPointerException notOurs) {
      throw new IOException(
          "the container %s has other arguments than Gelada's".formatted(container.getName()),
          notOurs);
    }
  }

  /**
   * The major number of the qdisc, in tc's hexadecimal: the kernel itself gives numbers from 8000
   * on, so never one of these.
   */
  String handle() {
    return Integer.toHexString(0x1000 + Math.floorMod(strike.value().hashCode(), 0x7000));
  }

  private List<String> arguments(String mode, Instant begin, Instant end, long seconds) {
    return new ArrayList<>(
        List.of(
            mode,
            device,
            handle(),
            String.valueOf(begin.getEpochSecond()),
            String.valueOf(seconds(Duration.between(Instant.EPOCH, end))),
            String.valueOf(seconds)));
  }

  private EphemeralContainer container(String name, List<String> arguments) {
    return new EphemeralContainerBuilder()
        .withName(name)
        .withImage(image)
        .withImagePullPolicy("IfNotPresent")
        .withCommand("sh", "-c", SCRIPT, "gelada")
        .withArgs(arguments)
        .withTerminationMessagePolicy("FallbackToLogsOnError")
        // uid 0: Kubernetes grants no ambient capabilities, so nobody else gets NET_ADMIN
        .withNewSecurityContext()
        .withRunAsUser(0L)
        .withRunAsGroup(0L)
        .withRunAsNonRoot(false)
        .withPrivileged(false)
        .withAllowPrivilegeEscalation(false)
        .withReadOnlyRootFilesystem(true)
        .withNewCapabilities()
        .withDrop("ALL")
        .withAdd("NET_ADMIN")
        .endCapabilities()
        .withNewSeccompProfile()
        .withType("RuntimeDefault")
        .endSeccompProfile()
        .endSecurityContext()
        .build();
  }

  /** Whole ones, rounded up: nothing ends early. */
  private static long seconds(Duration duration) {
    return duration.plusNanos(999_999_999).toSeconds();
  }

  private static String script() {
    try (InputStream script = Agent.class.getResourceAsStream("agent.sh")) {
      return new String(
          Objects.requireNonNull(script, "agent.sh").readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

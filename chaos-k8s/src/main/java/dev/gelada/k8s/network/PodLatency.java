package dev.gelada.k8s.network;

import dev.gelada.core.plugin.Default;
import dev.gelada.core.plugin.Doc;
import dev.gelada.core.plugin.Example;
import dev.gelada.core.plugin.Kinds;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** {@code pod-latency}: a pod far away. */
@Kinds("pod")
@Doc("delays all that a pod sends, answers to its callers and to its kubelet included")
public final class PodLatency implements Traffic<PodLatency.Settings> {
  /**
   * What the file says.
   *
   * @param agentImage null for that of the environment
   */
  @Example("pod-latency: {target: checkout, delay: 200ms, for: 60s}")
  public record Settings(
      @Doc("how long each packet is held back; whole milliseconds") Duration delay,
      @Doc("how much that varies, both ways; packets may overtake each other") @Default("0s")
          Duration jitter,
      @Doc("the pod's network interface") @Default("eth0") String device,
      @Doc("image with a shell and tc for the agent; else GELADA_AGENT_IMAGE names it")
          @Nullable String agentImage) {}

  @Override
  public String name() {
    return "pod-latency";
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  public Shape shape(Settings settings) {
    if (settings.delay().toMillis() < 1
        || settings.jitter().isNegative()
        || settings.jitter().compareTo(settings.delay()) > 0) {
      throw new IllegalArgumentException("delay is 1ms or more, and jitter no more than that");
    }
    return Shape.delay(settings.device(), settings.delay(), settings.jitter());
  }

  @Override
  public @Nullable String image(Settings settings) {
    return settings.agentImage();
  }
}

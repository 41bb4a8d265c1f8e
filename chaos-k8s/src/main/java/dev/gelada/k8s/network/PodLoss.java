package dev.gelada.k8s.network;

import dev.gelada.core.plugin.Default;
import dev.gelada.core.plugin.Doc;
import dev.gelada.core.plugin.Example;
import dev.gelada.core.plugin.Kinds;
import org.jspecify.annotations.Nullable;

/** {@code pod-loss}: a pod behind a bad line. */
@Kinds("pod")
@Doc("drops some of the packets that a pod sends, answers to its kubelet included")
public final class PodLoss implements Traffic<PodLoss.Settings> {
  /**
   * What the file says.
   *
   * @param agentImage null for that of the environment
   */
  @Example("pod-loss: {target: checkout, percent: 5, for: 60s}")
  public record Settings(
      @Doc("of the packets, more than 0 and at most 100") double percent,
      @Doc("the pod's network interface") @Default("eth0") String device,
      @Doc("image with a shell and tc for the agent; else GELADA_AGENT_IMAGE names it")
          @Nullable String agentImage) {}

  @Override
  public String name() {
    return "pod-loss";
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  public Shape shape(Settings settings) {
    if (!(settings.percent() >= 0.001 && settings.percent() <= 100)) {
      throw new IllegalArgumentException(
          "percent is a number from 0.001 to 100, not " + settings.percent());
    }
    return Shape.loss(settings.device(), settings.percent());
  }

  @Override
  public @Nullable String image(Settings settings) {
    return settings.agentImage();
  }
}

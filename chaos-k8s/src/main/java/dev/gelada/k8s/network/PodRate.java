package dev.gelada.k8s.network;

import dev.gelada.core.plugin.Default;
import dev.gelada.core.plugin.Doc;
import dev.gelada.core.plugin.Example;
import dev.gelada.core.plugin.Kinds;
import dev.gelada.core.plugin.Size;
import org.jspecify.annotations.Nullable;

/** {@code pod-rate}: a pod behind a narrow line. */
@Kinds("pod")
@Doc("lets a pod send only so many bytes in a second")
public final class PodRate implements Traffic<PodRate.Settings> {
  /** Less lets not even one full packet through in a second. */
  private static final long LEAST = 2_048;

  /** What tc can say in bits a second without a 64-bit rate. */
  private static final long MOST = 500_000_000;

  /**
   * What the file says.
   *
   * @param agentImage null for that of the environment
   */
  @Example("pod-rate: {target: checkout, rate: 64KiB, for: 60s}")
  public record Settings(
      @Doc("bytes in a second, headers included") Size rate,
      @Doc("the pod's network interface") @Default("eth0") String device,
      @Doc("image with a shell and tc for the agent; else GELADA_AGENT_IMAGE names it")
          @Nullable String agentImage) {}

  @Override
  public String name() {
    return "pod-rate";
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  public Shape shape(Settings settings) {
    long bytes = settings.rate().bytes();
    if (bytes < LEAST || bytes > MOST) {
      throw new IllegalArgumentException(
          "rate is from 2KiB to 500 MB in a second, not " + settings.rate());
    }
    return Shape.rate(settings.device(), bytes);
  }

  @Override
  public @Nullable String image(Settings settings) {
    return settings.agentImage();
  }
}

package dev.gelada.proxy.attack;

import dev.gelada.core.plugin.Default;
import dev.gelada.core.plugin.Doc;
import dev.gelada.core.plugin.Example;
import dev.gelada.core.plugin.Kinds;
import dev.gelada.proxy.client.FaultOrder;
import dev.gelada.proxy.fault.Direction;
import java.time.Duration;
import java.util.Locale;

/** {@code latency}: a slow line. Several on one endpoint add up. */
@Kinds("endpoint")
@Doc("holds bytes back for a while; none is lost or overtakes another")
public final class Latency implements FaultAttack<Latency.Settings> {
  /** What the file says. */
  @Example("latency: {target: database, delay: 200ms, jitter: 50ms, for: 30s}")
  public record Settings(
      @Doc("how long bytes are held back") Duration delay,
      @Doc("how much that varies") @Default("0s") Duration jitter,
      @Doc(
              "how it varies: uniform within delay ± jitter, normal with jitter as standard"
                  + " deviation, pareto with a long tail")
          @Default("uniform")
          Distribution distribution,
      @Doc("which bytes: downstream is from the server to the client") @Default("downstream")
          Direction direction,
      @Doc("share of the connections, 0 to 1; decided once for each") @Default("1")
          double probability) {}

  @Override
  public String name() {
    return "latency";
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  public FaultOrder order(Settings settings) {
    return FaultOrder.of("latency", settings.direction())
        .probability(settings.probability())
        .with("latency", settings.delay())
        .with("jitter", settings.jitter())
        .with("distribution", settings.distribution().name().toLowerCase(Locale.ROOT));
  }

  /** How a delay varies. */
  public enum Distribution {
    /** Every value within delay ± jitter is as likely as any other. */
    UNIFORM,
    /** Most are near the delay. */
    NORMAL,
    /** Most are short and a few very long. */
    PARETO
  }
}

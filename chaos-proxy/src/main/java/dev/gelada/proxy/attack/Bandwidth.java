package dev.gelada.proxy.attack;

import dev.gelada.core.plugin.Default;
import dev.gelada.core.plugin.Doc;
import dev.gelada.core.plugin.Example;
import dev.gelada.core.plugin.Kinds;
import dev.gelada.core.plugin.Size;
import dev.gelada.proxy.client.FaultOrder;
import dev.gelada.proxy.fault.Direction;

/** {@code bandwidth}: a narrow line, for each connection by itself. */
@Kinds("endpoint")
@Doc("lets only so many bytes through in a second")
public final class Bandwidth implements FaultAttack<Bandwidth.Settings> {
  /** What the file says. */
  @Example("bandwidth: {target: database, rate: 64KiB, for: 30s}")
  public record Settings(
      @Doc("bytes in a second; the proxy counts in whole 1000 B") Size rate,
      @Doc("which bytes: downstream is from the server to the client") @Default("downstream")
          Direction direction,
      @Doc("share of the connections, 0 to 1; decided once for each") @Default("1")
          double probability) {}

  @Override
  public String name() {
    return "bandwidth";
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  public FaultOrder order(Settings settings) {
    return FaultOrder.of("bandwidth", settings.direction())
        .probability(settings.probability())
        .with("rate", Math.max(1, Math.round(settings.rate().bytes() / 1000.0)));
  }
}

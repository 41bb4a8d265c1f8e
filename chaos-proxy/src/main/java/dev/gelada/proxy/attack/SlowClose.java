package dev.gelada.proxy.attack;

import dev.gelada.core.plugin.Default;
import dev.gelada.core.plugin.Doc;
import dev.gelada.core.plugin.Example;
import dev.gelada.core.plugin.Kinds;
import dev.gelada.proxy.client.FaultOrder;
import dev.gelada.proxy.fault.Direction;
import java.time.Duration;

/** {@code slow-close}: a peer that takes its time to hang up. */
@Kinds("endpoint")
@Doc("holds the end of a connection back")
public final class SlowClose implements FaultAttack<SlowClose.Settings> {
  /** What the file says. */
  @Example("slow-close: {target: database, delay: 5s, for: 30s}")
  public record Settings(
      @Doc("how long the end is held back") Duration delay,
      @Doc("which bytes: downstream is from the server to the client") @Default("downstream")
          Direction direction,
      @Doc("share of the connections, 0 to 1; decided once for each") @Default("1")
          double probability) {}

  @Override
  public String name() {
    return "slow-close";
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  public FaultOrder order(Settings settings) {
    return FaultOrder.of("slow_close", settings.direction())
        .probability(settings.probability())
        .with("delay", settings.delay());
  }
}

package dev.gelada.proxy.attack;

import dev.gelada.core.plugin.Default;
import dev.gelada.core.plugin.Doc;
import dev.gelada.core.plugin.Example;
import dev.gelada.core.plugin.Kinds;
import dev.gelada.proxy.client.FaultOrder;
import dev.gelada.proxy.fault.Direction;
import java.time.Duration;

/** {@code reset}: connections end with a TCP reset, whether there is traffic or not. */
@Kinds("endpoint")
@Doc("resets connections, those that are open as well as new ones")
public final class Reset implements FaultAttack<Reset.Settings> {
  /** What the file says. */
  @Example("reset: {target: database, after: 100ms, for: 10s}")
  public record Settings(
      @Doc("how long a connection lives once the fault has met it") @Default("0s") Duration after,
      @Doc("share of the connections, 0 to 1; decided once for each") @Default("1")
          double probability) {}

  @Override
  public String name() {
    return "reset";
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  public FaultOrder order(Settings settings) {
    return FaultOrder.of("reset", Direction.DOWNSTREAM)
        .probability(settings.probability())
        .with("after", settings.after());
  }
}

package dev.gelada.proxy.attack;

import dev.gelada.core.plugin.Default;
import dev.gelada.core.plugin.Doc;
import dev.gelada.core.plugin.Example;
import dev.gelada.core.plugin.Kinds;
import dev.gelada.proxy.client.FaultOrder;
import dev.gelada.proxy.fault.Direction;
import java.time.Duration;

/** {@code connect-delay}: a server that is slow to welcome. */
@Kinds("endpoint")
@Doc("connects new clients to the server only after a while")
public final class ConnectDelay implements FaultAttack<ConnectDelay.Settings> {
  /** What the file says. */
  @Example("connect-delay: {target: database, delay: 3s, for: 30s}")
  public record Settings(
      @Doc("how long a new connection waits for its server") Duration delay,
      @Doc("how much that varies") @Default("0s") Duration jitter,
      @Doc("share of the connections, 0 to 1; decided once for each") @Default("1")
          double probability) {}

  @Override
  public String name() {
    return "connect-delay";
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  public FaultOrder order(Settings settings) {
    return FaultOrder.of("connect_delay", Direction.UPSTREAM)
        .probability(settings.probability())
        .with("delay", settings.delay())
        .with("jitter", settings.jitter());
  }
}

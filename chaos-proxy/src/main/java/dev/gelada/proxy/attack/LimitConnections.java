package dev.gelada.proxy.attack;

import dev.gelada.core.plugin.Doc;
import dev.gelada.core.plugin.Example;
import dev.gelada.core.plugin.Kinds;
import dev.gelada.proxy.client.FaultOrder;
import dev.gelada.proxy.fault.Direction;

/** {@code limit-connections}: a server that is full. Those that are open stay. */
@Kinds("endpoint")
@Doc("resets new connections beyond so many")
public final class LimitConnections implements FaultAttack<LimitConnections.Settings> {
  /** What the file says. */
  @Example("limit-connections: {target: database, max: 10, for: 30s}")
  public record Settings(@Doc("how many may be open at the same time") int max) {
    public Settings {
      if (max < 0) {
        throw new IllegalArgumentException("max is 0 or more, not " + max);
      }
    }
  }

  @Override
  public String name() {
    return "limit-connections";
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  public FaultOrder order(Settings settings) {
    return FaultOrder.of("limit_connections", Direction.UPSTREAM).with("max", settings.max());
  }
}

package dev.gelada.proxy.attack;

import dev.gelada.core.plugin.Default;
import dev.gelada.core.plugin.Doc;
import dev.gelada.core.plugin.Example;
import dev.gelada.core.plugin.Kinds;
import dev.gelada.proxy.client.FaultOrder;
import dev.gelada.proxy.fault.Direction;
import java.time.Duration;

/**
 * {@code reset-peer}: a server that drops whoever speaks to it. A Toxiproxy resets only connections
 * that were opened meanwhile and closes the others.
 */
@Kinds("endpoint")
@Doc("resets a connection a while after its first bytes")
public final class ResetPeer implements FaultAttack<ResetPeer.Settings> {
  /** What the file says. */
  @Example("reset-peer: {target: database, after: 100ms, for: 10s}")
  public record Settings(
      @Doc("how long after the first bytes, or the end of the stream") @Default("0s")
          Duration after,
      @Doc("which bytes: downstream is from the server to the client") @Default("downstream")
          Direction direction,
      @Doc("share of the connections, 0 to 1; decided once for each") @Default("1")
          double probability) {}

  @Override
  public String name() {
    return "reset-peer";
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  public FaultOrder order(Settings settings) {
    return FaultOrder.of("reset_peer", settings.direction())
        .probability(settings.probability())
        .with("timeout", settings.after());
  }
}

package dev.gelada.proxy.attack;

import dev.gelada.core.plugin.Default;
import dev.gelada.core.plugin.Doc;
import dev.gelada.core.plugin.Example;
import dev.gelada.core.plugin.Kinds;
import dev.gelada.proxy.client.FaultOrder;
import dev.gelada.proxy.fault.Direction;
import java.time.Duration;

/**
 * {@code timeout}: a server that takes everything and answers nothing. Connections that lost bytes
 * are closed at the end.
 */
@Kinds("endpoint")
@Doc("swallows all bytes, and closes the connection when none came for a while")
public final class Timeout implements FaultAttack<Timeout.Settings> {
  /** What the file says. */
  @Example("timeout: {target: database, after: 10s, for: 30s}")
  public record Settings(
      @Doc(
              "how long after the last bytes the connection is closed; 0s leaves it open until the"
                  + " end")
          @Default("0s")
          Duration after,
      @Doc("which bytes: downstream is from the server to the client") @Default("downstream")
          Direction direction,
      @Doc("share of the connections, 0 to 1; decided once for each") @Default("1")
          double probability) {}

  @Override
  public String name() {
    return "timeout";
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  public FaultOrder order(Settings settings) {
    return FaultOrder.of("timeout", settings.direction())
        .probability(settings.probability())
        .with("timeout", settings.after());
  }
}

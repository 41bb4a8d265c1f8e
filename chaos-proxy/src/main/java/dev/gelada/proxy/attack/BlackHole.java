package dev.gelada.proxy.attack;

import dev.gelada.core.plugin.Default;
import dev.gelada.core.plugin.Doc;
import dev.gelada.core.plugin.Example;
import dev.gelada.core.plugin.Kinds;
import dev.gelada.proxy.client.FaultOrder;
import dev.gelada.proxy.fault.Direction;

/**
 * {@code black-hole}: a network that drops everything. Connections that lost bytes are closed at
 * the end.
 */
@Kinds("endpoint")
@Doc("swallows bytes without a word, and new connections reach nobody")
public final class BlackHole implements FaultAttack<BlackHole.Settings> {
  /** What the file says. */
  @Example("black-hole: {target: database, for: 30s}")
  public record Settings(
      @Doc("which bytes of connections that are open; new ones reach nobody in any case")
          @Default("upstream")
          Direction direction,
      @Doc("share of the connections, 0 to 1; decided once for each") @Default("1")
          double probability) {}

  @Override
  public String name() {
    return "black-hole";
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  public FaultOrder order(Settings settings) {
    return FaultOrder.of("black_hole", settings.direction()).probability(settings.probability());
  }

  @Override
  public boolean chains() {
    return false;
  }
}

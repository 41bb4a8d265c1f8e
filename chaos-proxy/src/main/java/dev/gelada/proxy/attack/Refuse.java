package dev.gelada.proxy.attack;

import dev.gelada.core.plugin.Doc;
import dev.gelada.core.plugin.Example;
import dev.gelada.core.plugin.Kinds;
import dev.gelada.proxy.client.FaultOrder;
import dev.gelada.proxy.fault.Direction;

/** {@code refuse}: a server that takes nobody in any more. */
@Kinds("endpoint")
@Doc("refuses new connections and leaves those that are open")
public final class Refuse implements FaultAttack<Refuse.Settings> {
  /** There is nothing to set. */
  @Example("refuse: {target: database, for: 30s}")
  public record Settings() {}

  @Override
  public String name() {
    return "refuse";
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  public FaultOrder order(Settings settings) {
    return FaultOrder.of("refuse", Direction.DOWNSTREAM);
  }

  @Override
  public boolean chains() {
    return false;
  }
}

package dev.gelada.proxy.attack;

import dev.gelada.core.plugin.Doc;
import dev.gelada.core.plugin.Example;
import dev.gelada.core.plugin.Kinds;
import dev.gelada.proxy.client.FaultOrder;
import dev.gelada.proxy.fault.Direction;

/**
 * {@code down}: a server that is not there. Nothing else can be seen on the endpoint meanwhile, so
 * no other strike goes with it.
 */
@Kinds("endpoint")
@Doc("refuses new connections and closes those that are open")
public final class Down implements FaultAttack<Down.Settings> {
  /** There is nothing to set. */
  @Example("down: {target: database, for: 30s}")
  public record Settings() {}

  @Override
  public String name() {
    return "down";
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  public FaultOrder order(Settings settings) {
    return FaultOrder.of("down", Direction.DOWNSTREAM);
  }

  @Override
  public boolean chains() {
    return false;
  }
}

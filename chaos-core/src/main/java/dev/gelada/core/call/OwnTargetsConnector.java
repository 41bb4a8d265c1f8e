package dev.gelada.core.call;

import dev.gelada.core.plugin.Connector;

/** Where nobody hands out targets there are none. */
public final class OwnTargetsConnector implements Connector<OwnTargets> {
  @Override
  public Class<OwnTargets> type() {
    return OwnTargets.class;
  }

  @Override
  public OwnTargets open(Ambient ambient) {
    return new OwnTargets();
  }
}

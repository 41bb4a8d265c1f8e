package dev.gelada.proxy.fault;

import java.util.List;
import java.util.Optional;

/** All kinds of fault. */
public final class FaultTypes {
  private static final List<FaultType> ALL =
      List.of(
          new Bandwidth(),
          new BlackHole(),
          new ConnectDelay(),
          new Corrupt(),
          new Down(),
          new Latency(),
          new LimitConnections(),
          new LimitData(),
          new Noop(),
          new Refuse(),
          new Reset(),
          new ResetPeer(),
          new Respond(),
          new Slicer(),
          new SlowClose(),
          new Timeout());

  private FaultTypes() {}

  /** All, sorted by name. */
  public static List<FaultType> all() {
    return ALL;
  }

  /** The one of that name. */
  public static Optional<FaultType> named(String name) {
    return ALL.stream().filter(type -> type.name().equals(name)).findFirst();
  }
}

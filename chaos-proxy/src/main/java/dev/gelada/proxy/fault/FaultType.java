package dev.gelada.proxy.fault;

import java.util.List;

/** A kind of fault, for example {@code latency}. Stateless. */
public interface FaultType {
  /** As in requests: Toxiproxy's own name where it has the fault. */
  String name();

  /** A clause for people. */
  String doc();

  /** Its settings, in the order in which they are shown. */
  List<Attribute> attributes();

  /** The fault with these values; whatever they are, it must be harmless to the relay. */
  Fault create(Attributes attributes);

  /** Which bytes it is for when nothing is said. */
  default Direction usually() {
    return Direction.DOWNSTREAM;
  }

  /** Whether Toxiproxy knows a fault of this name. */
  default boolean isToxic() {
    return false;
  }
}

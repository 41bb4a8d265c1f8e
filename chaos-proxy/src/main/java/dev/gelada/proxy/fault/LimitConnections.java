package dev.gelada.proxy.fault;

import java.util.List;
import java.util.random.RandomGenerator;

/** So many connections at a time; one more is reset. Those that are open go on. */
final class LimitConnections implements FaultType {
  private static final long MOST = 1_000_000;

  @Override
  public String name() {
    return "limit_connections";
  }

  @Override
  public String doc() {
    return "resets new connections while so many are open";
  }

  @Override
  public List<Attribute> attributes() {
    return List.of(Attribute.number("max", "", "how many may be open", MOST));
  }

  @Override
  public Fault create(Attributes attributes) {
    return new Limit(attributes.positive("max"));
  }

  private record Limit(long max) implements Admits {
    @Override
    public Admission admit(long open, RandomGenerator random) {
      return open > max ? new Admission.Reset() : new Admission.Go();
    }
  }
}

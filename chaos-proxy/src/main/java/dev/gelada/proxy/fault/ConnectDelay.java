package dev.gelada.proxy.fault;

import java.util.List;
import java.util.random.RandomGenerator;

/** The server is connected to later; what the client sends meanwhile waits. */
final class ConnectDelay implements FaultType {
  @Override
  public String name() {
    return "connect_delay";
  }

  @Override
  public String doc() {
    return "connects new connections to the server later";
  }

  @Override
  public List<Attribute> attributes() {
    return List.of(
        Millis.attribute("delay", "how much later"),
        Millis.attribute("jitter", "how much more or less at most"));
  }

  @Override
  public Fault create(Attributes attributes) {
    return new Delay(Millis.nanos(attributes, "delay"), Millis.nanos(attributes, "jitter"));
  }

  private record Delay(long delay, long jitter) implements Admits {
    @Override
    public Admission admit(long open, RandomGenerator random) {
      long more = jitter == 0 ? 0 : random.nextLong(-jitter, jitter);
      return delay + more <= 0 ? new Admission.Go() : new Admission.Later(delay + more);
    }
  }
}

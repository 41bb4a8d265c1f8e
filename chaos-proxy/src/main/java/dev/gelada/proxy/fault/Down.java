package dev.gelada.proxy.fault;

import java.util.List;

/** Connecting is refused, and connections that are open are closed. */
final class Down implements FaultType {
  @Override
  public String name() {
    return "down";
  }

  @Override
  public String doc() {
    return "does not listen, and closes what is open";
  }

  @Override
  public List<Attribute> attributes() {
    return List.of();
  }

  @Override
  public Fault create(Attributes attributes) {
    return new Away();
  }

  private record Away() implements Unlistens {
    @Override
    public boolean cuts() {
      return true;
    }
  }
}

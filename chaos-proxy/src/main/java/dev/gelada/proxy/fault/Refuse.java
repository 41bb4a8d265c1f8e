package dev.gelada.proxy.fault;

import java.util.List;

/** Connecting is refused; connections that are open go on. */
final class Refuse implements FaultType {
  @Override
  public String name() {
    return "refuse";
  }

  @Override
  public String doc() {
    return "does not listen; what is open goes on";
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
      return false;
    }
  }
}

package dev.gelada.proxy.fault;

import io.netty.buffer.ByteBuf;
import java.util.List;

/** Does nothing to the bytes that go through it. */
final class Noop implements FaultType {
  @Override
  public String name() {
    return "noop";
  }

  @Override
  public String doc() {
    return "does nothing";
  }

  @Override
  public List<Attribute> attributes() {
    return List.of();
  }

  @Override
  public boolean isToxic() {
    return true;
  }

  @Override
  public Fault create(Attributes attributes) {
    return new Nothing();
  }

  private record Nothing() implements Streams {
    @Override
    public Stage stage(Lane lane) {
      return new Passing(lane);
    }
  }

  /** Hands all on. */
  record Passing(Lane lane) implements Stage {
    @Override
    public void take(ByteBuf bytes, long at) {
      lane.pass(bytes, at);
    }

    @Override
    public void end(long at) {
      lane.passEnd(at);
    }

    @Override
    public void change(Fault to) {}

    @Override
    public void leave() {}

    @Override
    public void discard() {}
  }
}

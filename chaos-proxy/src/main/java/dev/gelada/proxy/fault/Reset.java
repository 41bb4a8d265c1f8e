package dev.gelada.proxy.fault;

import io.netty.buffer.ByteBuf;
import java.util.List;

/** Resets connections, also those that are open and those that are silent. */
final class Reset implements FaultType {
  @Override
  public String name() {
    return "reset";
  }

  @Override
  public String doc() {
    return "resets connections, whether anything flows or not";
  }

  @Override
  public List<Attribute> attributes() {
    return List.of(Millis.attribute("after", "how long after the fault met them"));
  }

  @Override
  public Fault create(Attributes attributes) {
    return new After(Millis.nanos(attributes, "after"));
  }

  private record After(long nanos) implements Streams {
    @Override
    public Stage stage(Lane lane) {
      return new Ticking(lane, this);
    }
  }

  private static final class Ticking implements Stage {
    private final Lane lane;
    private final long met;
    private After after;

    Ticking(Lane lane, After after) {
      this.lane = lane;
      this.after = after;
      this.met = lane.now();
    }

    @Override
    public void begin() {
      lane.wakeAt(met + after.nanos());
    }

    @Override
    public void take(ByteBuf bytes, long at) {
      lane.pass(bytes, at);
    }

    @Override
    public void end(long at) {
      lane.passEnd(at);
    }

    @Override
    public void wake(long now) {
      lane.applied();
      lane.reset();
    }

    @Override
    public void change(Fault to) {
      after = (After) to;
      begin();
    }

    @Override
    public void leave() {
      lane.sleep();
    }

    @Override
    public void discard() {
      lane.sleep();
    }
  }
}

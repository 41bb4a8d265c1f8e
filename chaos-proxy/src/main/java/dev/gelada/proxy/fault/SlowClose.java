package dev.gelada.proxy.fault;

import io.netty.buffer.ByteBuf;
import java.util.List;

/** Bytes pass, the end of the stream waits. */
final class SlowClose implements FaultType {
  @Override
  public String name() {
    return "slow_close";
  }

  @Override
  public String doc() {
    return "holds the end of the stream back for a time";
  }

  @Override
  public List<Attribute> attributes() {
    return List.of(Millis.attribute("delay", "how long"));
  }

  @Override
  public boolean isToxic() {
    return true;
  }

  @Override
  public Fault create(Attributes attributes) {
    return new Delay(Millis.nanos(attributes, "delay"));
  }

  private record Delay(long nanos) implements Streams {
    @Override
    public Stage stage(Lane lane) {
      return new Holding(lane, this);
    }
  }

  private static final class Holding implements Stage {
    private final Lane lane;
    private final Held held;
    private Delay delay;

    Holding(Lane lane, Delay delay) {
      this.lane = lane;
      this.held = new Held(lane);
      this.delay = delay;
    }

    @Override
    public void take(ByteBuf bytes, long at) {
      lane.pass(bytes, at);
    }

    @Override
    public void end(long at) {
      held.addEnd(at);
      passDue(lane.now());
      if (!held.isEmpty()) {
        lane.applied();
      }
    }

    @Override
    public void wake(long now) {
      passDue(now);
    }

    private void passDue(long now) {
      Held.Piece end = held.first();
      if (end != null) {
        long due = end.at() + delay.nanos();
        if (due - now > 0) {
          lane.wakeAt(due);
        } else {
          lane.sleep();
          held.passFirst(due);
        }
      }
    }

    @Override
    public void change(Fault to) {
      delay = (Delay) to;
      passDue(lane.now());
    }

    @Override
    public void leave() {
      held.passAll();
    }

    @Override
    public void discard() {
      held.discard();
    }
  }
}

package dev.gelada.proxy.fault;

import io.netty.buffer.ByteBuf;
import java.util.List;

/**
 * From the first bytes on, or the end, nothing passes, and after a time the connection is reset.
 * One that is silent lives. What comes meanwhile is kept, so that nothing is lost when the fault is
 * removed before.
 */
final class ResetPeer implements FaultType {
  @Override
  public String name() {
    return "reset_peer";
  }

  @Override
  public String doc() {
    return "resets a connection some time after its next bytes";
  }

  @Override
  public List<Attribute> attributes() {
    return List.of(Millis.attribute("timeout", "how long after them"));
  }

  @Override
  public boolean isToxic() {
    return true;
  }

  @Override
  public Fault create(Attributes attributes) {
    return new Fuse(Millis.nanos(attributes, "timeout"));
  }

  private record Fuse(long nanos) implements Streams {
    @Override
    public Stage stage(Lane lane) {
      return new Burning(lane, this);
    }
  }

  private static final class Burning implements Stage {
    private final Lane lane;
    private final Held held;
    private Fuse fuse;

    Burning(Lane lane, Fuse fuse) {
      this.lane = lane;
      this.held = new Held(lane);
      this.fuse = fuse;
    }

    @Override
    public void take(ByteBuf bytes, long at) {
      boolean first = held.isEmpty();
      held.add(bytes, at, 0);
      if (first) {
        light();
      }
    }

    @Override
    public void end(long at) {
      boolean first = held.isEmpty();
      held.addEnd(at);
      if (first) {
        light();
      }
    }

    private void light() {
      lane.applied();
      wish();
    }

    private void wish() {
      Held.Piece first = held.first();
      if (first != null) {
        lane.wakeAt(first.at() + fuse.nanos());
      }
    }

    @Override
    public void wake(long now) {
      lane.reset();
    }

    @Override
    public void change(Fault to) {
      fuse = (Fuse) to;
      wish();
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

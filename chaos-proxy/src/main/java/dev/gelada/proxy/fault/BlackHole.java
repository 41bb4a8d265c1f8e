package dev.gelada.proxy.fault;

import io.netty.buffer.ByteBuf;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Everything is swallowed, the end too, and nobody is told: like a network that lost its route.
 * Connections that are made meanwhile never reach the server. When it is removed, those that lost
 * bytes are closed and the others go on.
 */
final class BlackHole implements FaultType {
  @Override
  public String name() {
    return "black_hole";
  }

  @Override
  public String doc() {
    return "swallows all bytes and says nothing";
  }

  @Override
  public List<Attribute> attributes() {
    return List.of();
  }

  @Override
  public Fault create(Attributes attributes) {
    return new Hole();
  }

  private record Hole() implements Admits, Streams {
    @Override
    public Admission admit(long open, RandomGenerator random) {
      return new Admission.Alone();
    }

    @Override
    public Stage stage(Lane lane) {
      return new Swallowing(lane);
    }
  }

  private static final class Swallowing implements Stage {
    private final Lane lane;
    private boolean lost;
    private boolean ended;

    Swallowing(Lane lane) {
      this.lane = lane;
    }

    @Override
    public void take(ByteBuf bytes, long at) {
      lost = true;
      lane.applied();
      lane.drop(bytes);
    }

    @Override
    public void end(long at) {
      ended = true;
      lane.applied();
    }

    @Override
    public void change(Fault to) {}

    @Override
    public void leave() {
      if (lost) {
        lane.close();
      } else if (ended) {
        lane.passEnd(lane.now());
      }
    }

    @Override
    public void discard() {}
  }
}

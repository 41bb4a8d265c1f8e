package dev.gelada.proxy.fault;

import io.netty.buffer.ByteBuf;
import java.util.List;

/**
 * So many bytes pass, then the connection is closed. The count is that of the connection and
 * survives a change of the limit.
 */
final class LimitData implements FaultType {
  private static final long MOST = 1L << 50;

  @Override
  public String name() {
    return "limit_data";
  }

  @Override
  public String doc() {
    return "closes a connection after so many bytes";
  }

  @Override
  public List<Attribute> attributes() {
    return List.of(
        Attribute.number("bytes", "B", "how many; 0 closes with the first, which is lost", MOST));
  }

  @Override
  public boolean isToxic() {
    return true;
  }

  @Override
  public Fault create(Attributes attributes) {
    return new Limit(attributes.positive("bytes"));
  }

  private record Limit(long bytes) implements Streams {
    @Override
    public Stage stage(Lane lane) {
      return new Counting(lane, this);
    }
  }

  private static final class Counting implements Stage {
    private final Lane lane;
    private Limit limit;
    private long passed;
    private boolean reached;

    Counting(Lane lane, Limit limit) {
      this.lane = lane;
      this.limit = limit;
    }

    @Override
    public void take(ByteBuf bytes, long at) {
      long left = Math.max(0, limit.bytes() - passed);
      int count = bytes.readableBytes();
      if (reached) {
        lane.drop(bytes);
      } else if (count < left) {
        passed += count;
        lane.pass(bytes, at);
      } else {
        reached = true;
        passed += left;
        lane.applied();
        passLast(bytes, (int) left, at);
      }
    }

    /**
     * The end goes behind the last bytes, where closing would overtake them; both directions having
     * ended, the connection closes.
     */
    private void passLast(ByteBuf bytes, int count, long at) {
      if (count == bytes.readableBytes()) {
        lane.pass(bytes, at);
      } else {
        if (count > 0) {
          lane.pass(bytes.readRetainedSlice(count), at);
        }
        lane.drop(bytes);
      }
      lane.passEnd(at);
      lane.answerEnd();
    }

    @Override
    public void end(long at) {
      if (!reached) {
        lane.passEnd(at);
      }
    }

    @Override
    public void change(Fault to) {
      limit = (Limit) to;
    }

    @Override
    public void leave() {}

    @Override
    public void discard() {}
  }
}

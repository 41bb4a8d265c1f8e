package dev.gelada.proxy.fault;

import io.netty.buffer.ByteBuf;
import java.util.List;

/**
 * Nothing gets through, and after a time without any bytes the connection is closed. So it is when
 * the fault is removed: bytes are missing by then. The end of the stream passes, as with Toxiproxy:
 * else a connection that its client gave up would stay for ever.
 */
final class Timeout implements FaultType {
  @Override
  public String name() {
    return "timeout";
  }

  @Override
  public String doc() {
    return "loses all bytes and closes the connection after a time without any";
  }

  @Override
  public List<Attribute> attributes() {
    return List.of(Millis.attribute("timeout", "how long; 0 for never"));
  }

  @Override
  public boolean isToxic() {
    return true;
  }

  @Override
  public Fault create(Attributes attributes) {
    return new Patience(Millis.nanos(attributes, "timeout"));
  }

  private record Patience(long nanos) implements Streams {
    @Override
    public Stage stage(Lane lane) {
      return new Losing(lane, this);
    }
  }

  private static final class Losing implements Stage {
    private final Lane lane;
    private Patience patience;

    /** When the last bytes came; moved without asking for another wake, since they may be many. */
    private long quietSince;

    Losing(Lane lane, Patience patience) {
      this.lane = lane;
      this.patience = patience;
    }

    @Override
    public void begin() {
      quietSince = lane.now();
      wish();
    }

    private void wish() {
      if (patience.nanos() > 0) {
        lane.wakeAt(quietSince + patience.nanos());
      } else {
        lane.sleep();
      }
    }

    @Override
    public void take(ByteBuf bytes, long at) {
      quietSince = lane.now();
      lane.applied();
      lane.drop(bytes);
    }

    @Override
    public void end(long at) {
      lane.passEnd(at);
    }

    @Override
    public void wake(long now) {
      if (quietSince + patience.nanos() - now > 0) {
        wish();
      } else {
        lane.applied();
        lane.close();
      }
    }

    @Override
    public void change(Fault to) {
      patience = (Patience) to;
      begin();
    }

    @Override
    public void leave() {
      lane.sleep();
      lane.close();
    }

    @Override
    public void discard() {
      lane.sleep();
    }
  }
}

package dev.gelada.proxy.fault;

import io.netty.buffer.ByteBuf;
import java.util.List;

/**
 * Flips a bit here and there. Where depends on chance and the number of bytes before, and not on
 * how they are cut into pieces: the same seed damages the same bytes.
 */
final class Corrupt implements FaultType {
  private static final long ALL = 1_000_000;
  private static final long NEVER = Long.MAX_VALUE;
  private static final int BITS = 8;

  @Override
  public String name() {
    return "corrupt";
  }

  @Override
  public String doc() {
    return "flips one bit of some bytes";
  }

  @Override
  public List<Attribute> attributes() {
    return List.of(Attribute.number("rate", "per million", "of about how many bytes", ALL));
  }

  @Override
  public Fault create(Attributes attributes) {
    return new Share(Math.min(ALL, attributes.positive("rate")));
  }

  private record Share(long millionths) implements Streams {
    @Override
    public Stage stage(Lane lane) {
      return new Damaging(lane, this);
    }
  }

  private static final class Damaging implements Stage {
    private final Lane lane;
    private Share share;
    private long seen;

    /** The number of the byte to be damaged next. */
    private long next;

    Damaging(Lane lane, Share share) {
      this.lane = lane;
      this.share = share;
      this.next = from(0);
    }

    /** Gaps between independent events of the same probability are spread geometrically. */
    private long from(long byteNumber) {
      if (share.millionths() == 0) {
        return NEVER;
      }
      double probability = (double) share.millionths() / ALL;
      return byteNumber
          + (long) (Math.log1p(-lane.random().nextDouble()) / Math.log1p(-probability));
    }

    @Override
    public void take(ByteBuf bytes, long at) {
      long first = seen;
      seen += bytes.readableBytes();
      lane.pass(next < seen ? damaged(bytes, first) : bytes, at);
    }

    /** A copy, because the memory may be shared with pieces that have passed or are to come. */
    private ByteBuf damaged(ByteBuf bytes, long first) {
      ByteBuf copy = bytes.copy();
      bytes.release();
      while (next < seen) {
        int index = copy.readerIndex() + (int) (next - first);
        copy.setByte(index, copy.getByte(index) ^ (1 << lane.random().nextInt(BITS)));
        next = from(next + 1);
      }
      lane.applied();
      return copy;
    }

    @Override
    public void end(long at) {
      lane.passEnd(at);
    }

    @Override
    public void change(Fault to) {
      share = (Share) to;
      next = from(seen);
    }

    @Override
    public void leave() {}

    @Override
    public void discard() {}
  }
}

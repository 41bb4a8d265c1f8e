package dev.gelada.proxy.fault;

import io.netty.buffer.ByteBuf;
import java.util.List;

/**
 * A line of so many bytes a second: one piece after the other, each handed on when its last byte is
 * through. Large ones are cut, so that a slow line flows and does not spurt. Moments are those of
 * the line and not of the timers, which are late: no error adds up.
 */
final class Bandwidth implements FaultType {
  /** In 1,000 bytes a second. */
  private static final long MOST = 1_000_000_000;

  /** How many nanoseconds a byte takes at a rate of 1. */
  private static final long BYTE = 1_000_000;

  /** So much time's worth goes at once at most; and so much lateness of a timer is made up for. */
  private static final long QUANTUM = 10_000_000;

  @Override
  public String name() {
    return "bandwidth";
  }

  @Override
  public String doc() {
    return "lets only so many bytes through in a second";
  }

  @Override
  public List<Attribute> attributes() {
    return List.of(
        Attribute.number("rate", "KB/s", "how many thousand bytes a second; 0 for none", MOST));
  }

  @Override
  public boolean isToxic() {
    return true;
  }

  @Override
  public Fault create(Attributes attributes) {
    return new Rate(Math.min(MOST, attributes.positive("rate")));
  }

  private record Rate(long rate) implements Streams {
    @Override
    public Stage stage(Lane lane) {
      return new Pacing(lane, this);
    }
  }

  private static final class Pacing implements Stage {
    private final Lane lane;
    private final Held held;
    private long rate;

    /** When the last byte was through. */
    private long free;

    /** What is left of the last division, in parts of a nanosecond. */
    private long carry;

    /** How much too late the last bytes were handed on; those behind them could not come before. */
    private long late;

    Pacing(Lane lane, Rate values) {
      this.lane = lane;
      this.held = new Held(lane);
      this.rate = values.rate();
      this.free = lane.now();
    }

    @Override
    public void take(ByteBuf bytes, long at) {
      boolean first = held.isEmpty();
      held.add(bytes, at, 0);
      if (first) {
        passDue(lane.now());
      }
      if (!held.isEmpty()) {
        lane.applied();
      }
    }

    @Override
    public void end(long at) {
      held.addEnd(at);
      passDue(lane.now());
    }

    @Override
    public void wake(long now) {
      passDue(now);
    }

    private void passDue(long now) {
      for (Held.Piece first = held.first(); first != null; first = held.first()) {
        if (first.isEnd()) {
          held.passFirst(Millis.later(free, first.at()));
        } else if (rate == 0) {
          break;
        } else {
          long count = Math.min(first.size(), QUANTUM * rate / BYTE);
          long cost = count * BYTE + carry;
          long through = begun(first) + cost / rate;
          if (through - now > 0) {
            lane.wakeAt(through);
            return;
          }
          free = through;
          carry = cost % rate;
          late = Math.min(QUANTUM, now - through);
          held.passSome((int) count, Millis.later(through, first.at()));
        }
      }
      lane.sleep();
    }

    /** When the first piece, or what is left of it, got onto the line. */
    private long begun(Held.Piece first) {
      return Millis.later(free, first.at() - late);
    }

    @Override
    public void change(Fault to) {
      long now = lane.now();
      passDue(now);
      Held.Piece first = held.first();
      if (first != null && !first.isEnd() && rate > 0) {
        long count = (now - begun(first)) * rate / BYTE; // through at the old rate
        if (count > 0) {
          held.passSome((int) count, now);
        }
      }
      free = now;
      carry = 0;
      late = 0;
      rate = ((Rate) to).rate();
      passDue(now);
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

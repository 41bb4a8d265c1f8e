package dev.gelada.proxy.fault;

import io.netty.buffer.ByteBuf;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Cuts what comes into smaller pieces, each sent on its own. Sizes are found as Toxiproxy finds
 * them: a piece is halved, a little off the middle, until it is no larger than average and
 * variation together; so with no variation they lie between half the average and all of it.
 */
final class Slicer implements FaultType {
  private static final long MOST_BYTES = 1 << 30;
  private static final long MOST_MICROS = 60_000_000;

  @Override
  public String name() {
    return "slicer";
  }

  @Override
  public String doc() {
    return "cuts bytes into small pieces";
  }

  @Override
  public List<Attribute> attributes() {
    return List.of(
        Attribute.number("average_size", "B", "about how large", MOST_BYTES),
        Attribute.number("size_variation", "B", "how much larger at most", MOST_BYTES),
        Attribute.number("delay", "µs", "the time between two of them", MOST_MICROS));
  }

  @Override
  public boolean isToxic() {
    return true;
  }

  @Override
  public Fault create(Attributes attributes) {
    return new Sizes(
        Math.max(1, Math.min(MOST_BYTES, attributes.positive("average_size"))),
        Math.min(MOST_BYTES, attributes.positive("size_variation")),
        TimeUnit.MICROSECONDS.toNanos(Math.min(MOST_MICROS, attributes.positive("delay"))));
  }

  private record Sizes(long average, long variation, long delay) implements Streams {
    @Override
    public Stage stage(Lane lane) {
      return new Slicing(lane, this);
    }
  }

  private static final class Slicing implements Stage {
    private final Lane lane;
    private final Held held;

    /** Sizes of the parts of the first piece that are still to be cut or sent, in their order. */
    private final Deque<Integer> parts = new ArrayDeque<>();

    private Sizes sizes;
    private boolean begun;
    private long last;

    Slicing(Lane lane, Sizes sizes) {
      this.lane = lane;
      this.held = new Held(lane);
      this.sizes = sizes;
    }

    @Override
    public void take(ByteBuf bytes, long at) {
      boolean first = held.isEmpty();
      held.add(bytes, at, 0);
      if (first) {
        passNext(lane.now());
      }
      if (!held.isEmpty()) {
        lane.applied();
      }
    }

    @Override
    public void end(long at) {
      boolean first = held.isEmpty();
      held.addEnd(at);
      if (first) {
        passNext(lane.now());
      }
    }

    @Override
    public void wake(long now) {
      passNext(now);
    }

    /** One at a time, each in a turn of its own: handed on together they would leave together. */
    private void passNext(long now) {
      Held.Piece first = held.first();
      if (first == null) {
        return;
      }
      if (begun && last + sizes.delay() - now > 0) {
        lane.wakeAt(last + sizes.delay());
        return;
      }
      long at = begun ? Millis.later(first.at(), last + sizes.delay()) : first.at();
      begun = true;
      last = now;
      if (first.isEnd()) {
        held.passFirst(at);
      } else {
        held.passSome(nextSize(first.size()), at);
      }
      if (!held.isEmpty()) {
        lane.wakeAt(now + sizes.delay());
      }
    }

    private int nextSize(int left) {
      int size = parts.isEmpty() ? left : parts.pop();
      while (size - sizes.average() > sizes.variation()) {
        int part = cut(size);
        parts.push(size - part);
        size = part;
      }
      return size;
    }

    /** Kept inside, since the variation may be larger than what is cut. */
    private int cut(int size) {
      long off =
          sizes.variation() == 0
              ? 0
              : lane.random().nextLong(2 * sizes.variation()) - sizes.variation();
      return (int) Math.max(1, Math.min(size - 1, size / 2 + off));
    }

    @Override
    public void change(Fault to) {
      sizes = (Sizes) to;
      parts.clear();
      passNext(lane.now());
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

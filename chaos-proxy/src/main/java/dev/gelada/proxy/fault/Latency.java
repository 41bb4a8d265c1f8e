package dev.gelada.proxy.fault;

import io.netty.buffer.ByteBuf;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Each piece is handed on so long after it came, and never before one that came earlier. How long
 * is drawn when it comes and stays with it, so that a change of the values re-times what is under
 * way. The end follows the last piece, as with Toxiproxy.
 */
final class Latency implements FaultType {
  @Override
  public String name() {
    return "latency";
  }

  @Override
  public String doc() {
    return "holds bytes back for a time";
  }

  @Override
  public List<Attribute> attributes() {
    return List.of(
        Millis.attribute("latency", "how long"),
        Millis.attribute("jitter", "how much more or less"),
        Attribute.word(
            "distribution",
            "how jitter spreads: evenly up to it, with it as the standard deviation, or with a long"
                + " tail, as netem's",
            List.of("uniform", "normal", "pareto")));
  }

  @Override
  public boolean isToxic() {
    return true;
  }

  @Override
  public Fault create(Attributes attributes) {
    return new Delay(
        Millis.nanos(attributes, "latency"),
        Millis.nanos(attributes, "jitter"),
        Spread.valueOf(attributes.word("distribution").toUpperCase(Locale.ROOT)));
  }

  private enum Spread {
    UNIFORM {
      @Override
      double draw(SplittableRandom random) {
        return 2 * random.nextDouble() - 1;
      }
    },
    NORMAL {
      @Override
      double draw(SplittableRandom random) {
        return random.nextGaussian();
      }
    },
    /**
     * As netem's table (iproute2, {@code netem/pareto.c}): shape 3, moved to a mean of 0 and
     * stretched by 4/3, cut off at 4.
     */
    PARETO {
      @Override
      double draw(SplittableRandom random) {
        return Math.min(4, (1 / Math.cbrt(1 - random.nextDouble()) - 1.5) * 4 / 3);
      }
    };

    /** How many times the jitter is to be added. */
    abstract double draw(SplittableRandom random);
  }

  private record Delay(long latency, long jitter, Spread spread) implements Streams {
    @Override
    public Stage stage(Lane lane) {
      return new Delaying(lane, this);
    }

    long of(long draw) {
      return jitter == 0
          ? latency
          : Math.max(0, latency + (long) (jitter * spread.draw(new SplittableRandom(draw))));
    }
  }

  private static final class Delaying implements Stage {
    private final Lane lane;
    private final Held held;
    private Delay delay;
    private long last;

    Delaying(Lane lane, Delay delay) {
      this.lane = lane;
      this.held = new Held(lane);
      this.delay = delay;
      this.last = lane.now();
    }

    @Override
    public boolean keepsForATime() {
      return true;
    }

    @Override
    public void take(ByteBuf bytes, long at) {
      boolean first = held.isEmpty();
      held.add(bytes, at, lane.random().nextLong());
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
        long wait = first.isEnd() ? 0 : delay.of(first.draw());
        long due = Millis.later(last, first.at() + wait);
        if (due - now > 0) {
          lane.wakeAt(due);
          return;
        }
        last = due;
        held.passFirst(due);
      }
      lane.sleep();
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

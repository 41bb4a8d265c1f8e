package dev.gelada.proxy.fault;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A lane with one stage in it, a clock of its own that overflows after five seconds, and a record
 * of what the stage did. Fails at once where a stage breaks its promises. Like the relay, it
 * discards the stage within the call that ends the connection.
 */
final class FakeLane implements Lane {
  static final long MILLI = 1_000_000;
  private static final long START = Long.MAX_VALUE - 5_000 * MILLI;

  /** What was handed on: when it was to be, and when it was, both since the start. */
  record Passed(String what, long at, long when) {}

  private final UnpooledByteBufAllocator buffers = new UnpooledByteBufAllocator(false, true);
  private final Direction direction;
  private final RandomGenerator random;
  private final Stage stage;
  private final List<Passed> passed = new ArrayList<>();
  private final StringBuilder dropped = new StringBuilder();
  private final StringBuilder answered = new StringBuilder();
  private long now = START;
  private long late;
  private long lastAt = START;
  private @Nullable Long wish;
  private @Nullable String over;
  private boolean left;
  private boolean ended;
  private boolean answerEnded;
  private int applied;
  private int wakes;
  private int closeAfter = Integer.MAX_VALUE;

  FakeLane(Fault fault, Direction direction, long seed) {
    this.direction = direction;
    this.random = new SplittableRandom(seed);
    this.stage = ((Streams) fault).stage(this);
    stage.begin();
  }

  /** With a fault of that type downstream. */
  static FakeLane of(String type, Map<String, ?> values) {
    return new FakeLane(fault(type, values), Direction.DOWNSTREAM, 42);
  }

  static Fault fault(String type, Map<String, ?> values) {
    FaultType known = FaultTypes.named(type).orElseThrow();
    return known.create(Attributes.of(known, values));
  }

  ByteBufAllocator buffers() {
    return buffers;
  }

  /** Timers come so much too late from now on. */
  FakeLane late(long nanos) {
    late = nanos;
    return this;
  }

  /** The connection ends by itself when that many more pieces were handed on. */
  FakeLane closeAfter(int pieces) {
    closeAfter = passed.size() + pieces;
    return this;
  }

  FakeLane give(String text) {
    return give(buffers.buffer().writeBytes(text.getBytes(StandardCharsets.ISO_8859_1)), now);
  }

  FakeLane give(ByteBuf bytes, long at) {
    stage.take(bytes, at);
    return this;
  }

  FakeLane end() {
    stage.end(now);
    return this;
  }

  FakeLane change(Fault to) {
    stage.change(to);
    return this;
  }

  FakeLane leave() {
    stage.leave();
    left = true;
    return this;
  }

  FakeLane discard() {
    over = "discarded";
    stage.discard();
    return this;
  }

  FakeLane millis(long millis) {
    return nanos(millis * MILLI);
  }

  /** Lets time go by, and wakes the stage on the way. */
  FakeLane nanos(long nanos) {
    long until = now + nanos;
    while (wish != null && over == null && !left && wish + late - until <= 0) {
      now = Math.max(now - START, wish + late - START) + START;
      wish = null;
      if (++wakes > 10_000_000) {
        throw new AssertionError("never sleeps");
      }
      stage.wake(now);
    }
    now = until;
    return this;
  }

  /** The texts handed on, in order, the end as "END", each with the milliseconds when it was. */
  List<String> events() {
    return passed.stream().map(one -> one.what() + "@" + one.when() / MILLI).toList();
  }

  List<Passed> passed() {
    return passed;
  }

  /** All bytes handed on, as one text. */
  String text() {
    StringBuilder all = new StringBuilder();
    passed.stream().filter(one -> !one.what().equals("END")).forEach(one -> all.append(one.what()));
    return all.toString();
  }

  boolean ended() {
    return ended;
  }

  String dropped() {
    return dropped.toString();
  }

  String answered() {
    return answered.toString();
  }

  boolean answerEnded() {
    return answerEnded;
  }

  /** How the connection ended: "closed", "reset", "discarded"; null while it goes on. */
  @Nullable String over() {
    return over;
  }

  boolean wishes() {
    return wish != null;
  }

  int counted() {
    return applied;
  }

  /** Bytes of buffers that somebody still holds. */
  long held() {
    return buffers.metric().usedHeapMemory() + buffers.metric().usedDirectMemory();
  }

  @Override
  public Direction direction() {
    return direction;
  }

  @Override
  public long now() {
    return now;
  }

  @Override
  public RandomGenerator random() {
    return random;
  }

  @Override
  public void pass(ByteBuf bytes, long at) {
    if (bytes.refCnt() < 1) {
      throw new AssertionError("handed on after it was given up");
    }
    if (over == null) {
      record(bytes.toString(StandardCharsets.ISO_8859_1), at);
    }
    bytes.release();
    if (over == null && passed.size() >= closeAfter) {
      close();
    }
  }

  private void record(String what, long at) {
    if (ended) {
      throw new AssertionError("handed on after the end: " + what);
    }
    if (at - lastAt < 0) {
      throw new AssertionError("moments go back by " + (lastAt - at) + " ns");
    }
    if (at - now > 0) {
      throw new AssertionError("handed on too early, by " + (at - now) + " ns");
    }
    lastAt = at;
    passed.add(new Passed(what, at - START, now - START));
  }

  @Override
  public void passEnd(long at) {
    if (over == null) {
      record("END", at);
      ended = true;
    }
  }

  @Override
  public void drop(ByteBuf bytes) {
    if (over == null) {
      dropped.append(bytes.toString(StandardCharsets.ISO_8859_1));
    }
    bytes.release();
  }

  @Override
  public void wakeAt(long nanos) {
    wish = nanos;
  }

  @Override
  public void sleep() {
    wish = null;
  }

  @Override
  public void applied() {
    applied++;
  }

  @Override
  public void answer(ByteBuf bytes) {
    answered.append(bytes.toString(StandardCharsets.ISO_8859_1));
    bytes.release();
  }

  @Override
  public void answerEnd() {
    answerEnded = true;
  }

  @Override
  public void close() {
    finish("closed");
  }

  @Override
  public void reset() {
    finish("reset");
  }

  private void finish(String how) {
    if (over == null) {
      over = how;
      stage.discard();
    }
  }
}

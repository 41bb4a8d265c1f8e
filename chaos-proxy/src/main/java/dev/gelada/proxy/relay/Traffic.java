package dev.gelada.proxy.relay;

import dev.gelada.proxy.fault.Direction;
import java.util.concurrent.atomic.LongAdder;

/** What went through one proxy; live. Thread-safe. */
public final class Traffic {
  private final LongAdder accepted = new LongAdder();
  private final LongAdder ended = new LongAdder();
  private final LongAdder undialled = new LongAdder();
  private final Flow up = new Flow();
  private final Flow down = new Flow();

  /** Of one direction. */
  private static final class Flow {
    private final LongAdder received = new LongAdder();
    private final LongAdder sent = new LongAdder();
  }

  private Flow of(Direction direction) {
    return direction == Direction.UPSTREAM ? up : down;
  }

  void accept() {
    accepted.increment();
  }

  void end() {
    ended.increment();
  }

  void failToDial() {
    undialled.increment();
  }

  LongAdder received(Direction direction) {
    return of(direction).received;
  }

  LongAdder sent(Direction direction) {
    return of(direction).sent;
  }

  /** Connections accepted. */
  public long accepted() {
    return accepted.sum();
  }

  /** Connections open. */
  public long open() {
    long gone = ended.sum(); // first, so that none is counted as ended only
    return Math.max(0, accepted.sum() - gone);
  }

  /** Connections whose server could not be reached. */
  public long undialled() {
    return undialled.sum();
  }

  /** Bytes received of a direction. */
  public long receivedOf(Direction direction) {
    return received(direction).sum();
  }

  /** Bytes sent on of a direction. */
  public long sentOf(Direction direction) {
    return sent(direction).sum();
  }
}

package dev.gelada.proxy.relay;

import dev.gelada.proxy.fault.Direction;
import dev.gelada.proxy.fault.Fault;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/**
 * A fault as connections follow it.
 *
 * @param tally what it did; the same object through all changes of one fault, by which it is known
 * @param fault what it does
 * @param direction to which bytes
 * @param probability with which a connection gets it
 * @param seed of its chance
 */
public record Rule(Tally tally, Fault fault, Direction direction, double probability, long seed) {
  public Rule {
    Objects.requireNonNull(tally, "tally");
    Objects.requireNonNull(fault, "fault");
    Objects.requireNonNull(direction, "direction");
  }

  /** Whether it strikes that connection. */
  boolean strikes(long connection) {
    return Chance.strikes(seed, connection, probability);
  }

  /**
   * What one fault did; live.
   *
   * @param connections that got it
   * @param applied its acts
   */
  public record Tally(LongAdder connections, LongAdder applied) {
    /** Nothing yet. */
    public Tally() {
      this(new LongAdder(), new LongAdder());
    }

    @Override
    public boolean equals(Object other) {
      return this == other;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(this);
    }
  }
}

package dev.gelada.proxy.fault;

import io.netty.buffer.ByteBuf;
import java.util.random.RandomGenerator;

/**
 * What a {@link Stage} sees of the connection that it stands in. For the event loop's thread only.
 */
public interface Lane {
  /** Which way the bytes flow. */
  Direction direction();

  /** Nanoseconds; only differences mean anything. */
  long now();

  /**
   * Chance of this fault on this connection and direction: the same for the same seed, whatever
   * other faults there are.
   */
  RandomGenerator random();

  /** Hands bytes on; always taken, whoever reads or does not. */
  void pass(ByteBuf bytes, long at);

  /** Hands the end of the stream on. */
  void passEnd(long at);

  /** Gives bytes up: they are lost. */
  void drop(ByteBuf bytes);

  /**
   * Wishes for {@link Stage#wake} not before that time; replaces an earlier wish. A time that has
   * passed means soon, never within this call.
   */
  void wakeAt(long nanos);

  /** Takes the wish back. */
  void sleep();

  /** Counts one act of the fault: a piece delayed, cut, damaged or dropped. */
  void applied();

  /** Sends bytes back to where this direction's bytes come from. */
  void answer(ByteBuf bytes);

  /** Ends what is sent back, by FIN, once all of it is out; whatever follows it there is lost. */
  void answerEnd();

  /** Ends the connection, both sides, by FIN; what is kept anywhere in it is lost. */
  void close();

  /** Ends the connection, both sides, by RST. */
  void reset();
}

package dev.gelada.proxy.fault;

import io.netty.buffer.ByteBuf;

/**
 * What one fault does to one direction of one connection. All calls come from the thread of the
 * connection's event loop, never while another call of the same stage is under way, and none may
 * block. A stage that is given bytes owns them: it hands them on by {@link Lane#pass}, keeps them,
 * or gives them up by {@link Lane#drop}.
 */
public interface Stage {
  /**
   * Whether it keeps bytes for a time, however many come meanwhile. It is given as many as memory
   * allows; any other only as fast as it hands them on, so that whoever sends is slowed down.
   */
  default boolean keepsForATime() {
    return false;
  }

  /** It is in its place; called once, before anything else. */
  default void begin() {}

  /**
   * Bytes came.
   *
   * @param at when, on {@link Lane#now()}'s clock: for the first stage their arrival, for a later
   *     one when the stage before was to hand them on; never less than before
   */
  void take(ByteBuf bytes, long at);

  /** No more will come. Called once at most, after all bytes. */
  void end(long at);

  /** The time wished by {@link Lane#wakeAt} has come. */
  default void wake(long now) {}

  /** The fault's values changed; what is kept is to be treated by the new ones. */
  void change(Fault to);

  /**
   * The fault is being removed: hands on all that it keeps, the end too, at once. Nothing is called
   * after this. Where bytes were dropped it may {@link Lane#close}.
   */
  void leave();

  /** The connection is over: gives up all that it keeps. Nothing is called after this. */
  void discard();
}

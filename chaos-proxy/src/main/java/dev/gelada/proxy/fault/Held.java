package dev.gelada.proxy.fault;

import io.netty.buffer.ByteBuf;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * What a stage keeps, in order: pieces of bytes, and the end as the last of them. Nothing is
 * copied. When a piece is handed on, it is out of here already: whoever gets it may end the
 * connection, and so have this line discarded on the way.
 */
final class Held {
  private final Lane lane;
  private final Queue<Piece> pieces = new ArrayDeque<>(0);
  private boolean closed;

  Held(Lane lane) {
    this.lane = lane;
  }

  /**
   * One of them.
   *
   * @param bytes null for the end
   * @param at when it came
   * @param draw chance that belongs to it
   */
  record Piece(@Nullable ByteBuf bytes, long at, long draw) {
    boolean isEnd() {
      return bytes == null;
    }

    int size() {
      return bytes == null ? 0 : bytes.readableBytes();
    }
  }

  void add(ByteBuf bytes, long at, long draw) {
    if (closed) {
      lane.drop(bytes);
    } else {
      pieces.add(new Piece(bytes, at, draw));
    }
  }

  void addEnd(long at) {
    if (!closed) {
      closed = true;
      pieces.add(new Piece(null, at, 0));
    }
  }

  boolean isEmpty() {
    return pieces.isEmpty();
  }

  @Nullable Piece first() {
    return pieces.peek();
  }

  /** Hands the first one on. */
  void passFirst(long at) {
    Piece first = pieces.poll();
    if (first != null) {
      if (first.bytes() == null) {
        lane.passEnd(at);
      } else {
        lane.pass(first.bytes(), at);
      }
    }
  }

  /** Hands so many bytes of the first one on. */
  void passSome(int count, long at) {
    Piece first = pieces.peek();
    if (first == null || first.bytes() == null || count >= first.size()) {
      passFirst(at);
    } else {
      lane.pass(first.bytes().readRetainedSlice(count), at);
    }
  }

  /** Hands all on. */
  void passAll() {
    lane.sleep();
    long now = lane.now();
    while (!pieces.isEmpty()) {
      passFirst(now);
    }
  }

  /** Gives all up, also what is still to come. */
  void discard() {
    closed = true;
    lane.sleep();
    for (Piece piece = pieces.poll(); piece != null; piece = pieces.poll()) {
      if (piece.bytes() != null) {
        lane.drop(piece.bytes());
      }
    }
  }
}

package dev.gelada.proxy.relay;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.socket.SocketChannel;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** Where a link's bytes go: a socket, once there is one, and its end behind the last of them. */
@SuppressWarnings(
    "FutureReturnValueIgnored") // each write has a listener, and a shut-down cannot fail
final class Outlet {
  private final Link link;
  private final Queue<ByteBuf> waiting = new ArrayDeque<>(0);
  private @Nullable SocketChannel sink;

  /** Bytes given to the sink that it did not take yet. */
  private long unsent;

  private boolean flushable;
  private boolean ending;
  private boolean shut;

  Outlet(Link link) {
    this.link = link;
  }

  /** Whether bytes given to it now stay for a while. */
  boolean isBusy() {
    return unsent > 0 || sink == null;
  }

  /** Whether the end was asked for. */
  boolean ending() {
    return ending;
  }

  /** Whether the end was sent. */
  boolean shut() {
    return shut;
  }

  /** There is somebody to write to now. */
  void connect(SocketChannel to) {
    sink = to;
    for (ByteBuf bytes = waiting.poll(); bytes != null; bytes = waiting.poll()) {
      write(bytes, to);
    }
    flush();
    shutIfSent();
  }

  /** Takes bytes; goes out with the next {@link #flush}. */
  void send(ByteBuf bytes) {
    if (sink == null) {
      waiting.add(bytes);
    } else {
      write(bytes, sink);
    }
  }

  private void write(ByteBuf bytes, SocketChannel to) {
    int count = bytes.readableBytes();
    unsent += count;
    flushable = true;
    to.write(bytes).addListener(new Written(count));
  }

  void flush() {
    if (flushable && sink != null) {
      flushable = false;
      sink.flush();
    }
  }

  private final class Written implements ChannelFutureListener {
    private final int count;

    Written(int count) {
      this.count = count;
    }

    @Override
    public void operationComplete(ChannelFuture written) {
      if (link.over()) {
        return;
      }
      unsent -= count;
      if (written.isSuccess()) {
        link.sent(count);
        shutIfSent();
      } else {
        link.sinkFailed();
      }
    }
  }

  /** Ends behind what was sent. */
  void end() {
    if (!ending) {
      ending = true;
      shutIfSent();
    }
  }

  private void shutIfSent() {
    // shutting down earlier would fail what is not written yet
    if (!ending || shut || link.over() || sink == null || unsent > 0) {
      return;
    }
    if (link.broken()) {
      link.relay().reset();
      return;
    }
    shut = true;
    sink.shutdownOutput();
    link.relay().looked();
  }

  /** Gives up what waits. */
  void discard() {
    waiting.forEach(ByteBuf::release);
    waiting.clear();
  }
}

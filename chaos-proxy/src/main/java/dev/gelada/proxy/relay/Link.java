package dev.gelada.proxy.relay;

import dev.gelada.proxy.fault.Direction;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.SocketChannel;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One direction of a connection: reads from the source, hands the bytes through the stages, writes
 * to the sink. Whoever removes a stage never waits for a reader, because a stage may always hand
 * on: what bounds memory is that the source is not read while too much is kept.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a channel that does not close is closed already
final class Link extends ChannelInboundHandlerAdapter {
  /** What a link without faults keeps for a slow reader. */
  private static final long PLAIN = 2L << 20;

  /** The least that is read at once: the transport may read unasked when the end comes. */
  private static final long LEAST = 2048;

  private final Relay relay;
  private final Direction direction;
  private final Memory memory;
  private final Traffic traffic;
  private final Chain chain = new Chain(this);
  private final Outlet outlet = new Outlet(this);
  private @Nullable SocketChannel source;

  /** Bytes read and neither written nor lost, and how many of them count for the shared memory. */
  private long kept;

  private long counted;
  private boolean started;
  private boolean paused;
  private boolean sourceEnded;
  private boolean broken;
  private boolean over;

  Link(Relay relay, Direction direction, Memory memory, Traffic traffic) {
    this.relay = relay;
    this.direction = direction;
    this.memory = memory;
    this.traffic = traffic;
  }

  /** There is somebody to read from now. */
  void from(SocketChannel channel) {
    source = channel;
    channel.config().setRecvByteBufAllocator(new Reading(this));
    channel.pipeline().addLast(this);
  }

  /** There is somebody to write to now. */
  void connect(SocketChannel to) {
    outlet.connect(to);
  }

  Relay relay() {
    return relay;
  }

  Direction direction() {
    return direction;
  }

  Chain chain() {
    return chain;
  }

  long now() {
    return System.nanoTime();
  }

  /** How many bytes may be read now. */
  long room() {
    return Math.max(LEAST, limit() - kept);
  }

  private long limit() {
    if (chain.isEmpty()) {
      return Math.min(PLAIN, memory.limit());
    }
    return chain.keepsForATime() ? memory.limit() : Memory.GUARANTEED;
  }

  /** Whether the source will send no more. */
  boolean sourceEnded() {
    return sourceEnded;
  }

  /** Whether the source ended by a reset or was lost. */
  boolean broken() {
    return broken;
  }

  /** Whether the end went through all stages. */
  boolean ending() {
    return outlet.ending();
  }

  /** Whether the end was sent to the sink. */
  boolean sinkShut() {
    return outlet.shut();
  }

  /** Whether nothing is to be done any more. */
  boolean done() {
    return over || outlet.shut();
  }

  /** Whether it gave up what it kept. */
  boolean over() {
    return over;
  }

  /** Begins to read. */
  void start() {
    started = true;
    readOn();
  }

  private void readOn() {
    if (!started || over || sourceEnded || source == null) {
      return;
    }
    paused = kept >= limit();
    if (!paused) {
      source.read();
    }
  }

  private void readOnIfPaused() {
    if (paused && kept < limit() * 3 / 4) {
      readOn();
    }
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    if (direction == Direction.UPSTREAM) {
      relay.begin();
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ByteBuf bytes = (ByteBuf) message;
    if (over) {
      bytes.release();
      return;
    }
    int count = bytes.readableBytes();
    traffic.received(direction).add(count);
    keep(count);
    if (!chain.isEmpty()) {
      chain.take(relay.snug(bytes), now());
    } else {
      send(outlet.isBusy() ? relay.snug(bytes) : bytes);
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    flush();
    readOn();
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event instanceof ChannelInputShutdownEvent) {
      sourceEnd(false);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (cause instanceof IOException) {
      sourceBroken();
    } else {
      relay.failed(cause);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    if (!sourceEnded) {
      sourceBroken();
    }
  }

  private void sourceBroken() {
    if (source != null) {
      source.close();
    }
    relay.opposite(this).sinkFailed();
    sourceEnd(true);
  }

  private void sourceEnd(boolean byReset) {
    if (sourceEnded) {
      return;
    }
    sourceEnded = true;
    broken = byReset;
    if (!over) {
      if (chain.isEmpty()) {
        sendEnd();
      } else {
        chain.end(now());
      }
      flush();
    }
    relay.looked();
  }

  /** Bytes that went through all stages. */
  void send(ByteBuf bytes) {
    if (over || outlet.ending()) {
      lose(bytes);
    } else {
      outlet.send(bytes);
    }
  }

  /** The end that went through all stages. */
  void sendEnd() {
    outlet.end();
  }

  void flush() {
    outlet.flush();
  }

  /** The sink took bytes. */
  void sent(int count) {
    traffic.sent(direction).add(count);
    keep(-count);
    readOnIfPaused();
  }

  /** The sink takes nothing any more; what comes from it goes on to the other side. */
  void sinkFailed() {
    discard();
    relay.looked();
  }

  /** Bytes that a stage gave up. */
  void lose(ByteBuf bytes) {
    int count = bytes.readableBytes();
    bytes.release();
    keep(-count);
    readOnIfPaused();
  }

  private void keep(long more) {
    if (!over) { // what counted was given back then
      kept += more;
      counted = memory.account(counted, kept);
    }
  }

  /** Sends bytes back to the source. */
  void answer(ByteBuf bytes) {
    Link back = relay.opposite(this);
    back.keep(bytes.readableBytes());
    back.send(bytes);
    back.flush();
  }

  void answerEnd() {
    relay.opposite(this).sendEnd();
  }

  /** The rules are others now. */
  void follow(List<Rule> rules) {
    if (!over) {
      chain.follow(rules);
      flush();
      if (paused) {
        readOn();
      }
    }
  }

  /** Gives up all that is kept and does nothing any more. */
  void discard() {
    if (!over) {
      over = true;
      chain.discard();
      outlet.discard();
      counted = memory.account(counted, 0);
    }
  }
}

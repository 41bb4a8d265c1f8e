package dev.gelada.proxy.relay;

import dev.gelada.proxy.fault.Direction;
import dev.gelada.proxy.fault.Streams;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.SocketChannel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
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

  private final Relay relay;
  private final Direction direction;
  private final Memory memory;
  private final Traffic traffic;
  private final Queue<ByteBuf> waiting = new ArrayDeque<>(0);
  private List<Node> nodes = List.of();
  private @Nullable SocketChannel source;
  private @Nullable SocketChannel sink;
  private @Nullable Future<?> alarm;
  private long alarmAt;

  /** Bytes read and neither written nor lost, and how many of them count for the shared memory. */
  private long kept;

  private long counted;

  /** Bytes given to the sink that it did not take yet. */
  private long unsent;

  private boolean flushable;
  private boolean started;
  private boolean paused;
  private boolean sourceEnded;
  private boolean broken;
  private boolean endAsked;
  private boolean sinkShut;
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

  Relay relay() {
    return relay;
  }

  Direction direction() {
    return direction;
  }

  long connection() {
    return relay.connection();
  }

  long now() {
    return System.nanoTime();
  }

  /** How many bytes may be read now; never nothing, because the transport may read unasked. */
  long room() {
    return Math.max(2048, limit() - kept);
  }

  private long limit() {
    if (nodes.isEmpty()) {
      return Math.min(PLAIN, memory.limit());
    }
    for (Node node : nodes) {
      if (node.stage().keepsForATime()) {
        return memory.limit();
      }
    }
    return Memory.GUARANTEED;
  }

  /** Begins to read. */
  void start() {
    started = true;
    readOn();
  }

  /** Whether the source will send no more. */
  boolean sourceEnded() {
    return sourceEnded;
  }

  /** Whether the end was sent to the sink. */
  boolean sinkShut() {
    return sinkShut;
  }

  /** Whether nothing is to be done any more. */
  boolean done() {
    return over || sinkShut;
  }

  /** Whether bytes could not be delivered. */
  boolean over() {
    return over;
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
    if (nodes.isEmpty()) {
      send(unsent > 0 || sink == null ? snug(bytes) : bytes);
    } else {
      nodes.get(0).stage().take(snug(bytes), now());
    }
  }

  /** What stays is to take no more memory than it counts. */
  private ByteBuf snug(ByteBuf bytes) {
    int count = bytes.readableBytes();
    if (bytes.capacity() <= 2 * count) {
      return bytes;
    }
    try {
      return relay.buffers().directBuffer(count, count).writeBytes(bytes);
    } finally {
      bytes.release();
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
    sourceBroken();
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
      if (nodes.isEmpty()) {
        sendEnd();
      } else {
        nodes.get(0).stage().end(now());
      }
      flush();
    }
    relay.looked();
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

  /** Bytes that went through all stages. */
  void send(ByteBuf bytes) {
    if (over || endAsked) {
      lose(bytes);
    } else if (sink == null) {
      waiting.add(bytes);
    } else {
      write(bytes, sink);
    }
  }

  private void write(ByteBuf bytes, SocketChannel to) {
    int count = bytes.readableBytes();
    unsent += count;
    flushable = true;
    to.write(bytes).addListener(new Sent(count));
  }

  private void flush() {
    if (flushable && sink != null) {
      flushable = false;
      sink.flush();
    }
  }

  private final class Sent implements ChannelFutureListener {
    private final int count;

    Sent(int count) {
      this.count = count;
    }

    @Override
    public void operationComplete(ChannelFuture written) {
      if (over) {
        return;
      }
      unsent -= count;
      keep(-count);
      if (!written.isSuccess()) {
        sinkFailed();
        return;
      }
      traffic.sent(direction).add(count);
      shutIfSent();
      if (paused && kept < limit() * 3 / 4) {
        readOn();
      }
    }
  }

  /** The end went through all stages. */
  void sendEnd() {
    if (!endAsked) {
      endAsked = true;
      shutIfSent();
    }
  }

  private void shutIfSent() {
    if (!endAsked || sinkShut || over || sink == null || unsent > 0) {
      return;
    }
    if (broken) {
      relay.reset();
      return;
    }
    sinkShut = true;
    sink.shutdownOutput();
    relay.looked();
  }

  /** The sink takes nothing any more; what comes from it goes on to the other side. */
  private void sinkFailed() {
    discard();
    relay.looked();
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

  /** Bytes that a stage gave up. */
  void lose(ByteBuf bytes) {
    int count = bytes.readableBytes();
    bytes.release();
    if (!over) {
      keep(-count);
      if (paused && kept < limit() * 3 / 4) {
        readOn();
      }
    }
  }

  private void keep(long more) {
    kept += more;
    counted = memory.account(counted, kept);
  }

  /** Takes stages out, changes them and puts new ones in, as the rules are now. */
  void follow(List<Rule> rules) {
    Map<Rule.Tally, Rule> wanted = new LinkedHashMap<>();
    for (Rule rule : rules) {
      if (rule.direction() == direction
          && rule.fault() instanceof Streams
          && rule.strikes(connection())) {
        wanted.put(rule.tally(), rule);
      }
    }
    if (wanted.isEmpty() && nodes.isEmpty()) {
      return;
    }
    List<Node> staying = new ArrayList<>(nodes);
    for (Node node : nodes) {
      Rule rule = wanted.get(node.rule().tally());
      if (over) {
        return;
      } else if (rule != null) {
        node.follow(rule);
      } else {
        node.stage().leave();
        staying.remove(node);
        link(staying);
      }
    }
    List<Node> fresh = new ArrayList<>();
    List<Node> ordered = new ArrayList<>();
    for (Rule rule : wanted.values()) {
      Node node =
          staying.stream()
              .filter(n -> n.rule().tally().equals(rule.tally()))
              .findFirst()
              .orElse(null);
      if (node == null && !endAsked) {
        node = new Node(this, rule, (Streams) rule.fault());
        rule.tally().connections().increment();
        fresh.add(node);
      }
      if (node != null) {
        ordered.add(node);
      }
    }
    if (over) {
      return;
    }
    link(ordered);
    for (Node node : fresh) {
      if (!over) {
        node.stage().begin();
      }
    }
    flush();
    if (paused) {
      readOn();
    }
  }

  private void link(List<Node> chain) {
    for (int i = 0; i < chain.size(); i++) {
      chain.get(i).before(i + 1 < chain.size() ? chain.get(i + 1) : null);
    }
    nodes = List.copyOf(chain);
  }

  /** A stage wishes to be woken. */
  void wished(long at) {
    if (over || (alarm != null && alarmAt - at <= 0)) {
      return;
    }
    if (alarm != null) {
      alarm.cancel(false);
    }
    alarmAt = at;
    alarm = relay.loop().schedule(this::ring, Math.max(0, at - now()), TimeUnit.NANOSECONDS);
  }

  private void ring() {
    alarm = null;
    long now = now();
    for (Node node : nodes) {
      if (!over) {
        node.wakeIfDue(now);
      }
    }
    flush();
    for (Node node : nodes) {
      if (node.wish() != Node.NEVER) {
        wished(node.wish());
      }
    }
  }

  /** Gives up all that is kept and does nothing any more. */
  void discard() {
    if (over) {
      return;
    }
    over = true;
    if (alarm != null) {
      alarm.cancel(false);
      alarm = null;
    }
    nodes.forEach(node -> node.stage().discard());
    nodes = List.of();
    waiting.forEach(ByteBuf::release);
    waiting.clear();
    counted = memory.account(counted, 0);
  }
}

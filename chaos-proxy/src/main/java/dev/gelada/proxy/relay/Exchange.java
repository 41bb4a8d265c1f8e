package dev.gelada.proxy.relay;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All connections of one proxy. Calls of its public methods come from one thread at a time, never
 * from an event loop, and block until every loop did what they ask for: microseconds, as no loop
 * ever waits, and 5 s at most.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a channel that does not close is closed already
public final class Exchange {
  private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);
  private static final long BOUND_SECONDS = 5;
  private static final int BACKLOG = 4096;

  private final Loops loops;
  private final Memory memory;
  private final Dialer dialer;
  private final Traffic traffic = new Traffic();
  private final Set<Relay> relays = ConcurrentHashMap.newKeySet();
  private final AtomicLong numbers = new AtomicLong();
  private volatile List<Rule> rules = List.of();
  private volatile String upstream;
  private @Nullable Channel listener;

  /** Connections to that server; none is accepted yet. */
  public Exchange(Loops loops, Memory memory, Dialer dialer, String upstream) {
    this.loops = loops;
    this.memory = memory;
    this.dialer = dialer;
    this.upstream = upstream;
  }

  Memory memory() {
    return memory;
  }

  Dialer dialer() {
    return dialer;
  }

  String upstream() {
    return upstream;
  }

  List<Rule> rules() {
    return rules;
  }

  void add(Relay relay) {
    traffic.accept();
    relays.add(relay);
  }

  void ended(Relay relay) {
    if (relays.remove(relay)) {
      traffic.end();
    }
  }

  /** What went through; live. */
  public Traffic traffic() {
    return traffic;
  }

  /**
   * Accepts connections.
   *
   * @return where, with the port that was found for port 0
   * @throws IOException the operating system's reason
   */
  public InetSocketAddress listen(InetSocketAddress at) throws IOException {
    ChannelFuture bound =
        new ServerBootstrap()
            .group(loops.group())
            .channel(loops.listeners())
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.ALLOCATOR, loops.buffers())
            .childOption(ChannelOption.AUTO_READ, false)
            .childOption(ChannelOption.AUTO_CLOSE, false)
            .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.SO_KEEPALIVE, true) // a peer that vanished is not for ever
            .childHandler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel client) {
                    accept(client);
                  }
                })
            .bind(at);
    if (!bound.awaitUninterruptibly(BOUND_SECONDS, TimeUnit.SECONDS)) {
      bound.addListener((ChannelFuture late) -> late.channel().close());
      throw new IOException("binding took too long");
    }
    Throwable cause = bound.cause();
    if (cause != null) {
      throw cause instanceof IOException known ? known : new IOException(cause);
    }
    listener = bound.channel();
    return (InetSocketAddress) bound.channel().localAddress();
  }

  private void accept(SocketChannel client) {
    new Relay(this, client, numbers.incrementAndGet());
  }

  /** Accepts no more connections; those that are open go on. */
  public void unlisten() {
    if (listener != null) {
      listener.close().awaitUninterruptibly(BOUND_SECONDS, TimeUnit.SECONDS);
      if (!loops.closesAtOnce()) {
        listener
            .eventLoop()
            .schedule(() -> {}, 1, TimeUnit.MILLISECONDS)
            .awaitUninterruptibly(BOUND_SECONDS, TimeUnit.SECONDS);
      }
      listener = null;
    }
  }

  /** Whether connections are accepted. */
  public boolean listening() {
    return listener != null;
  }

  /** The server of new connections. */
  public void upstream(String other) {
    upstream = other;
  }

  /** The faults of all connections, those that are open too. */
  public void rules(List<Rule> now) {
    rules = List.copyOf(now);
    everywhere(relay -> relay.follow(rules));
  }

  /** Ends all connections by FIN. */
  public void cut() {
    everywhere(Relay::close);
  }

  private void everywhere(Consumer<Relay> act) {
    List<Future<?>> asked = new ArrayList<>();
    for (EventExecutor loop : loops.group()) {
      asked.add(loop.submit(() -> onLoop((EventLoop) loop, act)));
    }
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(BOUND_SECONDS);
    for (Future<?> one : asked) {
      if (!one.awaitUninterruptibly(until - System.nanoTime(), TimeUnit.NANOSECONDS)) {
        LOG.warn("an event loop did not answer within {} s", BOUND_SECONDS);
      } else if (one.cause() != null) {
        LOG.error("a connection could not follow a change", one.cause());
      }
    }
  }

  private void onLoop(EventLoop loop, Consumer<Relay> act) {
    for (Relay relay : relays) {
      if (relay.loop() == loop) {
        try {
          act.accept(relay);
        } catch (RuntimeException mistake) { // the others are to follow all the same
          relay.failed(mistake);
        }
      }
    }
  }
}

package dev.gelada.proxy.control;

import dev.gelada.proxy.Proxies;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves the control API of some proxies over HTTP/1.1. Its threads are its own and daemons; none
 * of what a client does or fails to do holds up another for longer than a request takes.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a channel that does not close is closed already
public final class ControlServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ControlServer.class);

  /** Threads that answer; as many requests may block on proxies at once. */
  private static final int THREADS = 8;

  /** Requests that wait for a thread; further ones are told that the server is busy. */
  private static final int WAITING = 256;

  private static final int LONGEST_LINE = 64 << 10;

  private final EventLoopGroup loop;
  private final ThreadPoolExecutor threads;
  private final ChannelGroup clients = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
  private final Channel listener;

  /**
   * Serves whatever the desk answers.
   *
   * @param clock for the header Date
   */
  ControlServer(Desk desk, InetSocketAddress bind, Limits limits, InstantSource clock)
      throws IOException {
    loop =
        new MultiThreadIoEventLoopGroup(
            1, new DefaultThreadFactory("gelada-control-io", true), NioIoHandler.newFactory());
    threads =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            10,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(WAITING),
            new DefaultThreadFactory("gelada-control", true));
    threads.allowCoreThreadTimeOut(true);
    ChannelFuture bound =
        new ServerBootstrap()
            .group(loop)
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childHandler(front(desk, limits, clock))
            .bind(bind)
            .awaitUninterruptibly();
    listener = bound.channel();
    if (!bound.isSuccess()) {
      close();
      throw new IOException(
          "the control API cannot listen at %s: %s"
              .formatted(Addresses.text(bind), bound.cause().getMessage()),
          bound.cause());
    }
  }

  /**
   * Starts serving. The proxies stay the caller's: closing the server does not close them.
   *
   * @throws IOException if it cannot listen; nothing is left running then
   */
  public static ControlServer start(Proxies proxies, ControlOptions options) throws IOException {
    return start(proxies, options, Limits.USUAL);
  }

  static ControlServer start(Proxies proxies, ControlOptions options, Limits limits)
      throws IOException {
    if (options.bind().isUnresolved()) {
      throw new IOException(
          "the control API cannot listen at %s: no such host"
              .formatted(options.bind().getHostString()));
    }
    Routes routes = new Routes();
    new ProxyRoutes(proxies, options.strict()).join(routes);
    new PopulateRoute(proxies, options.strict()).join(routes);
    new ToxicRoutes(proxies, options.strict()).join(routes);
    new OwnRoutes(proxies, options.version(), options.time()).join(routes);
    new VersionRoute(options).join(routes);
    if (options.proxyMetrics() || options.runtimeMetrics()) {
      new MetricsRoute(proxies, options.proxyMetrics(), options.runtimeMetrics()).join(routes);
    }
    Desk desk = new Desk(routes, options.token(), proxies.id().replace("-", "").substring(0, 12));
    ControlServer server = new ControlServer(desk, options.bind(), limits, options.time());
    if (!options.bind().getAddress().isLoopbackAddress() && options.token() == null) {
      LOG.warn(
          "The control API at {} asks nobody who he is: whoever reaches it can break the traffic of"
              + " every proxy here. Bind it to loopback or set a token.",
          Addresses.text(server.address()));
    }
    return server;
  }

  private ChannelInitializer<SocketChannel> front(Desk desk, Limits limits, InstantSource clock) {
    return new ChannelInitializer<>() {
      @Override
      protected void initChannel(SocketChannel client) {
        clients.add(client); // leaves it by itself when it closes
        if (clients.size() > limits.connections()) {
          LOG.warn("more than {} connections to the control API", limits.connections());
          client.close();
          return;
        }
        client
            .pipeline()
            .addLast(
                new HttpServerCodec(
                    new HttpDecoderConfig()
                        .setMaxInitialLineLength(LONGEST_LINE)
                        .setMaxHeaderSize(LONGEST_LINE)),
                new HttpObjectAggregator(limits.body(), true),
                new Conversation(desk, threads, limits, clock));
      }
    };
  }

  /** Where it listens. */
  public InetSocketAddress address() {
    return (InetSocketAddress) listener.localAddress();
  }

  /** Ends its connections and threads; a request under way may still take effect. Bounded. */
  @Override
  public void close() {
    listener.close().awaitUninterruptibly(2, TimeUnit.SECONDS);
    threads.shutdown();
    clients.close().awaitUninterruptibly(2, TimeUnit.SECONDS);
    loop.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(5, TimeUnit.SECONDS);
  }
}

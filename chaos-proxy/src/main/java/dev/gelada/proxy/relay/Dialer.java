package dev.gelada.proxy.relay;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import io.netty.util.NetUtil;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Connects to servers without making anybody wait: names are looked up on threads of their own, and
 * a server that does not answer costs its own connection only. A name that stands for several
 * addresses is tried in their order, all within the same time.
 */
@SuppressWarnings("FutureReturnValueIgnored") // listeners tell
public final class Dialer implements AutoCloseable {
  private static final int LOOKUPS = 16;
  private static final int WAITING = 4096;

  private final Loops loops;
  private final long withinNanos;
  private final ExecutorService lookups;
  private final Names names;

  /** Those that are being looked up: however many want one, it takes one thread. */
  private final Map<String, CompletableFuture<List<InetAddress>>> wanted =
      new ConcurrentHashMap<>();

  /** Who knows names; blocks. */
  interface Names {
    InetAddress[] of(String host) throws UnknownHostException;
  }

  /** Connecting takes no longer than {@code within}, the look-up of the name included. */
  public Dialer(Loops loops, Duration within) {
    this(loops, within, InetAddress::getAllByName);
  }

  Dialer(Loops loops, Duration within, Names names) {
    this.loops = loops;
    this.names = names;
    this.withinNanos = within.toNanos();
    ThreadPoolExecutor threads =
        new ThreadPoolExecutor(
            LOOKUPS,
            LOOKUPS,
            10,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(WAITING),
            new DefaultThreadFactory("gelada-proxy-lookup", true));
    threads.allowCoreThreadTimeOut(true);
    lookups = threads;
  }

  /** One of both is told, on {@code loop}, once. */
  void dial(
      EventLoop loop, String upstream, Consumer<SocketChannel> done, Consumer<Throwable> failed) {
    Optional<HostPort> to = HostPort.of(upstream);
    if (to.isEmpty()) {
      failed.accept(new IOException("'" + upstream + "' is no host:port"));
      return;
    }
    Attempt attempt = new Attempt(loop, to.get().port(), done, failed);
    byte[] literal = NetUtil.createByteArrayFromIpAddressString(to.get().host());
    if (literal != null) {
      attempt.found(List.of(address(literal)));
    } else {
      attempt.lookUp(to.get().host());
    }
  }

  /** The addresses of a name, or why there are none, told on any thread. */
  private CompletableFuture<List<InetAddress>> lookUp(String host) {
    return wanted.computeIfAbsent(
        host,
        asked -> {
          CompletableFuture<List<InetAddress>> answer = new CompletableFuture<>();
          lookups.execute(
              () -> {
                try {
                  // no name stands for this machine, as elsewhere
                  answer.complete(List.of(names.of(asked.isEmpty() ? "localhost" : asked)));
                } catch (UnknownHostException | RuntimeException unknown) {
                  answer.completeExceptionally(unknown);
                } finally {
                  wanted.remove(asked, answer);
                }
              });
          return answer;
        });
  }

  private static InetAddress address(byte[] literal) {
    try {
      return InetAddress.getByAddress(literal);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("an address has 4 or 16 bytes", e);
    }
  }

  @Override
  public void close() {
    lookups.shutdownNow();
  }

  /** One connection to be made; but for the look-up all of it runs on the loop. */
  private final class Attempt {
    private final EventLoop loop;
    private final int port;
    private final Consumer<SocketChannel> done;
    private final Consumer<Throwable> failed;
    private final long until = System.nanoTime() + withinNanos;
    private boolean told;

    Attempt(EventLoop loop, int port, Consumer<SocketChannel> done, Consumer<Throwable> failed) {
      this.loop = loop;
      this.port = port;
      this.done = done;
      this.failed = failed;
    }

    void lookUp(String host) {
      loop.schedule(
          () -> fail(new UnknownHostException(host + " could not be looked up in time")),
          withinNanos,
          TimeUnit.NANOSECONDS);
      try {
        Dialer.this
            .lookUp(host)
            .whenComplete(
                (found, unknown) ->
                    loop.execute(
                        () -> {
                          if (unknown != null) {
                            fail(unknown);
                          } else {
                            found(found);
                          }
                        }));
      } catch (RejectedExecutionException busy) {
        fail(busy);
      }
    }

    void found(List<InetAddress> addresses) {
      if (!told) {
        connect(addresses, 0);
      }
    }

    private void connect(List<InetAddress> addresses, int index) {
      long left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
      if (left <= 0) {
        fail(new ConnectException("timed out"));
        return;
      }
      new Bootstrap()
          .group(loop)
          .channel(loops.sockets())
          .option(ChannelOption.ALLOCATOR, loops.buffers())
          .option(ChannelOption.AUTO_READ, false)
          .option(ChannelOption.AUTO_CLOSE, false)
          .option(ChannelOption.ALLOW_HALF_CLOSURE, true)
          .option(ChannelOption.TCP_NODELAY, true)
          .option(ChannelOption.SO_KEEPALIVE, true)
          .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) Math.min(Integer.MAX_VALUE, left))
          .handler(new ChannelInboundHandlerAdapter())
          .connect(new InetSocketAddress(addresses.get(index), port))
          .addListener(
              (ChannelFuture tried) -> {
                if (tried.isSuccess()) {
                  succeed((SocketChannel) tried.channel());
                } else if (index + 1 < addresses.size()) {
                  connect(addresses, index + 1);
                } else {
                  fail(tried.cause());
                }
              });
    }

    private void succeed(SocketChannel channel) {
      if (told) {
        channel.close();
      } else {
        told = true;
        done.accept(channel);
      }
    }

    private void fail(Throwable cause) {
      if (!told) {
        told = true;
        failed.accept(cause);
      }
    }
  }
}

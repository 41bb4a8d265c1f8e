package dev.gelada.proxy.relay;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.TimeUnit;

/** Event loops and the kind of sockets on them: epoll where it is wanted and there, else NIO. */
public final class Loops implements AutoCloseable {
  private static final int PAGE = 8192;

  /** Chunks of 4 MiB, the largest of which a buffer takes a quarter. */
  private static final int ORDER = 9;

  private final EventLoopGroup group;
  private final boolean epoll;
  private final ByteBufAllocator buffers;

  /**
   * Starts them.
   *
   * @param threads how many; 0 for one for each processor
   */
  public Loops(int threads, boolean nativeTransport) {
    int count = threads > 0 ? threads : Runtime.getRuntime().availableProcessors();
    epoll = nativeTransport && Epoll.isAvailable();
    IoHandlerFactory io = epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
    group =
        new MultiThreadIoEventLoopGroup(count, new DefaultThreadFactory("gelada-proxy", true), io);
    buffers = new PooledByteBufAllocator(true, 0, count, PAGE, ORDER, 64, 32, true);
  }

  EventLoopGroup group() {
    return group;
  }

  Class<? extends SocketChannel> sockets() {
    return epoll ? EpollSocketChannel.class : NioSocketChannel.class;
  }

  Class<? extends ServerSocketChannel> listeners() {
    return epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
  }

  ByteBufAllocator buffers() {
    return buffers;
  }

  /**
   * Whether the operating system knows that a socket is closed when Netty says so; with NIO it
   * takes until its loop waits for events the next time.
   */
  boolean closesAtOnce() {
    return epoll;
  }

  /** {@code epoll} or {@code nio}. */
  public String transport() {
    return epoll ? "epoll" : "nio";
  }

  /** Ends the threads, and with them every connection that is left; waits for 5 s at most. */
  @Override
  public void close() {
    group.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(5, TimeUnit.SECONDS);
  }
}

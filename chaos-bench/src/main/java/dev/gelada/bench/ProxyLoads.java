package dev.gelada.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.Channel;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** The clients: one method for each kind of work, all of them through one port of 127.0.0.1. */
final class ProxyLoads {
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(120);

  private ProxyLoads() {}

  /** Work that may end by its channels being closed. */
  interface Work {
    void run() throws IOException;
  }

  static Thread daemon(String name, Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException | ClosedSelectorException ended) {
                // the other side or close() has ended it
              }
            },
            "bench-" + name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  static void closed(Channel channel) {
    try {
      channel.close();
    } catch (IOException ignored) {
      // it is gone, which is all that was wanted
    }
  }

  static void unhurried(SocketChannel channel) throws IOException {
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
  }

  static SocketChannel connect(int port) throws IOException {
    SocketChannel channel =
        SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    unhurried(channel);
    return channel;
  }

  static void fill(SocketChannel channel, ByteBuffer buffer, long bytes) throws IOException {
    for (long left = bytes; left > 0; ) {
      buffer.clear().limit((int) Math.min(buffer.capacity(), left));
      left -= channel.write(buffer);
    }
  }

  static void drain(SocketChannel channel, ByteBuffer buffer, long bytes) throws IOException {
    for (long left = bytes; left > 0; ) {
      buffer.clear().limit((int) Math.min(buffer.capacity(), left));
      int got = channel.read(buffer);
      if (got < 0) {
        throw new IOException("the stream ended " + left + " bytes early");
      }
      left -= got;
    }
  }

  private static SocketChannel bulk(int port, byte way, long bytes) throws IOException {
    SocketChannel channel = connect(port);
    ByteBuffer head = ByteBuffer.allocate(ProxyServers.BULK_HEAD).put(way).putLong(bytes).flip();
    channel.write(head);
    return channel;
  }

  /** MiB a second, from the first byte on until the server says that it has the last. */
  static double up(int port, long bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocateDirect(ProxyServers.BULK_BUFFER);
    try (SocketChannel channel = bulk(port, ProxyServers.UP, bytes)) {
      long begun = System.nanoTime();
      fill(channel, buffer, bytes);
      drain(channel, buffer, 1);
      return bytes / 1048576.0 * 1e9 / (System.nanoTime() - begun);
    }
  }

  /** MiB a second, from the request on until the last byte is there. */
  static double down(int port, long bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocateDirect(ProxyServers.BULK_BUFFER);
    try (SocketChannel channel = bulk(port, ProxyServers.DOWN, bytes)) {
      long begun = System.nanoTime();
      drain(channel, buffer, bytes);
      return bytes / 1048576.0 * 1e9 / (System.nanoTime() - begun);
    }
  }

  /** MiB a second of an endless stream, measured when it has flowed for a while. */
  static double steady(int port, long fillNanos, long nanos) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocateDirect(ProxyServers.BULK_BUFFER);
    try (SocketChannel channel = bulk(port, ProxyServers.DOWN, Long.MAX_VALUE)) {
      drain(channel, buffer, 1);
      for (long until = System.nanoTime() + fillNanos; System.nanoTime() < until; ) {
        channel.read(buffer.clear());
      }
      long begun = System.nanoTime();
      long bytes = 0;
      while (System.nanoTime() - begun < nanos) {
        bytes += channel.read(buffer.clear());
      }
      return bytes / 1048576.0 * 1e9 / (System.nanoTime() - begun);
    }
  }

  /** How many requests were answered, each connection sending its next when it has an answer. */
  static long requests(int port, int connections, long nanos) throws IOException {
    ByteBuffer request = ByteBuffer.allocateDirect(ProxyServers.REQUEST.length);
    request.put(ProxyServers.REQUEST);
    ByteBuffer answer = ByteBuffer.allocateDirect(64 << 10);
    long[] answered = new long[1];
    List<SocketChannel> channels = new ArrayList<>();
    try (Selector selector = Selector.open()) {
      for (int i = 0; i < connections; i++) {
        SocketChannel channel = connect(port);
        channels.add(channel);
        channel.configureBlocking(false).register(selector, SelectionKey.OP_READ, new int[1]);
        channel.write(request.flip());
      }
      long begun = System.nanoTime();
      while (System.nanoTime() - begun < nanos) {
        selector.select(key -> answered[0] += answer(key, answer, request) ? 1 : 0, 100);
      }
    } finally {
      channels.forEach(ProxyLoads::closed);
    }
    return answered[0];
  }

  private static boolean answer(SelectionKey key, ByteBuffer answer, ByteBuffer request) {
    try {
      SocketChannel channel = (SocketChannel) key.channel();
      int[] part = (int[]) key.attachment();
      int got = channel.read(answer.clear());
      if (got < 0) {
        throw new IllegalStateException("a connection ended amid requests");
      }
      part[0] += got;
      if (part[0] < ProxyServers.ANSWER.length) {
        return false;
      }
      part[0] -= ProxyServers.ANSWER.length;
      channel.write(request.rewind());
      return true;
    } catch (IOException cut) {
      throw new IllegalStateException("a connection broke amid requests", cut);
    }
  }

  /** Connections a second: connected, one byte sent and seen again, closed. */
  static double connections(int port, int count, int threads) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      long begun = System.nanoTime();
      List<Callable<Void>> all = new ArrayList<>();
      for (int thread = 0; thread < threads; thread++) {
        all.add(() -> connectAgainAndAgain(port, count / threads));
      }
      for (Future<Void> each : pool.invokeAll(all, PATIENCE, TimeUnit.NANOSECONDS)) {
        each.get();
      }
      return count / threads * threads * 1e9 / (System.nanoTime() - begun);
    } finally {
      pool.shutdownNow();
    }
  }

  @SuppressWarnings("NullAway") // what a Callable without a result answers
  private static Void connectAgainAndAgain(int port, int count) throws IOException {
    ByteBuffer one = ByteBuffer.allocateDirect(1);
    for (int i = 0; i < count; i++) {
      try (SocketChannel channel = connect(port)) {
        touch(channel, one);
      }
    }
    return null;
  }

  /** Connections that are through to the server, and idle then. */
  static List<SocketChannel> idle(int port, int count) throws IOException {
    ByteBuffer one = ByteBuffer.allocateDirect(1);
    List<SocketChannel> open = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      SocketChannel channel = connect(port);
      open.add(channel);
      touch(channel, one);
    }
    return open;
  }

  private static void touch(SocketChannel channel, ByteBuffer one) throws IOException {
    channel.write(one.clear());
    if (channel.read(one.clear()) != 1) {
      throw new IOException("no echo");
    }
  }
}

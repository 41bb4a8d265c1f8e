package dev.gelada.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Small messages at a fixed rate over some connections in turn, whether or not the earlier ones
 * have been answered: a proxy that stalls is charged for all that should have been sent meanwhile.
 */
final class ProxyEchoes {
  private static final int MESSAGE = 64;
  private static final long LATE = TimeUnit.SECONDS.toNanos(10);

  private final List<SocketChannel> channels = new ArrayList<>();
  private final long[] nanos;
  private final boolean fromIntended;
  private int answered;

  private ProxyEchoes(int count, boolean fromIntended) {
    this.nanos = new long[count];
    this.fromIntended = fromIntended;
  }

  /** Nanoseconds from when each message was to be sent until its echo was there, sorted. */
  static long[] intended(int port, int connections, int rate, int count) throws Exception {
    return new ProxyEchoes(count, true).measure(port, connections, rate);
  }

  /** Nanoseconds from when each message was sent: what a delay is compared with. */
  static long[] sent(int port, int connections, int rate, int count) throws Exception {
    return new ProxyEchoes(count, false).measure(port, connections, rate);
  }

  private long[] measure(int port, int connections, int rate) throws Exception {
    try (Selector selector = Selector.open()) {
      for (int i = 0; i < connections; i++) {
        SocketChannel channel = ProxyLoads.connect(port);
        channels.add(channel);
        channel
            .configureBlocking(false)
            .register(selector, SelectionKey.OP_READ, ByteBuffer.allocateDirect(16 << 10));
      }
      long first = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(20); // both threads are up
      long apart = TimeUnit.SECONDS.toNanos(1) / rate;
      Thread sender = ProxyLoads.daemon("sender", () -> send(first, apart));
      long deadline = first + apart * nanos.length + LATE;
      while (answered < nanos.length) {
        selector.select(this::ready, 1000);
        if (System.nanoTime() - deadline > 0) {
          throw new IllegalStateException(
              "%d of %d echoes are missing".formatted(nanos.length - answered, nanos.length));
        }
      }
      sender.join();
    } finally {
      channels.forEach(ProxyLoads::closed);
    }
    Arrays.sort(nanos);
    return nanos;
  }

  private void send(long first, long apart) throws IOException {
    ByteBuffer message = ByteBuffer.allocateDirect(MESSAGE);
    for (int i = 0; i < nanos.length; i++) {
      long due = first + i * apart;
      for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
      message.clear();
      message.putLong(0, fromIntended ? due : System.nanoTime());
      channels.get(i % channels.size()).write(message);
    }
  }

  private void ready(SelectionKey key) {
    try {
      ByteBuffer buffer = (ByteBuffer) key.attachment();
      if (((SocketChannel) key.channel()).read(buffer) < 0) {
        throw new IllegalStateException("a connection ended amid echoes");
      }
      long now = System.nanoTime();
      buffer.flip();
      for (; buffer.remaining() >= MESSAGE; buffer.position(buffer.position() + MESSAGE)) {
        nanos[answered++] = now - buffer.getLong(buffer.position());
      }
      buffer.compact();
    } catch (IOException cut) {
      throw new IllegalStateException("a connection broke amid echoes", cut);
    }
  }

  /** The value below which that part of the sorted values lies. */
  static long quantile(long[] sorted, double part) {
    return sorted[(int) Math.min(sorted.length - 1, Math.round(part * (sorted.length - 1)))];
  }

  static double mean(long[] values) {
    return Arrays.stream(values).average().orElse(Double.NaN);
  }
}

package dev.gelada.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gelada.proxy.fault.Attributes;
import dev.gelada.proxy.fault.Direction;
import dev.gelada.proxy.fault.FaultType;
import dev.gelada.proxy.fault.FaultTypes;
import dev.gelada.proxy.testing.EchoServer;
import dev.gelada.proxy.testing.Server;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Taking a fault away waits for nobody. Each case is tried many times and judged by the median, so
 * that a moment in which the machine was busy elsewhere does not decide.
 */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RemovalIT {
  private static final int TRIES = 15;
  private static final Duration BOUND = Duration.ofMillis(50);

  private final Proxies proxies = Proxies.start(Options.DEFAULT);

  @AfterEach
  void end() {
    proxies.close();
  }

  private Proxy before(String upstream) throws IOException {
    return proxies.create(new ProxySpec("p", "127.0.0.1:0", upstream, true, List.of()));
  }

  private static FaultSpec fault(String type, Map<String, ?> attributes) {
    FaultType kind = FaultTypes.named(type).orElseThrow();
    return new FaultSpec(
        "fault", kind, Direction.UPSTREAM, 1, Attributes.of(kind, attributes), null, null);
  }

  /** How long taking it away took: the median of many times. */
  private static Duration removal(Proxy proxy, FaultSpec fault, Runnable meanwhile)
      throws IOException {
    long[] nanos = new long[TRIES];
    for (int i = 0; i < TRIES; i++) {
      proxy.add(fault);
      meanwhile.run();
      long start = System.nanoTime();
      assertThat(proxy.remove(fault.name())).isTrue();
      nanos[i] = System.nanoTime() - start;
    }
    Arrays.sort(nanos);
    return Duration.ofNanos(nanos[TRIES / 2]);
  }

  /** Writes until nothing more is taken for a moment. */
  private static void fill(List<SocketChannel> writers) {
    ByteBuffer much = ByteBuffer.allocateDirect(256 << 10);
    long since = System.nanoTime();
    try {
      while (System.nanoTime() - since < TimeUnit.MILLISECONDS.toNanos(20)) {
        for (SocketChannel writer : writers) {
          if (writer.write(much.clear()) > 0) {
            since = System.nanoTime();
          }
        }
        if (System.nanoTime() - since > TimeUnit.SECONDS.toNanos(1)) {
          return;
        }
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static List<SocketChannel> writers(Proxy proxy, int count) throws IOException {
    List<SocketChannel> writers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      SocketChannel writer = SocketChannel.open(proxy.address().orElseThrow());
      writer.configureBlocking(false);
      writers.add(writer);
    }
    return writers;
  }

  @Test
  void of_a_latency_that_holds_much_while_nobody_reads() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    try (Server deaf = new Server(client -> over.await())) {
      Proxy proxy = before(deaf.address());
      List<SocketChannel> writers = writers(proxy, 20);

      Duration took =
          removal(proxy, fault("latency", Map.of("latency", 60_000)), () -> fill(writers));

      assertThat(took).isLessThan(BOUND);
      for (SocketChannel writer : writers) {
        writer.close();
      }
      over.countDown();
    }
  }

  @Test
  void of_a_line_that_stands_still() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    try (Server deaf = new Server(client -> over.await())) {
      Proxy proxy = before(deaf.address());
      List<SocketChannel> writers = writers(proxy, 20);

      assertThat(removal(proxy, fault("bandwidth", Map.of("rate", 0)), () -> fill(writers)))
          .isLessThan(BOUND);
      for (SocketChannel writer : writers) {
        writer.close();
      }
      over.countDown();
    }
  }

  @Test
  void while_a_server_does_not_answer() throws Exception {
    try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      List<SocketChannel> filling = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        SocketChannel channel = SocketChannel.open();
        channel.configureBlocking(false);
        channel.connect(full.getLocalSocketAddress());
        filling.add(channel);
      }
      Proxy proxy = before("127.0.0.1:" + full.getLocalPort());
      List<SocketChannel> writers = writers(proxy, 20);

      assertThat(removal(proxy, fault("latency", Map.of("latency", 60_000)), () -> fill(writers)))
          .isLessThan(BOUND);
      for (SocketChannel channel : filling) {
        channel.close();
      }
    }
  }

  @Test
  void and_what_was_held_arrives_at_once() throws Exception {
    try (EchoServer echo = new EchoServer()) {
      Proxy proxy = before(echo.address());
      long[] nanos = new long[TRIES];
      try (Socket client = new Socket()) {
        client.connect(proxy.address().orElseThrow());
        for (int i = 0; i < TRIES; i++) {
          proxy.add(fault("latency", Map.of("latency", 60_000)));
          client.getOutputStream().write(i);
          while (proxy.faults().get(0).applied() == 0) {
            TimeUnit.MILLISECONDS.sleep(1);
          }
          long start = System.nanoTime();
          proxy.remove("fault");
          assertThat(client.getInputStream().read()).isEqualTo(i);
          nanos[i] = System.nanoTime() - start;
        }
      }
      Arrays.sort(nanos);
      assertThat(Duration.ofNanos(nanos[TRIES / 2])).isLessThan(BOUND);
    }
  }
}

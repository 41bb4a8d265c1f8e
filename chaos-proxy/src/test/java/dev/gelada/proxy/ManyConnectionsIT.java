package dev.gelada.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gelada.proxy.fault.Attributes;
import dev.gelada.proxy.fault.Direction;
import dev.gelada.proxy.fault.FaultType;
import dev.gelada.proxy.fault.FaultTypes;
import dev.gelada.proxy.testing.EchoServer;
import dev.gelada.proxy.testing.Leaks;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What the proxy promises when there is much of it. */
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@EnabledOnOs(OS.LINUX)
class ManyConnectionsIT {
  private static final int CONNECTIONS = 2000;
  private static final int ROUNDS = 5;
  private static final int MESSAGE = 3000;
  private static final long BUFFER = 32L << 20;

  @Test
  void two_thousand_connections_with_faults_stay_in_bounds_and_leave_nothing() throws Exception {
    Leaks.watch();
    try (EchoServer echo = new EchoServer()) {
      long descriptors = descriptors();
      long threads = proxyThreads();
      Proxies proxies =
          Proxies.start(
              new Options(2, true, Duration.ofSeconds(10), BUFFER, 7L, Options.DEFAULT.time()));
      try {
        Proxy proxy =
            proxies.create(
                new ProxySpec(
                    "many",
                    "127.0.0.1:0",
                    echo.address(),
                    true,
                    List.of(
                        fault("slow", "latency", Direction.DOWNSTREAM, "latency", 100L),
                        fault("cut", "slicer", Direction.UPSTREAM, "average_size", 700L),
                        fault("line", "bandwidth", Direction.DOWNSTREAM, "rate", 5000L))));
        long most = talk(proxies, proxy);

        assertThat(most)
            .as("bytes kept beside the guaranteed 64 KiB of each direction")
            .isLessThanOrEqualTo(BUFFER + CONNECTIONS * 2L * (64 << 10));
        assertThat(proxy.counters().accepted()).isEqualTo(CONNECTIONS);
        long bytes = (long) CONNECTIONS * ROUNDS * MESSAGE;
        await(() -> proxy.counters().downstreamSent() == bytes);
        assertThat(proxy.counters().upstreamReceived()).isEqualTo(bytes);
        assertThat(proxy.faults())
            .allSatisfy(fault -> assertThat(fault.connections()).isEqualTo(CONNECTIONS))
            .filteredOn(fault -> !fault.spec().name().equals("line")) // nobody was faster than it
            .allSatisfy(fault -> assertThat(fault.applied()).isGreaterThanOrEqualTo(CONNECTIONS));
        await(() -> proxy.counters().open() == 0);
        assertThat(proxies.bufferUsed()).isZero();
      } finally {
        proxies.close();
      }
      await(() -> proxyThreads() <= threads);
      await(() -> descriptors() <= descriptors + 4); // a class loader may have opened a jar
      assertThat(Leaks.found()).isEmpty();
    }
  }

  /** Says the same things on all connections and hears them back; closes them. */
  private static long talk(Proxies proxies, Proxy proxy) throws IOException {
    List<SocketChannel> clients = new ArrayList<>();
    long most = 0;
    try {
      for (int i = 0; i < CONNECTIONS; i++) {
        clients.add(SocketChannel.open(proxy.address().orElseThrow()));
      }
      byte[] message = new byte[MESSAGE];
      byte[] heard = new byte[MESSAGE];
      for (int round = 0; round < ROUNDS; round++) {
        for (int i = 0; i < CONNECTIONS; i++) {
          new SplittableRandom(i * 31L + round).nextBytes(message);
          clients.get(i).write(ByteBuffer.wrap(message));
        }
        most = Math.max(most, proxies.bufferUsed());
        for (int i = 0; i < CONNECTIONS; i++) {
          new SplittableRandom(i * 31L + round).nextBytes(message);
          ByteBuffer into = ByteBuffer.wrap(heard);
          while (into.hasRemaining()) {
            assertThat(clients.get(i).read(into)).isPositive();
          }
          assertThat(heard).isEqualTo(message);
        }
      }
    } finally {
      for (SocketChannel client : clients) {
        client.close();
      }
    }
    return most;
  }

  private static FaultSpec fault(
      String name, String type, Direction direction, String attribute, long value) {
    FaultType kind = FaultTypes.named(type).orElseThrow();
    return new FaultSpec(
        name, kind, direction, 1, Attributes.of(kind, Map.of(attribute, value)), null, null);
  }

  private static long proxyThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("gelada-proxy"))
        .count();
  }

  private static long descriptors() {
    try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      return open.count();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static void await(BooleanSupplier met) throws InterruptedException {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!met.getAsBoolean()) {
      assertThat(System.nanoTime()).as("not in time").isLessThan(until);
      TimeUnit.MILLISECONDS.sleep(5);
    }
  }
}

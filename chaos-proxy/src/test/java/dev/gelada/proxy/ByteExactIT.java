package dev.gelada.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gelada.core.testing.Await;
import dev.gelada.core.testing.Seeds;
import dev.gelada.proxy.fault.Attributes;
import dev.gelada.proxy.fault.Direction;
import dev.gelada.proxy.fault.FaultType;
import dev.gelada.proxy.fault.FaultTypes;
import dev.gelada.proxy.testing.Conversation;
import dev.gelada.proxy.testing.Leaks;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Real sockets, both directions at once, cut in random ways, with faults that come, change and go
 * meanwhile: what arrives is what was sent, or its beginning where a fault says so.
 */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ByteExactIT {
  private static final int ROUNDS = 100;
  private static final List<String> LOSSLESS =
      List.of("latency", "bandwidth", "slicer", "slow_close", "noop", "corrupt", "respond");
  private static final List<String> LOSSY =
      List.of("limit_data", "reset", "reset_peer", "timeout", "black_hole", "down");

  /** How long the slowest request to the proxies took. */
  private static long slowest;

  private static long bytes;
  private static long acts;

  @BeforeAll
  static void watch() {
    Leaks.watch();
  }

  @AfterAll
  static void nothing_leaked() {
    System.out.printf(
        "byte-exact: %,d bytes, %,d changes of faults, the slowest took %.1f ms%n",
        bytes, acts, slowest / 1e6);
    assertThat(Leaks.found()).isEmpty();
  }

  @Test
  void what_arrives_is_what_was_sent_with_epoll() {
    rounds(true, List.of());
  }

  @Test
  void what_arrives_is_what_was_sent_with_nio() {
    rounds(false, List.of());
  }

  @Test
  void what_arrives_is_a_beginning_where_a_fault_cuts() {
    rounds(true, LOSSY);
  }

  private static void rounds(boolean epoll, List<String> lossy) {
    Options options =
        new Options(2, epoll, Duration.ofSeconds(5), 1 << 20, 5L, Options.DEFAULT.time());
    try (Proxies proxies = Proxies.start(options)) {
      Seeds.each(ROUNDS, random -> new Round(proxies, random, lossy).run());
    }
  }

  private static final class Round {
    private final Proxies proxies;
    private final RandomGenerator random;
    private final List<String> lossy;
    private final List<Conversation> conversations = new ArrayList<>();
    private int names;

    Round(Proxies proxies, RandomGenerator random, List<String> lossy) {
      this.proxies = proxies;
      this.random = random;
      this.lossy = lossy;
    }

    void run() throws Exception {
      try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
        server.setSoTimeout(20_000);
        Proxy proxy =
            proxies.create(
                new ProxySpec(
                    "p",
                    "127.0.0.1:0",
                    "127.0.0.1:" + server.getLocalPort(),
                    true,
                    random.nextBoolean() ? List.of(lossless()) : List.of()));
        try {
          connect(proxy, server);
          while (!conversations.stream().allMatch(Conversation::isOver)) {
            act(proxy);
            LockSupport.parkNanos(random.nextLong(TimeUnit.MILLISECONDS.toNanos(4)));
          }
          judge(proxy);
        } finally {
          proxies.remove("p");
          conversations.forEach(Conversation::close);
        }
      }
    }

    private void connect(Proxy proxy, ServerSocket server) throws Exception {
      int connections = 1 + random.nextInt(4);
      for (int i = 0; i < connections; i++) {
        Socket client = new Socket();
        client.connect(proxy.address().orElseThrow());
        conversations.add(new Conversation(client, server.accept(), random));
      }
      conversations.forEach(Conversation::start);
    }

    private void judge(Proxy proxy) throws Exception {
      for (Conversation conversation : conversations) {
        if (lossy.isEmpty()) {
          conversation.isWhole();
        } else {
          conversation.isPrefix();
        }
      }
      for (ActiveFault fault : proxy.faults()) {
        proxy.remove(fault.spec().name());
      }
      conversations.forEach(Conversation::close);
      Await.until(
          "all connections over", Duration.ofSeconds(20), () -> proxy.counters().open() == 0);
      long delivered = conversations.stream().mapToLong(Conversation::delivered).sum();
      bytes += delivered;
      if (lossy.isEmpty()) {
        Counters counters = proxy.counters();
        assertThat(counters.upstreamSent() + counters.downstreamSent()).isEqualTo(delivered);
        assertThat(counters.upstreamReceived() + counters.downstreamReceived())
            .isEqualTo(delivered);
      }
      assertThat(proxies.bufferUsed()).isZero();
    }

    private void act(Proxy proxy) throws Exception {
      long start = System.nanoTime();
      List<ActiveFault> there = proxy.faults();
      ActiveFault one = there.isEmpty() ? null : there.get(random.nextInt(there.size()));
      int what = random.nextInt(10);
      if (one == null || (what < 4 && there.size() < 6)) {
        boolean cuts = !lossy.isEmpty() && random.nextInt(4) == 0;
        proxy.add(cuts ? fault(lossy.get(random.nextInt(lossy.size()))) : lossless());
      } else if (what < 7) {
        double probability = random.nextBoolean() ? 1 : random.nextDouble();
        proxy.change(one.spec().name(), values(one.spec().type()), probability);
      } else {
        proxy.remove(one.spec().name());
      }
      acts++;
      slowest = Math.max(slowest, System.nanoTime() - start);
    }

    private FaultSpec lossless() {
      return fault(LOSSLESS.get(random.nextInt(LOSSLESS.size())));
    }

    private FaultSpec fault(String name) {
      FaultType type = FaultTypes.named(name).orElseThrow();
      return new FaultSpec(
          "f" + names++,
          type,
          random.nextBoolean() ? Direction.UPSTREAM : Direction.DOWNSTREAM,
          random.nextBoolean() ? 1 : random.nextDouble(),
          values(type),
          null,
          null);
    }

    /** Quick ones, so that rounds end. */
    private Attributes values(FaultType type) {
      Map<String, ?> values =
          switch (type.name()) {
            case "latency" ->
                Map.of(
                    "latency",
                    random.nextInt(20),
                    "jitter",
                    random.nextInt(10),
                    "distribution",
                    List.of("uniform", "normal", "pareto").get(random.nextInt(3)));
            case "bandwidth" -> Map.of("rate", 3_000 + random.nextInt(100_000));
            case "slicer" ->
                Map.of(
                    "average_size",
                    500 + random.nextInt(20_000),
                    "size_variation",
                    random.nextInt(500),
                    "delay",
                    random.nextInt(50));
            case "slow_close" -> Map.of("delay", random.nextInt(50));
            case "limit_data" -> Map.of("bytes", random.nextInt(200_000));
            case "reset" -> Map.of("after", 5 + random.nextInt(50));
            case "reset_peer", "timeout" -> Map.of("timeout", 1 + random.nextInt(30));
            default -> Map.of();
          };
      return Attributes.of(type, values);
    }
  }
}

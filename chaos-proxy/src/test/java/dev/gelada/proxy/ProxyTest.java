package dev.gelada.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gelada.proxy.fault.Attributes;
import dev.gelada.proxy.fault.Direction;
import dev.gelada.proxy.fault.FaultType;
import dev.gelada.proxy.fault.FaultTypes;
import dev.gelada.proxy.testing.Server;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ProxyTest {
  private final Proxies proxies =
      Proxies.start(
          new Options(2, true, Duration.ofSeconds(2), 8 << 20, 1L, Options.DEFAULT.time()));

  @AfterEach
  void end() {
    proxies.close();
  }

  private Proxy before(String upstream) throws IOException {
    return proxies.create(new ProxySpec("p", "127.0.0.1:0", upstream, true, List.of()));
  }

  private static FaultSpec fault(String type, Direction direction, Map<String, ?> attributes) {
    FaultType kind = FaultTypes.named(type).orElseThrow();
    return new FaultSpec(type, kind, direction, 1, Attributes.of(kind, attributes), null, null);
  }

  private static void await(BooleanSupplier met) throws InterruptedException {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!met.getAsBoolean()) {
      assertThat(System.nanoTime()).as("not in time").isLessThan(until);
      TimeUnit.MILLISECONDS.sleep(2);
    }
  }

  @Test
  void a_fault_is_taken_while_the_proxys_port_is_somebody_elses() throws Exception {
    try (Server echo = Server.echo()) {
      Proxy proxy = before(echo.address());
      InetSocketAddress address = proxy.address().orElseThrow();
      proxy.add(fault("down", Direction.DOWNSTREAM, Map.of()));
      try (ServerSocket thief = new ServerSocket()) {
        thief.bind(address);
        assertThatThrownBy(() -> proxy.remove("down")).hasMessageContaining("in use");

        proxy.add(fault("latency", Direction.DOWNSTREAM, Map.of("latency", 5)));
        FaultType latency = FaultTypes.named("latency").orElseThrow();
        proxy.change("latency", Attributes.of(latency, Map.of("latency", 6)), 1);

        assertThat(proxy.fault("latency")).isPresent();
      }
      await(() -> proxy.address().isPresent());
    }
  }

  @Test
  void an_answer_to_a_client_that_is_gone_takes_nothing_of_the_shared_memory() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    try (Server talkative =
        new Server(
            client -> {
              client.getOutputStream().write(new byte[32 << 20]);
              over.await();
            })) {
      Proxy proxy = before(talkative.address());
      proxy.add(fault("latency", Direction.UPSTREAM, Map.of("latency", 1000)));
      proxy.add(fault("respond", Direction.UPSTREAM, Map.of()));
      Socket client = new Socket(InetAddress.getLoopbackAddress(), port(proxy));
      await(() -> proxies.bufferUsed() > 1 << 20);
      client.getOutputStream().write("GET / HTTP/1.1\r\n".getBytes(StandardCharsets.US_ASCII));
      await(() -> proxy.counters().upstreamReceived() > 0);
      client.setSoLinger(true, 0);
      client.close();

      await(() -> proxy.fault("respond").orElseThrow().applied() == 1);
      over.countDown();
      await(() -> proxy.counters().open() == 0);

      assertThat(proxies.bufferUsed()).isZero();
    }
  }

  private static int port(Proxy proxy) {
    return proxy.address().orElseThrow().getPort();
  }

  @Test
  void refuses_from_the_moment_on_in_which_it_was_told_to_on_nio_too() throws Exception {
    Options nio = new Options(2, false, Duration.ofSeconds(2), 0, 1L, Options.DEFAULT.time());
    try (Server echo = Server.echo();
        Proxies own = Proxies.start(nio)) {
      Proxy proxy = own.create(new ProxySpec("p", "127.0.0.1:0", echo.address(), true, List.of()));
      InetSocketAddress address = proxy.address().orElseThrow();
      for (int i = 0; i < 300; i++) {
        proxy.add(fault("refuse", Direction.DOWNSTREAM, Map.of()));
        assertThatThrownBy(() -> new Socket(address.getAddress(), address.getPort()).close())
            .as("after %d times", i)
            .hasMessageContaining("refused");
        proxy.remove("refuse");
      }
    }
  }

  @Test
  void listens_on_all_interfaces_again() throws Exception {
    try (Server echo = Server.echo()) {
      Proxy proxy = proxies.create(new ProxySpec("p", ":0", echo.address(), true, List.of()));
      proxy.add(fault("refuse", Direction.DOWNSTREAM, Map.of()));

      proxy.remove("refuse");

      new Socket(InetAddress.getLoopbackAddress(), port(proxy)).close();
      assertThat(proxy.listen()).isEqualTo("[::]:" + port(proxy));
    }
  }
}

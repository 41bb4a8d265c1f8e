package dev.gelada.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gelada.proxy.testing.Server;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RelayTest {
  private static final int SECONDS_20 = 20_000;

  private Proxies proxies = Proxies.start(Options.DEFAULT);

  @AfterEach
  void end() {
    proxies.close();
  }

  private void on(String transport) {
    proxies.close();
    proxies =
        Proxies.start(
            new Options(
                2,
                transport.equals("epoll"),
                Duration.ofSeconds(2),
                8 << 20,
                1L,
                Options.DEFAULT.time()));
    assertThat(proxies.transport()).isEqualTo(transport);
  }

  private Proxy before(String upstream) throws IOException {
    return proxies.create(
        new ProxySpec("p" + proxies.all().size(), "127.0.0.1:0", upstream, true, List.of()));
  }

  private static Socket connect(Proxy proxy) throws IOException {
    Socket socket = new Socket();
    socket.connect(proxy.address().orElseThrow());
    socket.setSoTimeout(SECONDS_20);
    return socket;
  }

  private static void await(BooleanSupplier met) throws InterruptedException {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!met.getAsBoolean()) {
      assertThat(System.nanoTime()).as("not in time").isLessThan(until);
      TimeUnit.MILLISECONDS.sleep(2);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"epoll", "nio"})
  void carries_the_end_of_a_request_and_the_answer_that_follows_it(String transport)
      throws Exception {
    on(transport);
    try (Server server =
            new Server(
                client -> {
                  byte[] all = client.getInputStream().readAllBytes();
                  client.getOutputStream().write(ByteBuffer.allocate(4).putInt(all.length).array());
                });
        Socket client = connect(before(server.address()))) {
      client.getOutputStream().write(new byte[300_000]);
      client.shutdownOutput();

      byte[] answer = client.getInputStream().readAllBytes();

      assertThat(ByteBuffer.wrap(answer).getInt()).isEqualTo(300_000);
    }
    await(() -> proxies.all().get(0).counters().open() == 0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"epoll", "nio"})
  void carries_the_end_of_the_servers_words_while_the_client_goes_on(String transport)
      throws Exception {
    on(transport);
    CompletableFuture<Integer> heard = new CompletableFuture<>();
    try (Server server =
            new Server(
                client -> {
                  client.getOutputStream().write("bye".getBytes(StandardCharsets.UTF_8));
                  client.shutdownOutput();
                  heard.complete(client.getInputStream().readAllBytes().length);
                });
        Socket client = connect(before(server.address()))) {
      assertThat(client.getInputStream().readAllBytes()).hasSize(3);
      client.getOutputStream().write(new byte[5000]);
      client.shutdownOutput();

      assertThat(heard.get(20, TimeUnit.SECONDS)).isEqualTo(5000);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"epoll", "nio"})
  void carries_a_reset_either_way(String transport) throws Exception {
    on(transport);
    CompletableFuture<String> serverSaw = new CompletableFuture<>();
    try (Server server =
        new Server(
            client -> {
              InputStream in = client.getInputStream();
              if (in.read() == 'r') {
                client.setSoLinger(true, 0);
                return;
              }
              try {
                serverSaw.complete("read " + in.read());
              } catch (SocketException reset) {
                serverSaw.complete(reset.getMessage());
              }
            })) {
      Proxy proxy = before(server.address());
      try (Socket client = connect(proxy)) {
        client.getOutputStream().write('r');
        assertThatThrownBy(() -> client.getInputStream().read())
            .isInstanceOf(SocketException.class)
            .hasMessageContaining("reset");
      }
      Socket client = connect(proxy);
      client.getOutputStream().write('x');
      client.setSoLinger(true, 0);
      client.close();
      assertThat(serverSaw.get(20, TimeUnit.SECONDS)).contains("reset");
      await(() -> proxy.counters().open() == 0);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"epoll", "nio"})
  void closes_the_clients_of_a_server_that_is_not_there(String transport) throws Exception {
    on(transport);
    String nobody;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nobody = "127.0.0.1:" + free.getLocalPort();
    }
    Proxy proxy = before(nobody);
    try (Socket client = connect(proxy)) {
      assertThat(client.getInputStream().read()).isEqualTo(-1);
    }
    assertThat(proxy.counters().undialled()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"epoll", "nio"})
  void a_server_that_never_answers_delays_nobody_else(String transport) throws Exception {
    on(transport);
    // a backlog of one that is full: further SYNs are dropped
    try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Server echo = Server.echo()) {
      List<SocketChannel> filling = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        SocketChannel channel = SocketChannel.open();
        channel.configureBlocking(false);
        channel.connect(full.getLocalSocketAddress());
        filling.add(channel);
      }
      Proxy hanging = before("127.0.0.1:" + full.getLocalPort());
      Proxy lively = before(echo.address());
      List<Socket> stuck = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        stuck.add(connect(hanging));
      }
      long start = System.nanoTime();
      try (Socket client = connect(lively)) {
        client.getOutputStream().write(7);
        assertThat(client.getInputStream().read()).isEqualTo(7);
      }
      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .as("the hanging ones take 2 s")
          .isLessThan(Duration.ofMillis(1500));
      assertThat(stuck.get(0).getInputStream().read()).isEqualTo(-1);
      await(() -> hanging.counters().undialled() == 50);
      for (Socket one : stuck) {
        one.close();
      }
      for (SocketChannel one : filling) {
        one.close();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"epoll", "nio"})
  void a_reader_that_does_not_read_costs_bounded_memory_and_nobody_else(String transport)
      throws Exception {
    on(transport);
    CountDownLatch over = new CountDownLatch(1);
    try (Server deaf = new Server(client -> over.await());
        Server echo = Server.echo()) {
      Proxy slow = before(deaf.address());
      Proxy lively = before(echo.address());
      List<SocketChannel> writers = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        SocketChannel writer = SocketChannel.open(slow.address().orElseThrow());
        writer.configureBlocking(false);
        writers.add(writer);
      }
      ByteBuffer much = ByteBuffer.allocateDirect(1 << 20);
      long quietSince = System.nanoTime();
      while (System.nanoTime() - quietSince < TimeUnit.MILLISECONDS.toNanos(500)) {
        for (SocketChannel writer : writers) {
          if (writer.write(much.clear()) > 0) {
            quietSince = System.nanoTime();
          }
        }
      }
      long kept = slow.counters().upstreamReceived() - slow.counters().upstreamSent();
      // what is shared, the guaranteed part of each, and the last read of each
      assertThat(kept).isBetween(1L, (8L << 20) + 20 * ((64 << 10) + (64 << 10)));
      assertThat(proxies.bufferUsed()).isLessThanOrEqualTo(kept);

      try (Socket client = connect(lively)) {
        client.getOutputStream().write(7);
        assertThat(client.getInputStream().read()).isEqualTo(7);
      }
      for (SocketChannel writer : writers) {
        writer.close(); // with unsent data: the end comes while nothing is read
      }
      over.countDown();
      await(() -> slow.counters().open() == 0);
      assertThat(proxies.bufferUsed()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"epoll", "nio"})
  void connections_that_are_half_closed_cost_no_time(String transport) throws Exception {
    on(transport);
    CountDownLatch over = new CountDownLatch(1);
    try (Server server =
        new Server(
            client -> {
              client.shutdownOutput();
              over.await();
            })) {
      Proxy proxy = before(server.address());
      List<Socket> clients = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        Socket client = connect(proxy);
        assertThat(client.getInputStream().read()).isEqualTo(-1);
        clients.add(client);
      }
      long before = loopNanos();
      TimeUnit.MILLISECONDS.sleep(1000);
      assertThat(TimeUnit.NANOSECONDS.toMillis(loopNanos() - before))
          .as("milliseconds of work in a second in which nothing happens")
          .isLessThan(200);
      for (Socket client : clients) {
        client.close();
      }
      over.countDown();
      await(() -> proxy.counters().open() == 0);
    }
  }

  private static long loopNanos() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long sum = 0;
    for (ThreadInfo thread : threads.getThreadInfo(threads.getAllThreadIds())) {
      if (thread != null && thread.getThreadName().startsWith("gelada-proxy-")) {
        sum += Math.max(0, threads.getThreadCpuTime(thread.getThreadId()));
      }
    }
    return sum;
  }

  @ParameterizedTest
  @ValueSource(strings = {"epoll", "nio"})
  void disabling_refuses_new_connections_and_ends_the_open_ones(String transport) throws Exception {
    on(transport);
    try (Server echo = Server.echo()) {
      Proxy proxy = before(echo.address());
      InetSocketAddress address = proxy.address().orElseThrow();
      try (Socket client = connect(proxy)) {
        client.getOutputStream().write(1);
        assertThat(client.getInputStream().read()).isEqualTo(1);
        proxy.change(null, null, false);
        assertThat(client.getInputStream().read()).isEqualTo(-1);
        assertThatThrownBy(() -> new Socket(address.getAddress(), address.getPort()).close())
            .hasMessageContaining("refused");
      }
      proxy.change(null, null, true);
      assertThat(proxy.address()).contains(address);
      try (Socket client = connect(proxy)) {
        client.getOutputStream().write(2);
        assertThat(client.getInputStream().read()).isEqualTo(2);
      }
    }
  }
}

package dev.gelada.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gelada.proxy.fault.Attribute;
import dev.gelada.proxy.fault.Attributes;
import dev.gelada.proxy.fault.Direction;
import dev.gelada.proxy.fault.Fault;
import dev.gelada.proxy.fault.FaultType;
import dev.gelada.proxy.fault.Lane;
import dev.gelada.proxy.fault.Stage;
import dev.gelada.proxy.fault.Streams;
import dev.gelada.proxy.testing.Server;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A mistake in a fault costs the connection that it happens on, and no other. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BrokenStageTest {
  private static final int SECONDS_20 = 20_000;

  private final Proxies proxies =
      Proxies.start(new Options(1, true, Duration.ofSeconds(2), 0, 1L, Options.DEFAULT.time()));

  @AfterEach
  void end() {
    proxies.close();
  }

  /** Where it makes its mistake; everywhere else it loses bytes. */
  private enum Where {
    TAKE,
    WAKE,
    LEAVE
  }

  private record Broken(Where where, AtomicInteger mistakes) implements FaultType, Streams {
    @Override
    public String name() {
      return "broken";
    }

    @Override
    public String doc() {
      return "makes one mistake";
    }

    @Override
    public List<Attribute> attributes() {
      return List.of();
    }

    @Override
    public Fault create(Attributes attributes) {
      return this;
    }

    @Override
    public Stage stage(Lane lane) {
      return new Stage() {
        private void at(Where here) {
          if (here == where && mistakes.getAndDecrement() > 0) {
            throw new IllegalStateException("a mistake on purpose");
          }
        }

        @Override
        public void begin() {
          lane.wakeAt(lane.now());
        }

        @Override
        public void take(ByteBuf bytes, long at) {
          lane.drop(bytes);
          at(Where.TAKE);
        }

        @Override
        public void end(long at) {}

        @Override
        public void wake(long now) {
          at(Where.WAKE);
        }

        @Override
        public void change(Fault to) {}

        @Override
        public void leave() {
          at(Where.LEAVE);
        }

        @Override
        public void discard() {}
      };
    }

    FaultSpec spec() {
      return new FaultSpec(
          "f", this, Direction.UPSTREAM, 1, Attributes.of(this, Map.of()), null, null);
    }
  }

  private Proxy before(Server server) throws IOException {
    return proxies.create(new ProxySpec("p", "127.0.0.1:0", server.address(), true, List.of()));
  }

  private static Socket connect(Proxy proxy) throws IOException {
    Socket socket = new Socket();
    socket.connect(proxy.address().orElseThrow());
    socket.setSoTimeout(SECONDS_20);
    return socket;
  }

  private static void talk(Socket client) throws IOException {
    client.getOutputStream().write(7);
    assertThat(client.getInputStream().read()).isEqualTo(7);
  }

  private static void awaitOpen(Proxy proxy, long count) throws InterruptedException {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (proxy.counters().open() != count) {
      assertThat(System.nanoTime()).as("%s", proxy.counters()).isLessThan(until);
      TimeUnit.MILLISECONDS.sleep(2);
    }
  }

  @Test
  void a_fault_that_cannot_leave_one_connection_leaves_the_others() throws Exception {
    try (Server echo = Server.echo()) {
      Proxy proxy = before(echo);
      List<Socket> clients = List.of(connect(proxy), connect(proxy), connect(proxy));
      for (Socket client : clients) {
        talk(client);
      }
      proxy.add(new Broken(Where.LEAVE, new AtomicInteger(1)).spec());

      proxy.remove("f");

      awaitOpen(proxy, 2);
      for (Socket client : clients) {
        client.getOutputStream().write(9);
        assertThat(client.getInputStream().read()).isIn(9, -1);
        client.close();
      }
    }
  }

  @Test
  void a_fault_that_cannot_take_bytes_ends_their_connection() throws Exception {
    try (Server echo = Server.echo()) {
      Proxy proxy = before(echo);
      try (Socket client = connect(proxy)) {
        talk(client);
        proxy.add(new Broken(Where.TAKE, new AtomicInteger(1)).spec());
        client.getOutputStream().write(7);

        awaitOpen(proxy, 0);
      }
    }
  }

  @Test
  void a_fault_that_cannot_wake_ends_its_connection() throws Exception {
    try (Server echo = Server.echo()) {
      Proxy proxy = before(echo);
      try (Socket client = connect(proxy)) {
        talk(client);
        proxy.add(new Broken(Where.WAKE, new AtomicInteger(1)).spec());

        awaitOpen(proxy, 0);
      }
    }
  }
}

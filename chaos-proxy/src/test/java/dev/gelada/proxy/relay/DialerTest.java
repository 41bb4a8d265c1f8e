package dev.gelada.proxy.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gelada.proxy.testing.Server;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@SuppressWarnings("FutureReturnValueIgnored") // what is not waited for is closed with the loops
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DialerTest {
  private final Loops loops = new Loops(1, true);
  private final CountDownLatch slow = new CountDownLatch(1);
  private final Dialer dialer = new Dialer(loops, Duration.ofSeconds(20), this::named);

  @AfterEach
  void end() {
    slow.countDown();
    dialer.close();
    loops.close();
  }

  private InetAddress[] named(String host) throws UnknownHostException {
    if (host.equals("slow.example")) {
      try {
        slow.await();
      } catch (InterruptedException e) {
        throw new UnknownHostException(host);
      }
    }
    return new InetAddress[] {InetAddress.getLoopbackAddress()};
  }

  private CompletableFuture<SocketChannel> dial(String upstream) {
    CompletableFuture<SocketChannel> told = new CompletableFuture<>();
    EventLoop loop = loops.group().next();
    loop.execute(() -> dialer.dial(loop, upstream, told::complete, told::completeExceptionally));
    return told;
  }

  @Test
  void a_name_that_is_looked_up_slowly_holds_up_nobody_with_another_one() throws Exception {
    try (Server echo = Server.echo()) {
      String port = echo.address().substring(echo.address().indexOf(':'));
      CompletableFuture<SocketChannel> first = dial("slow.example" + port);
      for (int i = 0; i < 100; i++) {
        dial("slow.example" + port);
      }

      dial("quick.example" + port).get(10, TimeUnit.SECONDS).close();

      assertThat(first).isNotDone();
      slow.countDown();
      first.get(10, TimeUnit.SECONDS).close();
    }
  }
}

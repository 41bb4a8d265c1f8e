package dev.gelada.junit;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gelada.junit.scope.FaultRefused;
import dev.gelada.junit.target.MethodTarget;
import dev.gelada.junit.target.ProcessTarget;
import dev.gelada.junit.target.TcpTarget;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The ways in which a test can end; each has faults on a call, connections and a child process. */
final class Endings {
  /** Chaos that tests took with them. */
  static final List<Chaos> KEPT = new CopyOnWriteArrayList<>();

  /** Threads of tests that wait in a call. */
  static final List<Thread> CALLERS = new CopyOnWriteArrayList<>();

  private Endings() {}

  /** Somebody else's service. */
  public interface Gateway {
    int charge(int cents);
  }

  @WithHang(target = "gateway", unused = Unused.ALLOWED)
  @WithLatency(target = "server", delay = "5s", unused = Unused.ALLOWED)
  @Pause(target = "child")
  abstract static class Faults {
    static final ServerSocket SERVER = server();

    @RegisterExtension
    static final MethodTarget<Gateway> GATEWAY =
        MethodTarget.wrap("gateway", Gateway.class, cents -> cents);

    @RegisterExtension
    static final TcpTarget LINE =
        TcpTarget.named("server").upstream("127.0.0.1", SERVER.getLocalPort());

    @RegisterExtension
    static final ProcessTarget CHILD = ProcessTarget.named("child").command("sleep", "600").build();

    private static ServerSocket server() {
      try {
        return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @BeforeEach
    void keep(Chaos chaos) {
      KEPT.add(chaos);
    }

    /** Leaves a thread in a call that hangs, and bytes on their way. */
    static void use() throws IOException {
      Thread caller = new Thread(() -> GATEWAY.proxy().charge(1), "caller");
      caller.setDaemon(true);
      CALLERS.add(caller);
      caller.start();
      try (Socket line = new Socket(LINE.host(), LINE.port())) {
        line.getOutputStream().write(1);
      }
    }
  }

  static class Passes extends Faults {
    @Test
    void body() throws IOException {
      use();
    }
  }

  static class Fails extends Faults {
    @Test
    void body() throws IOException {
      use();
      throw new AssertionError("on purpose");
    }
  }

  static class Assumes extends Faults {
    @Test
    void body() throws IOException {
      use();
      assumeTrue(false);
    }
  }

  static class FailsBefore extends Faults {
    @BeforeEach
    void before(Chaos chaos) {
      chaos.inject(GATEWAY, dev.gelada.junit.scope.Fault.of("hang"));
      throw new IllegalStateException("on purpose");
    }

    @Test
    void body() {}
  }

  static class FailsAfter extends Faults {
    @AfterEach
    void after() {
      throw new IllegalStateException("on purpose");
    }

    @Test
    void body() throws IOException {
      use();
    }
  }

  static class TimesOut extends Faults {
    @Test
    @Timeout(value = 500, unit = TimeUnit.MILLISECONDS)
    void body() throws IOException {
      use();
      GATEWAY.proxy().charge(1);
    }
  }

  static class TimesOutElsewhere extends Faults {
    @Test
    @Timeout(value = 500, unit = TimeUnit.MILLISECONDS, threadMode = ThreadMode.SEPARATE_THREAD)
    void body() throws IOException {
      CALLERS.add(Thread.currentThread());
      use();
      while (true) { // deaf to every interrupt: only the end of the fault lets it go
        GATEWAY.proxy().charge(1);
        boolean unused = Thread.interrupted();
        try {
          GATEWAY.inject(dev.gelada.junit.scope.Fault.of("hang"));
        } catch (FaultRefused over) {
          return;
        }
        LockSupport.parkNanos(1_000_000);
      }
    }
  }

  static class Interrupted extends Faults {
    @Test
    void body() throws IOException {
      use();
      Thread.currentThread().interrupt();
    }
  }
}

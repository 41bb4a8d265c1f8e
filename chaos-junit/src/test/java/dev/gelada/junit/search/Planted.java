package dev.gelada.junit.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gelada.junit.target.MethodTarget;
import dev.gelada.junit.target.TcpTarget;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Code with one fault each, and the tests that do not see it until something else fails. */
final class Planted {
  /** How long everything together may take; then the customer is told so. */
  private static final long PATIENCE_MS = 2_500;

  private Planted() {}

  /** Takes money. */
  public interface Gateway {
    /** Takes it. */
    void charge(String order) throws IOException;
  }

  /** Base of the tests with a gateway. */
  abstract static class Paying {
    static final List<String> CHARGED = Collections.synchronizedList(new ArrayList<>());

    @RegisterExtension
    static final MethodTarget<Gateway> GATEWAY =
        MethodTarget.wrap("gateway", Gateway.class, CHARGED::add);

    @BeforeEach
    void nobody_has_paid() {
      CHARGED.clear();
    }

    /** Within the time that there is; afterwards the customer is told to look again. */
    static void inTime(Callable<?> paying) throws Exception {
      FutureTask<?> task = new FutureTask<>(paying);
      Thread payer = new Thread(task, "payer");
      payer.setDaemon(true);
      payer.start();
      try {
        task.get(PATIENCE_MS, TimeUnit.MILLISECONDS);
      } catch (TimeoutException late) {
        payer.interrupt();
        payer.join();
      } catch (ExecutionException e) {
        throw e.getCause() instanceof Exception cause ? cause : e;
      }
    }
  }

  static class GivesUpOnTheThirdFailure extends Paying {
    @ChaosSearch(tries = 200, timeout = "4s")
    void pays() throws Exception {
      inTime(
          () -> {
            for (int i = 1; ; i++) {
              try {
                GATEWAY.proxy().charge("a");
                return null;
              } catch (IOException e) {
                if (i == 3) {
                  throw e;
                }
              }
            }
          });
    }
  }

  static class ChargesTwiceWhenTheAnswerIsLost extends Paying {
    @ChaosSearch(tries = 200, timeout = "4s")
    void pays_once() throws Exception {
      inTime(
          () -> {
            for (int i = 1; i < 9; i++) {
              try {
                GATEWAY.proxy().charge("a");
                break;
              } catch (IOException e) {
                // tries again, and should ask first
              }
            }
            return null;
          });
      assertThat(CHARGED).hasSizeLessThan(2);
    }
  }

  static class HasNoTimeOut extends Paying {
    @ChaosSearch(tries = 200, timeout = "3s")
    void pays() {
      try {
        GATEWAY.proxy().charge("a");
      } catch (IOException e) {
        // said to the customer
      }
    }
  }

  static class LosesAPlaceOnReset {
    static final EchoServer ECHO = EchoServer.started();

    @RegisterExtension
    static final TcpTarget CACHE = TcpTarget.named("cache").upstream("127.0.0.1", ECHO.port());

    private final LeakyPool pool = new LeakyPool(CACHE.host(), CACHE.port());

    @AfterEach
    void closes() throws IOException {
      pool.close();
    }

    @ChaosSearch(tries = 200, timeout = "6s")
    void has_a_connection_whatever_was_before() throws InterruptedException {
      for (int i = 0; i < 3; i++) {
        try {
          assertThat(pool.ask("a")).isEqualTo("a");
        } catch (IOException e) {
          // said to the customer; the next one has another connection
        }
      }
    }
  }

  static class Sound extends Paying {
    @ChaosSearch(tries = 30, timeout = "4s")
    void pays_or_says_so() throws Exception {
      inTime(
          () -> {
            try {
              GATEWAY.proxy().charge("a");
            } catch (IOException e) {
              // said to the customer
            }
            return null;
          });
    }
  }
}

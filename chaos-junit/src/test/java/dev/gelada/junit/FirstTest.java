package dev.gelada.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gelada.junit.scope.ActiveFault;
import dev.gelada.junit.scope.Fault;
import dev.gelada.junit.target.MethodTarget;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

@ExtendWith(ChaosExtension.class)
public class FirstTest {
  public interface Gateway {
    int charge(int cents);
  }

  @RegisterExtension
  static final MethodTarget<Gateway> GATEWAY =
      MethodTarget.wrap("gateway", Gateway.class, cents -> cents);

  @Test
  void a_slow_call_is_slow_and_fast_again() {
    for (int i = 0; i < 5; i++) {
      long a = System.nanoTime();
      try (ActiveFault slow =
          GATEWAY.inject(Fault.of("latency").with("delay", Duration.ofMillis(300)))) {
        long b = System.nanoTime();
        System.err.println("inject " + (b - a) / 1000 + " us");
        GATEWAY.proxy().charge(1);
        assertThat(System.nanoTime() - b).isGreaterThan(300_000_000L);
        assertThat(slow.met().struck()).isEqualTo(1);
        a = System.nanoTime();
      }
      System.err.println("end " + (System.nanoTime() - a) / 1000 + " us");
    }
  }
}

package dev.gelada.junit.example;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gelada.junit.ChaosSeed;
import dev.gelada.junit.WithException;
import dev.gelada.junit.target.MethodTarget;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Three calls in ten fail, and a checkout that tries again does not notice. */
class FlakyGatewayTest {
  /** Where money is taken. */
  public interface Gateway {
    /** Takes it. */
    void charge(String order) throws IOException;
  }

  private static final List<String> CHARGED = new ArrayList<>();

  @RegisterExtension
  static final MethodTarget<Gateway> GATEWAY =
      MethodTarget.wrap("gateway", Gateway.class, CHARGED::add);

  /** What is tested. */
  static boolean checkout(Gateway gateway, String order, int tries) {
    for (int i = 0; i < tries; i++) {
      try {
        gateway.charge(order);
        return true;
      } catch (IOException again) {
        // tries again
      }
    }
    return false;
  }

  @Test
  @ChaosSeed(42)
  @WithException(target = "gateway", exception = IOException.class, probability = 0.3)
  void a_checkout_with_retries_always_goes_through() {
    for (int i = 0; i < 100; i++) {
      assertThat(checkout(GATEWAY.proxy(), "order-" + i, 10)).isTrue();
    }
    assertThat(CHARGED).hasSize(100).doesNotHaveDuplicates();
  }
}

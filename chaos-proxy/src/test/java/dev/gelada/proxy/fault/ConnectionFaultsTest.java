package dev.gelada.proxy.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gelada.proxy.fault.Admits.Admission;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Faults that look at connections and not at bytes. */
class ConnectionFaultsTest {
  private final RandomGenerator random = new SplittableRandom(7);

  @Test
  void connect_delay_puts_connecting_off() {
    Admits fault = admits("connect_delay", Map.of("delay", 250));

    assertThat(fault.admit(1, random)).isEqualTo(new Admission.Later(250_000_000));
  }

  @Test
  void connect_delay_varies_by_its_jitter() {
    Admits fault = admits("connect_delay", Map.of("delay", 250, "jitter", 100));

    for (int i = 0; i < 1000; i++) {
      assertThat(fault.admit(1, random))
          .isInstanceOfSatisfying(
              Admission.Later.class,
              later -> assertThat(later.nanos()).isBetween(150_000_000L, 350_000_000L));
    }
  }

  @Test
  void no_connect_delay_is_none() {
    assertThat(admits("connect_delay", Map.of("delay", -1)).admit(1, random))
        .isEqualTo(new Admission.Go());
  }

  @Test
  void limit_connections_resets_those_beyond() {
    Admits fault = admits("limit_connections", Map.of("max", 2));

    assertThat(fault.admit(2, random)).isEqualTo(new Admission.Go());
    assertThat(fault.admit(3, random)).isEqualTo(new Admission.Reset());
  }

  @Test
  void black_hole_leaves_new_ones_alone() {
    assertThat(admits("black_hole", Map.of()).admit(1, random)).isEqualTo(new Admission.Alone());
  }

  @Test
  void down_cuts_and_refuse_does_not() {
    assertThat(FakeLane.fault("down", Map.of()))
        .isInstanceOfSatisfying(Unlistens.class, down -> assertThat(down.cuts()).isTrue());
    assertThat(FakeLane.fault("refuse", Map.of()))
        .isInstanceOfSatisfying(Unlistens.class, refuse -> assertThat(refuse.cuts()).isFalse());
  }

  private static Admits admits(String type, Map<String, ?> values) {
    return (Admits) FakeLane.fault(type, values);
  }
}

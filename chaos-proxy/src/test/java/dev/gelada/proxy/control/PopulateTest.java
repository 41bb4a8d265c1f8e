package dev.gelada.proxy.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gelada.proxy.FaultSpec;
import dev.gelada.proxy.Options;
import dev.gelada.proxy.Proxies;
import dev.gelada.proxy.Proxy;
import dev.gelada.proxy.ProxySpec;
import dev.gelada.proxy.fault.Attributes;
import dev.gelada.proxy.fault.Direction;
import dev.gelada.proxy.fault.FaultType;
import dev.gelada.proxy.fault.FaultTypes;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PopulateTest {
  private static FaultSpec fault(String name, @Nullable Instant endsAt) {
    FaultType type = FaultTypes.named("latency").orElseThrow();
    Attributes second = Attributes.of(type, Map.of("latency", 1000));
    return new FaultSpec(name, type, Direction.DOWNSTREAM, 1, second, endsAt, null);
  }

  @Test
  void what_comes_back_when_a_replacement_fails_has_no_fault_that_was_to_end() throws Exception {
    try (Proxies proxies = Proxies.start(Options.DEFAULT);
        ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Proxy old = proxies.create(new ProxySpec("p", "127.0.0.1:0", "127.0.0.1:1", true, List.of()));
      old.add(fault("for-ever", null));
      old.add(fault("strike", Options.DEFAULT.time().instant().plus(Duration.ofHours(1))));
      Routes routes = new Routes();
      new PopulateRoute(proxies, false).join(routes);
      String body =
          "[{\"name\": \"p\", \"listen\": \"127.0.0.1:%d\", \"upstream\": \"127.0.0.1:1\"}]"
              .formatted(taken.getLocalPort());
      Target target = Target.of("/populate");

      Answer answer =
          new Desk(routes, null, "id")
              .answer(
                  new Call(
                      "POST", target, Map.of(), "", "", body.getBytes(StandardCharsets.UTF_8)));

      assertThat(answer.status()).isEqualTo(500);
      Proxy back = proxies.proxy("p").orElseThrow();
      assertThat(back.uid()).isNotEqualTo(old.uid());
      assertThat(back.faults())
          .extracting(there -> there.spec().name())
          .containsExactly("for-ever");
    }
  }
}

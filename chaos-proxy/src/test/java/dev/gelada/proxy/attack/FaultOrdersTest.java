package dev.gelada.proxy.attack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gelada.core.plugin.Size;
import dev.gelada.proxy.client.FaultOrder;
import dev.gelada.proxy.fault.Attributes;
import dev.gelada.proxy.fault.Direction;
import dev.gelada.proxy.fault.FaultType;
import dev.gelada.proxy.fault.FaultTypes;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What attacks ask for is what faults take. */
class FaultOrdersTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Direction UP = Direction.UPSTREAM;

  private static final List<FaultOrder> ORDERS =
      List.of(
          new Latency()
              .order(
                  new Latency.Settings(
                      SECOND, SECOND, Latency.Distribution.PARETO, Direction.DOWNSTREAM, 1)),
          new Bandwidth().order(new Bandwidth.Settings(new Size(1 << 20), UP, 1)),
          new SlowClose().order(new SlowClose.Settings(SECOND, UP, 1)),
          new Timeout().order(new Timeout.Settings(SECOND, UP, 1)),
          new Reset().order(new Reset.Settings(SECOND, 1)),
          new ResetPeer().order(new ResetPeer.Settings(SECOND, UP, 1)),
          new Slicer().order(new Slicer.Settings(64, 8, SECOND, UP, 1)),
          new LimitData().order(new LimitData.Settings(9, UP, 1)),
          new Down().order(new Down.Settings()),
          new Refuse().order(new Refuse.Settings()),
          new ConnectDelay().order(new ConnectDelay.Settings(SECOND, SECOND, 1)),
          new LimitConnections().order(new LimitConnections.Settings(3)),
          new BlackHole().order(new BlackHole.Settings(UP, 1)),
          new Corrupt().order(new Corrupt.Settings(100, UP, 1)),
          new Respond().order(new Respond.Settings(503, SECOND, 1)));

  @Test
  void every_fault_but_noop_is_an_attack() {
    Set<String> faults =
        FaultTypes.all().stream()
            .map(FaultType::name)
            .filter(name -> !name.equals("noop"))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(ORDERS).extracting(FaultOrder::type).containsExactlyInAnyOrderElementsOf(faults);
  }

  @Test
  void every_setting_is_one_of_the_fault_and_none_is_left_out() {
    for (FaultOrder order : ORDERS) {
      FaultType type = FaultTypes.named(order.type()).orElseThrow();
      assertThat(Attributes.problems(type, order.attributes())).as(order.type()).isEmpty();
      assertThat(order.attributes().keySet())
          .as(order.type())
          .containsExactlyInAnyOrderElementsOf(
              type.attributes().stream().map(attribute -> attribute.name()).toList());
    }
  }

  @Test
  void units_are_those_of_the_fault() {
    assertThat(ORDERS.get(0).attributes())
        .containsEntry("latency", 1000L)
        .containsEntry("distribution", "pareto");
    assertThat(ORDERS.get(1).attributes()).containsEntry("rate", 1049L);
    assertThat(ORDERS.get(6).attributes()).containsEntry("delay", 1_000_000L);
    assertThat(ORDERS.get(14).attributes()).containsEntry("retry_after", 1L);
  }
}

package dev.gelada.core.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gelada.core.plugin.Connections;
import dev.gelada.core.target.Owned;
import dev.gelada.core.target.Scope;
import dev.gelada.core.target.TargetSource;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LaunchingTest {
  private static final Connections NONE =
      new Connections() {
        @Override
        public <C> C get(Class<C> type) {
          throw new Connections.Unreachable("creating a plug-in does no I/O");
        }

        @Override
        public void close() {}
      };

  @Test
  void nothing_is_there_before_the_start() throws Exception {
    TargetSource source = create(List.of("sleep", "1"), 2, null, 0);

    assertThat(source).isInstanceOf(Owned.class);
    assertThat(source.groups(Scope.all())).isEmpty();
  }

  @Test
  void settings_that_cannot_work_are_refused() {
    assertThatThrownBy(() -> create(List.of(), 1, null, 0)).hasMessage("command names a program");
    assertThatThrownBy(() -> create(List.of("x"), 0, null, 0)).hasMessageContaining("replicas");
    assertThatThrownBy(() -> create(List.of("x"), 10, null, 65_530))
        .hasMessageContaining("basePort 65530");
    Duration within = Duration.ofSeconds(1);
    for (Launching.Ready bad :
        List.of(
            new Launching.Ready(null, null, within),
            new Launching.Ready("http://h/", "h:1", within),
            new Launching.Ready("h:{port}", null, within),
            new Launching.Ready("http:// /", null, within),
            new Launching.Ready(null, "http://h:{port}", within),
            new Launching.Ready(null, "h:{port}", Duration.ZERO))) {
      assertThatThrownBy(() -> create(List.of("x"), 1, bad, 0))
          .as(bad.toString())
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void placeholders_are_replaced() {
    assertThat(new Template(2, 8080).fill("--port={port} --name=shop-{index} {other}"))
        .isEqualTo("--port=8080 --name=shop-2 {other}");
    assertThat(new Template(0, 0).fill("{java}")).endsWith("/java");
  }

  @Test
  void ports_are_free_and_distinct() throws Exception {
    int first = Ports.free("run/shop/0", java.util.Set.of());
    int second = Ports.free("run/shop/0", java.util.Set.of(first));

    assertThat(first).isNotEqualTo(second).isBetween(20_000, 31_999);
    assertThat(Ports.isFree(first)).isTrue();
  }

  private static TargetSource create(
      List<String> command, int replicas, Launching.@Nullable Ready ready, int basePort) {
    return new Launching()
        .create(new Launching.Settings(command, replicas, ready, false, Map.of(), basePort), NONE);
  }
}

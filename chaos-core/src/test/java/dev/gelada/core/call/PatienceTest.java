package dev.gelada.core.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gelada.core.plugin.SystemTime;
import dev.gelada.core.plugin.Timekeeper;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PatienceTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  private final Timekeeper time = new SystemTime();
  private final CallPoint point =
      new CallPoint(
          "it", Map.of("call", new Operation(Object.class, List.of(Exception.class))), time);

  private void arm(String id, CallFault fault) {
    point.arm(id, fault, new Matching(Set.of(), 1, Set.of()), 1, time.instant().plus(LONG));
  }

  private static CallFault.Delay delay(Duration delay) {
    return new CallFault.Delay(delay, Duration.ZERO);
  }

  private Object call(Patience patience) throws Throwable {
    return String.valueOf(point.through("call", () -> "done", patience));
  }

  private Patience patience(Duration most) {
    return new Patience(time, most, () -> new Exception("enough"));
  }

  private static void soon(Runnable what) {
    CompletableFuture.delayedExecutor(200, TimeUnit.MILLISECONDS).execute(what);
  }

  @Test
  void it_covers_all_delays_of_one_call_together() {
    arm("a", delay(Duration.ofMillis(300)));
    arm("b", delay(LONG));
    long begun = time.nanos();
    assertThatThrownBy(() -> call(patience(Duration.ofMillis(600)))).hasMessage("enough");
    assertThat(Duration.ofNanos(time.nanos() - begun))
        .isBetween(Duration.ofMillis(600), Duration.ofSeconds(10));
  }

  @Test
  void a_cut_ends_the_wait() {
    arm("a", delay(LONG));
    Patience patience = patience(Patience.ENDLESS);
    soon(patience::cut);
    assertThatThrownBy(() -> call(patience)).hasMessage("enough");
  }

  @Test
  void a_cut_that_comes_before_the_wait_ends_it_too() {
    arm("a", delay(LONG));
    Patience patience = patience(Patience.ENDLESS);
    patience.cut();
    assertThatThrownBy(() -> call(patience)).hasMessage("enough");
  }

  @Test
  void the_end_of_one_fault_does_not_shorten_another_ones_delay() throws Throwable {
    arm("a", delay(LONG));
    arm("b", delay(Duration.ofMillis(500)));
    soon(() -> point.end("a"));
    long begun = time.nanos();
    assertThat(call(patience(LONG))).isEqualTo("done");
    assertThat(Duration.ofNanos(time.nanos() - begun))
        .isBetween(Duration.ofMillis(690), Duration.ofSeconds(10));
  }

  @Test
  void a_starved_call_fails_when_its_time_is_over_and_goes_on_when_the_fault_is() throws Throwable {
    arm("a", new CallFault.Starve(Duration.ofMillis(200), () -> new Exception("starved")));
    assertThatThrownBy(() -> call(patience(LONG))).hasMessage("starved");
    assertThatThrownBy(() -> point.through("call", () -> "done")).hasMessage("starved");
    point.end("a");
    arm("b", new CallFault.Starve(LONG, () -> new Exception("starved")));
    soon(() -> point.end("b"));
    assertThat(call(patience(LONG))).isEqualTo("done");
  }
}

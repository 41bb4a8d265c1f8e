package dev.gelada.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.gelada.junit.scope.ActiveFault;
import dev.gelada.junit.scope.Fault;
import dev.gelada.junit.scope.FaultRefused;
import dev.gelada.junit.target.MethodTarget;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.EventType;
import org.junit.platform.testkit.engine.Events;

/** What tests with faults see, run through JUnit's own engine. */
class ChaosExtensionTest {
  /** Somebody else's service. */
  public interface Gateway {
    int charge(int cents) throws IOException;

    int refund(int cents);
  }

  /** Base of the tests that are run inside. */
  @ExtendWith(ChaosExtension.class)
  abstract static class Inner {
    static final List<String> SEEN = new ArrayList<>();

    @RegisterExtension
    static final MethodTarget<Gateway> GATEWAY =
        MethodTarget.wrap(
            "gateway",
            Gateway.class,
            new Gateway() {
              @Override
              public int charge(int cents) {
                return cents;
              }

              @Override
              public int refund(int cents) {
                return -cents;
              }
            });

    static boolean fails() {
      try {
        GATEWAY.proxy().charge(1);
        return false;
      } catch (IOException e) {
        return true;
      }
    }
  }

  static class Around extends Inner {
    @BeforeEach
    void before() {
      SEEN.add("before " + fails());
    }

    @AfterEach
    void after() {
      SEEN.add("after " + fails());
    }

    @Test
    @WithException(target = "gateway", exception = IOException.class, methods = "charge")
    void body() {
      SEEN.add("body " + fails());
    }
  }

  @Test
  void a_fault_stands_around_the_body_alone() {
    Inner.SEEN.clear();

    assertThat(run(Around.class).succeeded().count()).isEqualTo(1);

    assertThat(Inner.SEEN).containsExactly("before false", "body true", "after false");
  }

  static class Vacuous extends Inner {
    @Test
    @WithLatency(target = "gateway", delay = "1s")
    void nobody_calls() {}

    @Test
    @WithLatency(target = "gateway", delay = "1s", unused = Unused.ALLOWED)
    void nobody_calls_and_that_is_right() {}

    @Test
    @WithLatency(target = "gateway", delay = "1s", methods = "chrage")
    void of_a_method_that_is_not_there() {}

    @Test
    @WithException(target = "gateway", exception = IOException.class, methods = "refund")
    void of_an_exception_that_is_not_declared() {}

    @Test
    @WithLatency(target = "gatway", delay = "1s")
    void of_a_target_that_is_not_there() {}

    @Test
    @WithLatency(target = "gateway", delay = "soon")
    void of_no_time() {}
  }

  @Test
  void a_fault_that_cannot_strike_or_did_not_fails_the_test_and_says_why() {
    Events tests = run(Vacuous.class);

    assertThat(tests.succeeded().stream().map(ChaosExtensionTest::name))
        .containsExactly("nobody_calls_and_that_is_right()");
    assertThat(failure(tests, "nobody_calls")).hasMessageContaining("met nothing");
    assertThat(failure(tests, "of_a_method_that_is_not_there"))
        .isInstanceOf(FaultRefused.class)
        .hasMessageContaining("gateway has no chrage")
        .hasMessageContaining("It has charge, refund");
    assertThat(failure(tests, "of_an_exception_that_is_not_declared"))
        .hasMessageContaining("refund of gateway");
    assertThat(failure(tests, "of_a_target_that_is_not_there"))
        .hasMessageContaining("no target 'gatway'; it has gateway");
    assertThat(failure(tests, "of_no_time")).hasMessageContaining("delay");
  }

  static class Chance extends Inner {
    @Test
    @WithException(
        target = "gateway",
        exception = IOException.class,
        methods = "charge",
        probability = 0.3)
    void some_fail(@ChaosSeed long seed) {
      StringBuilder seen = new StringBuilder(seed + " ");
      for (int i = 0; i < 50; i++) {
        seen.append(fails() ? '1' : '0');
      }
      SEEN.add(seen.toString());
      throw new IllegalStateException("on purpose");
    }
  }

  @Test
  void a_failure_holds_seed_decisions_and_trail_and_the_seed_brings_them_back() {
    Inner.SEEN.clear();
    Throwable first = failure(run(Chance.class, "chaos.seed", "7"), "some_fail");
    Throwable again = failure(run(Chance.class, "chaos.seed", "7"), "some_fail");
    run(Chance.class, "chaos.seed", "8");

    assertThat(first).hasMessage("on purpose");
    assertThat(first.getSuppressed()).hasSize(1);
    String report = first.getSuppressed()[0].getMessage();
    String decisions = Inner.SEEN.get(0).split(" ", -1)[1];
    assertThat(report)
        .contains("-Dchaos.seed=7", "-Dtest=Chance#some_fail", "of 50, " + decisions, "claimed");
    assertThat(decisions).contains("1", "0");
    assertThat(Inner.SEEN.get(1)).isEqualTo(Inner.SEEN.get(0));
    assertThat(Inner.SEEN.get(2).split(" ", -1)[1]).isNotEqualTo(decisions);
    assertThat(again.getSuppressed()[0].getStackTrace()).isEmpty();
  }

  static class Reported extends Inner {
    @Test
    @WithException(
        target = "gateway",
        exception = IOException.class,
        calls = {2, 4})
    void by_number() {
      for (int i = 0; i < 5; i++) {
        fails();
      }
    }
  }

  @Test
  void each_fault_is_an_entry_of_the_report() {
    Events tests =
        EngineTestKit.engine("junit-jupiter")
            .configurationParameter("chaos.seed", "3")
            .selectors(selectClass(Reported.class))
            .execute()
            .allEvents();

    Event entry =
        tests
            .filter(e -> e.getType() == EventType.REPORTING_ENTRY_PUBLISHED)
            .findFirst()
            .orElseThrow();
    assertThat(
            entry
                .getRequiredPayload(org.junit.platform.engine.reporting.ReportEntry.class)
                .getKeyValuePairs())
        .contains(
            Map.entry("chaos.target", "gateway"),
            Map.entry("chaos.calls", "5"),
            Map.entry("chaos.injected", "2"),
            Map.entry("chaos.seed", "3"))
        .containsKeys("chaos.fault", "chaos.reverted-ms");
  }

  static class Late extends Inner {
    static final List<Chaos> KEPT = new ArrayList<>();

    @Test
    void keeps_it(Chaos chaos) {
      KEPT.add(chaos);
      try (ActiveFault slow =
          chaos.inject(GATEWAY, Fault.of("latency").with("delay", Duration.ofMillis(1)))) {
        GATEWAY.proxy().refund(1);
        assertThat(slow.met().struck()).isEqualTo(1);
      }
    }
  }

  @Test
  void nothing_begins_after_the_test() {
    assertThat(run(Late.class).succeeded().count()).isEqualTo(1);

    assertThatThrownBy(() -> Late.KEPT.get(0).inject(Inner.GATEWAY, Fault.of("hang")))
        .isInstanceOf(FaultRefused.class)
        .hasMessageContaining("is over");
    assertThatThrownBy(() -> Inner.GATEWAY.inject(Fault.of("hang")))
        .isInstanceOf(FaultRefused.class)
        .hasMessageContaining("no test is under way");
  }

  static class TooLong extends Inner {
    @Test
    @WithLatency(target = "gateway", delay = "1ms")
    void longer_than_faults_may_stand() throws Exception {
      GATEWAY.proxy().refund(1);
      Thread.sleep(1_500);
    }
  }

  @Test
  void a_fault_that_is_over_before_its_test_fails_it() {
    Events tests = run(TooLong.class, "chaos.max-fault-duration", "1s");

    assertThat(failure(tests, "longer_than")).hasMessageContaining("max-fault-duration");
  }

  private static Events run(Class<?> tests, String... parameters) {
    EngineTestKit.Builder kit = EngineTestKit.engine("junit-jupiter").selectors(selectClass(tests));
    for (int i = 0; i < parameters.length; i += 2) {
      kit.configurationParameter(parameters[i], parameters[i + 1]);
    }
    return kit.execute().testEvents();
  }

  private static String name(Event event) {
    return event.getTestDescriptor().getDisplayName();
  }

  private static Throwable failure(Events tests, String name) {
    return tests.failed().stream()
        .filter(event -> name(event).startsWith(name))
        .findFirst()
        .orElseThrow()
        .getRequiredPayload(org.junit.platform.engine.TestExecutionResult.class)
        .getThrowable()
        .orElseThrow();
  }
}

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
        .contains(
            "-Dchaos.seed=7",
            "-Dtest='ChaosExtensionTest$Chance#some_fail'",
            "of 50, " + decisions,
            "claimed");
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

  static class ByFile extends Inner {
    @Test
    @ChaosFile("gateway-fails.yaml")
    void fails_by_the_file() {
      SEEN.add("file " + fails());
    }

    @Test
    @ChaosFile("gateway-fails.yaml")
    void meets_nothing() {}

    @Test
    @ChaosFile("somebody-elses.yaml")
    void reaches_out() {
      SEEN.add("reached");
    }

    @Test
    @ChaosFile("wrong.yaml")
    void is_wrong() {}

    @Test
    @ChaosFile("nowhere.yaml")
    void is_not_there() {}
  }

  @Test
  void a_file_strikes_the_tests_own_targets_and_nobody_else() {
    Inner.SEEN.clear();
    Events tests = run(ByFile.class);

    assertThat(tests.succeeded().stream().map(ChaosExtensionTest::name))
        .containsExactly("fails_by_the_file()");
    assertThat(Inner.SEEN).containsExactly("file true");
    assertThat(failure(tests, "meets_nothing")).hasMessageContaining("gateway-fails.yaml");
    assertThat(failure(tests, "reaches_out"))
        .hasMessageContaining("its own targets alone")
        .hasMessageContaining("web (processes)");
    assertThat(failure(tests, "is_wrong"))
        .hasMessageContaining("wrong.yaml:6:")
        .hasMessageContaining("wrong.yaml:8:");
    assertThat(failure(tests, "is_not_there")).hasMessageContaining("there is no nowhere.yaml");
  }

  @WithException(target = "gateway", exception = IOException.class, methods = "charge", id = "it")
  static class Outer extends Inner {
    @Test
    void of_the_class() {
      SEEN.add("class " + fails());
    }

    @Test
    @WithLatency(target = "gateway", delay = "1ms", id = "it")
    void of_the_method_in_its_place() {
      SEEN.add("method " + fails());
    }

    @Test
    @WithLatency(target = "gateway", delay = "1ms")
    @WithLatency(target = "gateway", delay = "2ms")
    void of_both() {
      SEEN.add("both " + fails());
    }
  }

  @Test
  void inner_annotations_add_to_outer_ones_and_the_same_id_takes_their_place() {
    Inner.SEEN.clear();

    assertThat(run(Outer.class).failed().count()).isZero();

    assertThat(Inner.SEEN).containsExactlyInAnyOrder("class true", "method false", "both true");
  }

  @Test
  void the_guard_can_be_set_for_all() {
    assertThat(failures(run(Vacuous.class, "chaos.guard", "OFF"))).doesNotContain("nobody_calls()");
    assertThat(failures(run(Vacuous.class, "chaos.guard", "WARN")))
        .doesNotContain("nobody_calls()");
  }

  private static List<String> failures(Events tests) {
    return tests.failed().stream().map(ChaosExtensionTest::name).toList();
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

package dev.gelada.junit.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gelada.core.Gelada;
import dev.gelada.core.config.Loaded;
import dev.gelada.core.plan.Experiment;
import dev.gelada.junit.search.Surface.Operation;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PlansTest {
  private static final List<Surface> SURFACES =
      List.of(
          new Surface(
              "gateway",
              "call",
              List.of(
                  new Operation("charge", List.of("java.io.IOException"), 3),
                  new Operation("refund", List.of("java.lang.RuntimeException"), 0))),
          new Surface("my server", "endpoint", List.of()),
          new Surface("no", "process", List.of()),
          new Surface("db", "sql", List.of(new Operation("execute", List.of("40001"), 2))));
  private static final Bounds BOUNDS = new Bounds(200, 3, 4, Duration.ofSeconds(10));

  @Test
  void every_sort_is_there_in_the_catalog() {
    assertThat(Surfaces.sorts()).containsExactly(Sort.values());
  }

  @Test
  void the_same_seed_gives_the_same_plans_and_another_gives_others() {
    assertThat(plans(7)).isEqualTo(plans(7));
    assertThat(plans(7)).isNotEqualTo(plans(8));
  }

  @Test
  void every_sort_comes_alone_before_any_comes_with_another() {
    List<Plan> all = plans(7);
    Set<Sort> alone = new HashSet<>();

    for (Plan plan : all) {
      if (plan.faults().size() > 1) {
        break;
      }
      alone.add(plan.faults().get(0).sort());
    }

    assertThat(alone).containsExactlyInAnyOrder(Sort.values());
  }

  @Test
  void no_plan_strikes_more_than_it_may() {
    for (Plan plan : plans(3)) {
      int struck =
          plan.faults().stream()
              .filter(fault -> fault.sort().form() == Sort.Form.CALLS)
              .mapToInt(fault -> fault.calls().size())
              .sum();
      assertThat(struck).as(plan.toString()).isLessThanOrEqualTo(BOUNDS.calls());
      assertThat(plan.faults()).hasSizeBetween(1, BOUNDS.together());
      assertThat(plan.faults())
          .filteredOn(fault -> fault.sort().throwing())
          .allSatisfy(fault -> assertThat(fault.calls()).isNotEmpty());
    }
  }

  @Test
  void every_plan_is_a_file_that_loads_and_says_the_same() {
    PlanFile file = new PlanFile("ShopTest.pays", "pays", Duration.ofSeconds(30));
    try (Gelada gelada = Gelada.builder().build()) {
      for (Plan plan : plans(5)) {
        String text = file.text(plan, 5);
        Loaded<Experiment> loaded =
            gelada.files().experiment("x.yaml", text.getBytes(StandardCharsets.UTF_8));
        assertThat(loaded).as(text).isInstanceOf(Loaded.Ok.class);
        Experiment experiment = ((Loaded.Ok<Experiment>) loaded).value();
        assertThat(experiment.warnings()).isEmpty();
        assertThat(experiment.steps().toString().split("Hit\\[", -1))
            .hasSize(plan.faults().size() + 1);
      }
    }
  }

  @Test
  void a_file_looks_as_a_person_would_write_it() {
    PlanFile file = new PlanFile("ShopTest.pays", "ShopTest.pays", Duration.ofSeconds(30));
    Planned failing =
        new Planned(
            Sort.FAILING_CALL, "gateway", "", "java.io.IOException", List.of(1, 2), 0, 0, 0);
    Planned reset = new Planned(Sort.RESET, "server", "", "", List.of(), 0, 4, 1);

    assertThat(file.text(new Plan(List.of(failing, reset)), 42))
        .isEqualTo(
            """
            # Found by @ChaosSearch with seed 42: the smallest faults under which the
            # test ShopTest.pays fails.
            gelada: 1
            name: shop-test-pays
            why: "ShopTest.pays passes although this happens"

            targets:
              gateway: {test: {name: gateway}}
              server: {test: {name: server}}

            steps:
              - together:
                  - - call-exception: {target: gateway, exception: java.io.IOException, calls: [1, 2], for: 30000ms}
                  - - pause: 200ms
                    - reset: {target: server, for: 1s}
            """);
  }

  private static List<Plan> plans(long seed) {
    Plans plans = new Plans(seed, SURFACES, Set.of(Sort.values()), BOUNDS);
    return IntStream.rangeClosed(1, BOUNDS.tries()).mapToObj(plans::plan).toList();
  }
}

package dev.gelada.junit.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gelada.core.testing.Seeds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class ShrinkerTest {
  private static final Set<Sort> SORTS = EnumSet.allOf(Sort.class);
  private static final Bounds BOUNDS = new Bounds(100, 3, 6, Duration.ofSeconds(10));
  private static final Reductions REDUCTIONS = new Reductions(SORTS, BOUNDS.delays());

  @Test
  void finds_the_one_call_that_matters() {
    Plan failing =
        new Plan(
            List.of(call(Sort.SLOW_CALL, List.of()), call(Sort.LOST_ANSWER, List.of(2, 4, 5))));

    Shrinker shrinker =
        shrunk(
            failing,
            plan ->
                plan.faults().stream()
                    .anyMatch(
                        fault -> fault.sort() == Sort.LOST_ANSWER && fault.calls().contains(4)));

    assertThat(shrinker.best())
        .hasToString("call-exception on a.x: call 4; exception E; afterwards");
    assertThat(shrinker.asked()).isLessThan(25);
  }

  @Test
  void moves_calls_to_the_front_where_their_number_is_all_that_matters() {
    Plan failing = new Plan(List.of(call(Sort.HANGING_CALL, List.of(3, 4, 6, 9))));

    Plan best =
        shrunk(
                failing,
                plan ->
                    plan.faults().stream()
                        .anyMatch(
                            fault ->
                                !(fault.sort() == Sort.SLOW_CALL) && fault.calls().size() >= 3))
            .best();

    assertThat(best).hasToString("call-exception on a.x: calls 1, 2, 3; exception E");
  }

  @Test
  void any_plan_shrinks_to_one_of_which_nothing_can_be_left_out() {
    int[] most = {0};
    Seeds.each(
        2_000,
        random -> {
          Plan failing = plan(random);
          Predicate<Plan> fails =
              random.nextBoolean() ? whim(random, failing) : core(random, failing);

          Shrinker shrinker = shrunk(failing, fails);

          assertThat(fails.test(shrinker.best())).isTrue();
          assertThat(neighbours(shrinker.best())).noneMatch(fails);
          most[0] = Math.max(most[0], shrinker.asked());
        });
    System.out.println("questions at most: " + most[0]);
    assertThat(most[0]).isLessThan(400);
  }

  @Test
  void the_same_answers_lead_to_the_same_questions() {
    Seeds.each(
        300,
        random -> {
          Plan failing = plan(random);
          Predicate<Plan> fails = whim(random, failing);
          List<Plan> first = new ArrayList<>();
          List<Plan> second = new ArrayList<>();

          shrunk(failing, noting(fails, first));
          shrunk(failing, noting(fails, second));

          assertThat(first).isEqualTo(second);
          assertThat(new HashSet<>(first)).hasSameSizeAs(first);
        });
  }

  @Test
  void a_right_guess_saves_questions_and_a_wrong_one_costs_one() {
    Plan failing =
        new Plan(
            List.of(call(Sort.SLOW_CALL, List.of()), call(Sort.LOST_ANSWER, List.of(1, 2, 3))));
    Plan right = new Plan(List.of(call(Sort.LOST_ANSWER, List.of(1))));
    Plan wrong = new Plan(List.of(call(Sort.SLOW_CALL, List.of())));
    Predicate<Plan> fails =
        plan ->
            plan.faults().stream()
                .anyMatch(f -> f.sort() == Sort.LOST_ANSWER && f.calls().contains(1));

    int plain = shrunk(failing, fails).asked();

    assertThat(shrunk(new Shrinker(failing, right, REDUCTIONS), fails).asked()).isLessThan(plain);
    Shrinker misled = shrunk(new Shrinker(failing, wrong, REDUCTIONS), fails);
    assertThat(misled.asked()).isLessThanOrEqualTo(plain + 1);
    assertThat(misled.best()).isEqualTo(right);
  }

  private static Predicate<Plan> noting(Predicate<Plan> fails, List<Plan> asked) {
    return plan -> {
      asked.add(plan);
      return fails.test(plan);
    };
  }

  private static Shrinker shrunk(Plan failing, Predicate<Plan> fails) {
    return shrunk(new Shrinker(failing, failing, REDUCTIONS), fails);
  }

  private static Shrinker shrunk(Shrinker shrinker, Predicate<Plan> fails) {
    for (Optional<Plan> next = shrinker.next(); next.isPresent(); next = shrinker.next()) {
      shrinker.answer(fails.test(next.get()));
      assertThat(shrinker.asked()).as("it ends").isLessThan(10_000);
    }
    return shrinker;
  }

  /** Fails for no reason that anybody could see, but always the same. */
  private static Predicate<Plan> whim(RandomGenerator random, Plan failing) {
    int salt = random.nextInt();
    int share = 2 + random.nextInt(5);
    return plan ->
        plan.equals(failing) || Math.floorMod(plan.toString().hashCode() * 31 + salt, share) == 0;
  }

  /** Fails if it has some of the faults, at some of their calls, at least that strong. */
  private static Predicate<Plan> core(RandomGenerator random, Plan failing) {
    List<Planned> needed = new ArrayList<>(failing.faults());
    while (needed.size() > 1 && random.nextBoolean()) {
      needed.remove(random.nextInt(needed.size()));
    }
    int scale = random.nextInt(3);
    return plan ->
        needed.stream()
            .allMatch(
                need ->
                    plan.faults().stream()
                        .anyMatch(
                            fault ->
                                fault.target().equals(need.target())
                                    && fault.sort() == need.sort()
                                    && fault.scale() >= Math.min(scale, need.scale())
                                    && (need.calls().isEmpty()
                                        || fault.calls().contains(need.calls().get(0)))));
  }

  private static Planned call(Sort sort, List<Integer> calls) {
    return new Planned(sort, "a", "x", "E", calls, 0, 0, 0);
  }

  private static Plan plan(RandomGenerator random) {
    Surface.Operation x = new Surface.Operation("x", List.of("E", "F"), 5);
    Surface.Operation y = new Surface.Operation("y", List.of("E"), 1);
    List<Surface> surfaces =
        List.of(
            new Surface("a", "call", List.of(x, y)),
            new Surface("b", "endpoint", List.of()),
            new Surface("c", "process", List.of()),
            new Surface("d", "sql", List.of(x)));
    return new Plans(random.nextLong(), surfaces, SORTS, BOUNDS).plan(60 + random.nextInt(1_000));
  }

  /** Written down once more, by what they are and not by how they are got. */
  private static List<Plan> neighbours(Plan plan) {
    List<Plan> all = new ArrayList<>();
    for (int i = 0; i < plan.faults().size(); i++) {
      if (plan.faults().size() > 1) {
        List<Planned> rest = new ArrayList<>(plan.faults());
        rest.remove(i);
        all.add(new Plan(rest));
      }
      Planned fault = plan.faults().get(i);
      for (int call : fault.calls()) {
        TreeSet<Integer> rest = new TreeSet<>(fault.calls());
        rest.remove(call);
        if (!rest.isEmpty()) {
          all.add(plan.with(i, fault.withCalls(List.copyOf(rest))));
        }
        if (call > 1 && rest.add(call - 1)) {
          all.add(plan.with(i, fault.withCalls(List.copyOf(rest))));
        }
      }
      if (fault.scale() > 0) {
        all.add(plan.with(i, fault.withScale(fault.scale() - 1)));
      }
      if (fault.start() > 0) {
        all.add(plan.with(i, fault.withStart(fault.start() - 1)));
      }
      if (fault.length() > 0 && fault.sort().form() == Sort.Form.WINDOW) {
        all.add(plan.with(i, fault.withLength(fault.length() - 1)));
      }
    }
    return all;
  }
}

package dev.gelada.junit.search;

import dev.gelada.core.plan.Draw;
import dev.gelada.junit.search.Surface.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * The plans of a search: simple ones first, each sort of fault alone at what the test is known to
 * call, then random ones. The n-th is decided by the seed and n.
 */
final class Plans {
  private final Draw draw;
  private final List<Surface> surfaces;
  private final Set<Sort> sorts;
  private final Bounds bounds;
  private final List<Plan> simple;

  Plans(long seed, List<Surface> surfaces, Set<Sort> sorts, Bounds bounds) {
    this.draw = new Draw(seed);
    this.sorts = sorts;
    this.bounds = bounds;
    this.surfaces = surfaces.stream().filter(surface -> !sortsOn(surface).isEmpty()).toList();
    this.simple = simple();
  }

  /** Whether there is nothing that could be struck. */
  boolean none() {
    return surfaces.isEmpty();
  }

  /** The n-th, from 1. */
  Plan plan(int number) {
    if (number <= simple.size()) {
      return simple.get(number - 1);
    }
    RandomGenerator random = draw.of("plan", Integer.toString(number));
    int count = 1;
    while (count < bounds.together() && random.nextBoolean()) {
      count++;
    }
    List<Planned> faults = new ArrayList<>();
    int left = bounds.calls();
    for (int i = 0; i < count; i++) {
      Optional<Planned> fault = fault(random, left).filter(each -> fits(faults, each));
      if (fault.isPresent()) {
        left -= fault.get().calls().size();
        faults.add(fault.get());
      }
    }
    return new Plan(faults); // the first always fits
  }

  private List<Sort> sortsOn(Surface surface) {
    boolean callable = !surface.operations().isEmpty();
    return sorts.stream()
        .filter(sort -> sort.on().equals(surface.on()))
        .filter(sort -> callable || sort.form() != Sort.Form.CALLS)
        .sorted()
        .toList();
  }

  /** In an order of chance, so that no target is always the first; half of the tries at most. */
  private List<Plan> simple() {
    List<Planned> all = new ArrayList<>();
    for (Surface surface : surfaces) {
      for (Sort sort : sortsOn(surface)) {
        if (sort.form() == Sort.Form.CALLS) {
          surface.operations().stream()
              .filter(operation -> operation.seen() > 0)
              .forEach(operation -> all.addAll(simple(surface, operation, sort)));
        } else {
          all.add(inTime(surface, sort, middle(sort), 0, Ladder.LENGTH.size() - 1));
        }
      }
    }
    RandomGenerator random = draw.of("simple");
    List<Plan> mixed = new ArrayList<>();
    while (!all.isEmpty() && mixed.size() < Math.max(1, bounds.tries() / 2)) {
      mixed.add(new Plan(List.of(all.remove(random.nextInt(all.size())))));
    }
    return List.copyOf(mixed);
  }

  /** At the first call, and at as many as may be; a slow one at all calls. */
  private List<Planned> simple(Surface surface, Operation operation, Sort sort) {
    if (!sort.throwing() && sort.scale() == Ladder.NONE) {
      return List.of(atCalls(surface, operation, sort, 0, 0, List.of(1)));
    }
    if (!sort.throwing()) {
      int scale = middle(sort);
      List<Integer> calls = bounds.fits(scale, operation.seen()) ? List.of() : List.of(1);
      return List.of(atCalls(surface, operation, sort, 0, scale, calls));
    }
    List<Planned> all = new ArrayList<>();
    for (int i = 0; i < operation.failures().size(); i++) {
      all.add(atCalls(surface, operation, sort, i, 0, List.of(1)));
    }
    if (bounds.calls() > 1) {
      all.add(atCalls(surface, operation, sort, 0, 0, burst(1, bounds.calls())));
    }
    return all;
  }

  private int middle(Sort sort) {
    return rungs(sort) / 2;
  }

  private int rungs(Sort sort) {
    return sort.scale() == Ladder.DELAY ? bounds.delays() : sort.scale().size();
  }

  /** Empty if it would strike more calls than are left. */
  private Optional<Planned> fault(RandomGenerator random, int left) {
    Surface surface = surfaces.get(random.nextInt(surfaces.size()));
    List<Sort> possible = sortsOn(surface);
    Sort sort = possible.get(random.nextInt(possible.size()));
    int scale = random.nextInt(rungs(sort));
    if (sort.form() != Sort.Form.CALLS) {
      int start =
          Math.min(random.nextInt(Ladder.START.size()), random.nextInt(Ladder.START.size()));
      return Optional.of(inTime(surface, sort, scale, start, random.nextInt(Ladder.LENGTH.size())));
    }
    Operation operation = operation(surface, random);
    int failure = random.nextInt(operation.failures().size());
    boolean slow = sort.scale() != Ladder.NONE;
    List<Integer> calls =
        slow && random.nextBoolean() && bounds.fits(scale, operation.seen())
            ? List.of()
            : calls(operation, random, left);
    return calls.isEmpty() && !slow
        ? Optional.empty()
        : Optional.of(atCalls(surface, operation, sort, failure, scale, calls));
  }

  /** One in eight is an operation that a run without faults may never call. */
  private static Operation operation(Surface surface, RandomGenerator random) {
    List<Operation> seen =
        surface.operations().stream().filter(operation -> operation.seen() > 0).toList();
    List<Operation> from = seen.isEmpty() || random.nextInt(8) == 0 ? surface.operations() : seen;
    return from.get(random.nextInt(from.size()));
  }

  /** Mostly some in a row, mostly from the first; sometimes scattered. */
  private static List<Integer> calls(Operation operation, RandomGenerator random, int left) {
    if (left < 1) {
      return List.of();
    }
    int count = 1 + random.nextInt(left);
    int last = Math.max(operation.seen(), count) + 2;
    if (random.nextInt(4) > 0) {
      return burst(random.nextBoolean() ? 1 : 1 + random.nextInt(last), count);
    }
    List<Integer> all = new ArrayList<>(burst(1, last));
    while (all.size() > count) {
      all.remove(random.nextInt(all.size()));
    }
    return all;
  }

  private static List<Integer> burst(int from, int count) {
    return IntStream.range(from, from + count).boxed().toList();
  }

  private static Planned atCalls(
      Surface surface,
      Operation operation,
      Sort sort,
      int failure,
      int scale,
      List<Integer> calls) {
    return new Planned(
        sort,
        surface.target(),
        operation.name(),
        operation.failures().get(failure),
        calls,
        scale,
        0,
        0);
  }

  private static Planned inTime(Surface surface, Sort sort, int scale, int start, int length) {
    return new Planned(sort, surface.target(), "", "", List.of(), scale, start, length);
  }

  /** One fault of an attack in one place, one that throws at an operation, one at a process. */
  private static boolean fits(List<Planned> faults, Planned fault) {
    return faults.stream()
        .filter(other -> other.target().equals(fault.target()))
        .noneMatch(
            other ->
                fault.sort().on().equals("process")
                    || (other.operation().equals(fault.operation())
                        && other.sort().attack().equals(fault.sort().attack())));
  }
}

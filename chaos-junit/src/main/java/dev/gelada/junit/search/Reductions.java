package dev.gelada.junit.search;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * The ways to make a plan smaller. Each makes it smaller in an order without infinite descents:
 * number of faults, then calls (all of them are more than any number), then sorts, then the sum of
 * ladders and call numbers.
 *
 * @param sorts that can be put
 * @param delays how many rungs of {@link Ladder#DELAY} may be used
 */
record Reductions(Set<Sort> sorts, int delays) {
  /** Where every call is struck, so many first ones are tried instead. */
  private static final int INSTEAD_OF_ALL = 3;

  /** The ways to say it, coarse ones first; a plan from a later list does less. */
  List<List<Plan>> of(Plan plan) {
    return List.of(fewerFaults(plan), fewerCalls(plan), lower(plan), weaker(plan));
  }

  private static List<Plan> fewerFaults(Plan plan) {
    return without(plan.faults()).stream().filter(left -> !left.isEmpty()).map(Plan::new).toList();
  }

  private static List<Plan> fewerCalls(Plan plan) {
    List<Plan> all = new ArrayList<>();
    for (int i = 0; i < plan.faults().size(); i++) {
      Planned fault = plan.faults().get(i);
      if (fault.sort().form() != Sort.Form.CALLS) {
        continue;
      }
      if (fault.calls().isEmpty()) {
        for (int n = 1; n <= INSTEAD_OF_ALL; n++) {
          all.add(plan.with(i, fault.withCalls(firstCalls(n))));
        }
      } else {
        for (List<Integer> left : without(fault.calls())) {
          if (!left.isEmpty()) {
            all.add(plan.with(i, fault.withCalls(left)));
          }
        }
      }
    }
    return all;
  }

  /** The rest without ever smaller parts, down to single ones. */
  private static <T> List<List<T>> without(List<T> list) {
    Set<List<T>> rests = new LinkedHashSet<>();
    for (int part = list.size() / 2; part >= 1; part /= 2) {
      for (int from = 0; from < list.size(); from += part) {
        List<T> rest = new ArrayList<>(list.subList(0, from));
        rest.addAll(list.subList(Math.min(list.size(), from + part), list.size()));
        rests.add(rest);
      }
    }
    return List.copyOf(rests);
  }

  private static List<Plan> lower(Plan plan) {
    List<Plan> all = new ArrayList<>();
    for (int i = 0; i < plan.faults().size(); i++) {
      Planned fault = plan.faults().get(i);
      int at = i;
      earlier(fault.calls()).forEach(calls -> all.add(plan.with(at, fault.withCalls(calls))));
      down(fault.scale(), fault::withScale).forEach(less -> all.add(plan.with(at, less)));
      if (fault.sort().form() == Sort.Form.WINDOW) {
        down(fault.length(), fault::withLength).forEach(less -> all.add(plan.with(at, less)));
      }
      if (fault.sort().form() != Sort.Form.CALLS) {
        down(fault.start(), fault::withStart).forEach(less -> all.add(plan.with(at, less)));
      }
    }
    return all;
  }

  /** To the bottom, to the middle, one rung. */
  private static List<Planned> down(int rung, IntFunction<Planned> to) {
    return rung == 0
        ? List.of()
        : IntStream.of(0, rung / 2, rung - 1).distinct().mapToObj(to).toList();
  }

  /** All to the front, all by the same, each to the lowest number that is free, each by one. */
  private static List<List<Integer>> earlier(List<Integer> calls) {
    Set<List<Integer>> all = new LinkedHashSet<>();
    all.add(firstCalls(calls.size()));
    if (!calls.isEmpty()) {
      int by = calls.get(0) - 1;
      all.add(calls.stream().map(call -> call - by).toList());
    }
    for (int call : calls) {
      int free =
          IntStream.iterate(1, n -> n + 1).filter(n -> !calls.contains(n)).findFirst().orElse(1);
      for (int lower : List.of(free, call - 1)) {
        if (lower < call && lower >= 1 && !calls.contains(lower)) {
          TreeSet<Integer> moved = new TreeSet<>(calls);
          moved.remove(call);
          moved.add(lower);
          all.add(List.copyOf(moved));
        }
      }
    }
    all.remove(calls);
    return List.copyOf(all);
  }

  private static List<Integer> firstCalls(int count) {
    return IntStream.rangeClosed(1, count).boxed().toList();
  }

  private List<Plan> weaker(Plan plan) {
    List<Plan> all = new ArrayList<>();
    for (int i = 0; i < plan.faults().size(); i++) {
      Planned fault = plan.faults().get(i);
      for (Sort sort : fault.sort().weaker()) {
        if (sorts.contains(sort) && !twice(plan, i, sort)) {
          all.add(plan.with(i, fault.withSort(sort, sort.scale() == Ladder.DELAY ? delays : 99)));
        }
      }
    }
    return all;
  }

  /** Two faults of one attack in one place would say less, not more. */
  private static boolean twice(Plan plan, int index, Sort sort) {
    Planned fault = plan.faults().get(index);
    return IntStream.range(0, plan.faults().size())
        .filter(other -> other != index)
        .mapToObj(plan.faults()::get)
        .anyMatch(
            other ->
                other.target().equals(fault.target())
                    && other.operation().equals(fault.operation())
                    && other.sort().attack().equals(sort.attack()));
  }
}

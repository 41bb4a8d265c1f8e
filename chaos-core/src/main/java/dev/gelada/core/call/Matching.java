package dev.gelada.core.call;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Which calls a fault strikes. The n-th call is decided by seed and n alone, so neither other
 * faults nor the order of threads shift the decisions.
 *
 * @param operations names of operations; empty for all
 * @param probability of each call, 0 to 1
 * @param calls numbers of calls, the first is 1; empty for any
 */
public record Matching(Set<String> operations, double probability, Set<Integer> calls) {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  public Matching {
    operations = Set.copyOf(operations);
    calls = Set.copyOf(calls);
    if (!(probability > 0 && probability <= 1)) {
      throw new IllegalArgumentException(
          "probability is more than 0 and at most 1, not " + probability);
    }
    if (calls.stream().anyMatch(number -> number < 1)) {
      throw new IllegalArgumentException("calls are counted from 1");
    }
  }

  /** The same for those operations alone that the fault fits. */
  Matching within(Map<String, Operation> all, CallFault fault) {
    Set<String> fitting = new HashSet<>(operations.isEmpty() ? all.keySet() : operations);
    fitting.removeIf(name -> !all.containsKey(name) || !fault.fits(all.get(name)));
    return new Matching(fitting, probability, calls);
  }

  boolean of(String operation) {
    return operations.isEmpty() || operations.contains(operation);
  }

  boolean strikes(long seed, long number) {
    if (!calls.isEmpty() && !(number <= Integer.MAX_VALUE && calls.contains((int) number))) {
      return false;
    }
    return probability >= 1
        || new SplittableRandom(seed + number * GOLDEN).split().nextDouble() < probability;
  }
}

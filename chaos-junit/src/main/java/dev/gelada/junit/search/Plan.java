package dev.gelada.junit.search;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Faults that stand in one run of a test.
 *
 * @param faults in the order in which they are put
 */
record Plan(List<Planned> faults) {
  Plan {
    faults = List.copyOf(faults);
  }

  static Plan none() {
    return new Plan(List.of());
  }

  /** The same with another fault in that place. */
  Plan with(int index, Planned fault) {
    List<Planned> all = new ArrayList<>(faults);
    all.set(index, fault);
    return new Plan(all);
  }

  /** In one line; different for different plans. */
  @Override
  public String toString() {
    return faults.isEmpty()
        ? "no faults"
        : faults.stream().map(Planned::toString).collect(Collectors.joining(" + "));
  }
}

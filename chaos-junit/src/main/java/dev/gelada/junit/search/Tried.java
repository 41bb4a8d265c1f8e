package dev.gelada.junit.search;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a run of the test under a plan ended.
 *
 * @param plan what it ran under
 * @param end how it ended
 * @param symptom of its failure; null if it did not fail
 * @param failure what failed; null if nothing did
 * @param struck for each fault of the plan what it met
 */
record Tried(
    Plan plan,
    End end,
    @Nullable Symptom symptom,
    @Nullable Throwable failure,
    List<Struck> struck) {
  Tried {
    struck = List.copyOf(struck);
  }

  /** How. */
  enum End {
    PASSED,
    FAILED,
    /** It said itself that it does not apply. */
    SKIPPED,
    /** It failed where faults are not the reason, or goes on for ever. */
    BROKEN
  }

  /**
   * What a fault met.
   *
   * @param times how often it struck; 0 for never or not begun
   * @param calls the numbers of the calls that it struck, where there are such
   * @param refused why it could not be put; empty if it could
   */
  record Struck(long times, List<Integer> calls, String refused) {
    static final Struck NOTHING = new Struck(0, List.of(), "");

    Struck {
      calls = List.copyOf(calls);
    }
  }

  /** Whether it failed in that way. */
  boolean fails(Symptom as) {
    return end == End.FAILED && as.equals(symptom);
  }

  /** Whether no fault met anything. */
  boolean vacuous() {
    return struck.stream().allMatch(each -> each.times() == 0);
  }

  /** The plan with nothing in it that struck nothing. */
  Plan whatStruck() {
    List<Planned> faults = new java.util.ArrayList<>();
    for (int i = 0; i < plan.faults().size(); i++) {
      Planned fault = plan.faults().get(i);
      Struck met = i < struck.size() ? struck.get(i) : Struck.NOTHING;
      if (met.times() == 0) {
        continue;
      }
      List<Integer> calls = fault.calls().stream().filter(met.calls()::contains).toList();
      faults.add(calls.isEmpty() ? fault : fault.withCalls(calls));
    }
    return new Plan(faults);
  }
}

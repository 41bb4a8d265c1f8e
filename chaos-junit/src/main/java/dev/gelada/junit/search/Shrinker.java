package dev.gelada.junit.search;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Makes a failing plan smaller until none of its {@link Reductions} fails any more. It asks for one
 * plan after the other and is told whether that one fails too; it asks for none twice. Not
 * thread-safe.
 */
final class Shrinker {
  private final Reductions reductions;
  private final Set<String> passed = new HashSet<>();
  private final Deque<Plan> ahead = new ArrayDeque<>();
  private Plan best;
  private int way;
  private int waysLeft;
  private int asked;

  /**
   * Begins.
   *
   * @param failing a plan that fails
   * @param guess a smaller one that may fail too and is tried before all others; or the same
   */
  Shrinker(Plan failing, Plan guess, Reductions reductions) {
    this.reductions = reductions;
    this.best = failing;
    this.waysLeft = reductions.of(failing).size();
    if (!guess.equals(failing) && !guess.faults().isEmpty()) {
      ahead.add(guess);
      way = -1;
    } else {
      fill();
    }
  }

  /** The smallest that fails, as far as is known. */
  Plan best() {
    return best;
  }

  /** How many answers were given. */
  int asked() {
    return asked;
  }

  /** The plan to try now, until an answer; empty when {@link #best} cannot be made smaller. */
  Optional<Plan> next() {
    while (ahead.isEmpty() && waysLeft > 0) {
      way++;
      fill();
    }
    return Optional.ofNullable(ahead.peek());
  }

  private void fill() {
    List<List<Plan>> all = reductions.of(best);
    waysLeft--;
    for (Plan plan : all.get(way % all.size())) {
      if (!passed.contains(plan.toString())) {
        ahead.add(plan);
      }
    }
  }

  /** The answer for the plan that {@link #next} named. */
  void answer(boolean fails) {
    asked++;
    Plan plan = ahead.remove();
    if (fails) {
      best = plan;
      ahead.clear();
      way = Math.max(way, 0);
      waysLeft = reductions.of(best).size();
      fill();
    } else {
      passed.add(plan.toString());
    }
  }
}

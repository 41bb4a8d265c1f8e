package dev.gelada.junit.search;

import dev.gelada.junit.search.Found.Certainty;
import dev.gelada.junit.search.Round.Purpose;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The course of a search: asks for one run after the other, and is told how each ended. All that it
 * decides comes from the seed and those endings. Not thread-safe.
 */
final class Search {
  /** Runs of a plan that failed, until it fails once more in the same way. */
  private static final int CONFIRMATIONS = 2;

  /** Runs to make a plan smaller, where the tries are fewer. */
  private static final int LEAST_MORE = 100;

  private final Bounds bounds;
  private final long seed;
  private final Tally tally = new Tally();
  private Phase phase = Phase.FIRST;
  private @Nullable Plans plans;
  private Set<Sort> sorts = Set.of();
  private int tries;
  private int more;
  private int confirmations;
  private boolean sometimes;
  private boolean again;
  private @Nullable Tried suspect;
  private @Nullable Shrinker shrinker;
  private @Nullable Found found;

  private enum Phase {
    FIRST,
    TRY,
    CONTROL,
    CONFIRM,
    SHRINK,
    VERDICT,
    OVER
  }

  Search(Bounds bounds, long seed) {
    this.bounds = bounds;
    this.seed = seed;
  }

  Bounds bounds() {
    return bounds;
  }

  long seed() {
    return seed;
  }

  /** What a run without faults has shown. */
  void sees(List<Surface> surfaces, Set<Sort> possible) {
    sorts = Set.copyOf(possible);
    plans = new Plans(seed, surfaces, sorts, bounds);
  }

  /** Whether that was nothing. */
  boolean nothingToStrike() {
    return plans == null || plans.none();
  }

  /** What was found; empty while nothing was, or if nothing was. */
  Optional<Found> found() {
    return Optional.ofNullable(found);
  }

  /** The plan that failed last and is not understood yet. */
  Plan suspect() {
    return suspect == null ? Plan.none() : suspect.plan();
  }

  Tally tally() {
    return tally;
  }

  /** Whether the test is to be run once more. */
  boolean more() {
    return phase != Phase.OVER;
  }

  /** How to run it now. */
  Round next() {
    return switch (phase) {
      case FIRST -> new Round(Purpose.FIRST, Plan.none(), "without faults");
      case TRY -> {
        Plan plan = Objects.requireNonNull(plans).plan(tries + 1);
        yield new Round(Purpose.SEARCH, plan, "try %d: %s".formatted(tries + 1, plan));
      }
      case CONTROL -> new Round(Purpose.CONTROL, Plan.none(), "failed, once more without faults");
      case CONFIRM -> {
        Plan plan = Objects.requireNonNull(suspect).plan();
        yield new Round(Purpose.SEARCH, plan, "failed, once more: " + plan);
      }
      case SHRINK -> {
        Plan plan = Objects.requireNonNull(shrinker).next().orElseThrow();
        yield new Round(Purpose.SEARCH, plan, "shrink %d: %s".formatted(more + 1, plan));
      }
      case VERDICT ->
          found == null
              ? new Round(Purpose.VERDICT, Plan.none(), "passed: " + line(tally.text()))
              : new Round(Purpose.VERDICT, found.plan(), "fails under " + found.plan());
      case OVER -> throw new IllegalStateException("the search is over");
    };
  }

  private static String line(String text) {
    return text.lines().findFirst().orElse("");
  }

  /** How the run that {@link #next} asked for ended. */
  void ended(Tried tried) {
    if (tried.end() == Tried.End.BROKEN) {
      phase = Phase.OVER;
      return;
    }
    switch (phase) {
      case FIRST -> first(tried);
      case TRY -> tried(tried);
      case CONTROL -> {
        more++;
        phase = Phase.CONFIRM;
      }
      case CONFIRM -> confirmed(tried);
      case SHRINK -> shrunk(tried);
      default -> phase = Phase.OVER;
    }
  }

  private void first(Tried tried) {
    boolean goesOn = tried.end() == Tried.End.PASSED && plans != null && !plans.none();
    phase = goesOn ? Phase.TRY : Phase.OVER;
  }

  private void tried(Tried tried) {
    tries++;
    tally.add(tried);
    if (tried.end() == Tried.End.FAILED) {
      suspect = tried;
      confirmations = 0;
      phase = Phase.CONTROL;
    } else {
      on();
    }
  }

  private void on() {
    phase = tries < bounds.tries() ? Phase.TRY : Phase.VERDICT;
  }

  private void confirmed(Tried tried) {
    Tried first = Objects.requireNonNull(suspect);
    Symptom symptom = Objects.requireNonNull(first.symptom());
    more++;
    confirmations++;
    if (tried.fails(symptom)) {
      sometimes = confirmations > 1;
      shrinker =
          new Shrinker(first.plan(), first.whatStruck(), new Reductions(sorts, bounds.delays()));
      keep(first.plan(), tried);
      shrinkOn();
    } else if (confirmations >= CONFIRMATIONS) {
      if (found == null) {
        found = new Found(first.plan(), symptom, failure(first), tries, more, Certainty.ONCE);
      }
      on();
    }
  }

  private void keep(Plan plan, Tried failed) {
    found =
        new Found(
            plan,
            Objects.requireNonNull(failed.symptom()),
            failure(failed),
            tries,
            more,
            sometimes ? Certainty.SOMETIMES : Certainty.MINIMAL);
  }

  private static Throwable failure(Tried failed) {
    return Objects.requireNonNull(failed.failure());
  }

  private void shrunk(Tried tried) {
    Shrinker shrinking = Objects.requireNonNull(shrinker);
    Symptom symptom = Objects.requireNonNull(Objects.requireNonNull(suspect).symptom());
    more++;
    boolean fails = tried.fails(symptom);
    if (!fails && sometimes && !again) {
      again = true; // once more before it counts as passed
      return;
    }
    again = false;
    shrinking.answer(fails);
    if (fails) {
      keep(shrinking.best(), tried);
    }
    shrinkOn();
  }

  private void shrinkOn() {
    Found so = Objects.requireNonNull(found);
    boolean smallest = Objects.requireNonNull(shrinker).next().isEmpty();
    boolean cut = !smallest && more >= Math.max(LEAST_MORE, bounds.tries());
    found =
        new Found(
            so.plan(), so.symptom(), so.failure(), tries, more, cut ? Certainty.CUT : so.how());
    phase = smallest || cut ? Phase.VERDICT : Phase.SHRINK;
  }
}

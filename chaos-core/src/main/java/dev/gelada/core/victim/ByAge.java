package dev.gelada.core.victim;

import dev.gelada.core.plugin.Refusal;
import dev.gelada.core.target.Target;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;

/** The members that started first, or last; equal ages are ordered by id. */
record ByAge(String rule, int wanted, boolean newest) implements VictimSelector {
  @Override
  public Pick choose(List<Target> eligible, int groupSize, RandomGenerator random) {
    long ageless = eligible.stream().filter(target -> target.startedAt() == null).count();
    if (ageless > 0) {
      return new Pick.None(
          new Refusal(
              rule,
              "%d of %d eligible members do not say since when they exist."
                  .formatted(ageless, eligible.size()),
              "Use count for this group."));
    }
    if (eligible.size() < wanted) {
      return Draw.tooFew(rule, wanted, eligible.size(), rule + " is " + wanted);
    }
    Comparator<Instant> age = newest ? Comparator.reverseOrder() : Comparator.naturalOrder();
    List<Target> chosen =
        eligible.stream()
            .sorted(Comparator.comparing(ByAge::start, age).thenComparing(Target::id))
            .limit(wanted)
            .toList();
    return new Pick.Victims(chosen, "the " + wanted + " " + rule + " of " + eligible.size());
  }

  private static Instant start(Target target) {
    return Objects.requireNonNull(target.startedAt());
  }
}

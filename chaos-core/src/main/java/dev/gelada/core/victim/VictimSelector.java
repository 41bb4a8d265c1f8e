package dev.gelada.core.victim;

import dev.gelada.core.target.Target;
import java.util.List;
import java.util.random.RandomGenerator;

/** Chooses victims. Pure: all chance comes from the argument. */
public interface VictimSelector {
  /**
   * Chooses among the eligible members of one group.
   *
   * @param eligible sorted by id
   * @param groupSize how many members the group has, ineligible ones included
   * @param random seeded for run and target
   */
  Pick choose(List<Target> eligible, int groupSize, RandomGenerator random);

  /**
   * Whether all targets of a run draw from the same seed, so that their choices agree as far as
   * their members do (one zone for all of them).
   */
  default boolean sharesDraw() {
    return false;
  }
}

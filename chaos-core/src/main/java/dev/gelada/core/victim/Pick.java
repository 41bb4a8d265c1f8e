package dev.gelada.core.victim;

import dev.gelada.core.plugin.Refusal;
import dev.gelada.core.target.Target;
import java.util.List;

/** A selector's answer. */
public sealed interface Pick {
  /**
   * These.
   *
   * @param distinct at least one, none twice
   * @param how the arithmetic in words: "30% of 7 is 2.1, rounded down to 2"
   */
  record Victims(List<Target> distinct, String how) implements Pick {
    public Victims {
      distinct = List.copyOf(distinct);
      if (distinct.isEmpty()) {
        throw new IllegalArgumentException("no victims: answer None with a reason");
      }
    }
  }

  /**
   * None, and why.
   *
   * @param why with the selector's name as rule
   */
  record None(Refusal why) implements Pick {}
}

package dev.gelada.core.attack;

import dev.gelada.core.plugin.Refusal;
import dev.gelada.core.target.GroupId;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** What {@link Attack#prepare} answers. */
public sealed interface Prepared {
  /**
   * It can be done.
   *
   * @param undo how it is undone, or that it cannot be
   * @param takes how many members of which groups are as good as unhealthy meanwhile, the victim's
   *     own and bystanders'; a bystander group needs its own opt-in
   * @param touches names of what is changed; two open strikes never share one
   * @param chains whether sharing a name with another strike that chains is harmless
   */
  record Intent(Undo undo, List<Take> takes, Set<String> touches, boolean chains)
      implements Prepared {
    public Intent {
      Objects.requireNonNull(undo, "undo");
      takes = List.copyOf(takes);
      touches = Set.copyOf(touches);
    }

    /**
     * The common case: takes the victim itself and touches nothing that could be shared with a
     * chain.
     */
    public static Intent on(Strike strike, Undo undo, String touches) {
      return new Intent(
          undo, List.of(new Take(strike.victim().group(), 1)), Set.of(touches), false);
    }
  }

  /**
   * What one group loses meanwhile.
   *
   * @param group the victim's own, or a bystander's
   * @param members how many of it
   */
  record Take(GroupId group, int members) {
    public Take {
      Objects.requireNonNull(group, "group");
    }
  }

  /**
   * It cannot or must not be done.
   *
   * @param why at least one
   */
  record Refused(List<Refusal> why) implements Prepared {
    public Refused {
      why = List.copyOf(why);
      if (why.isEmpty()) {
        throw new IllegalArgumentException("a refusal without a reason");
      }
    }
  }
}

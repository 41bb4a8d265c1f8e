package dev.gelada.core.plan;

import dev.gelada.core.attack.Attack;
import dev.gelada.core.attack.AttackType;
import dev.gelada.core.attack.Lease;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One entry of {@code steps}. */
public sealed interface Step {
  /** Its place in the file: {@code steps[0]}, {@code steps[1].together[0][2]}. */
  String at();

  /**
   * An attack.
   *
   * @param at its place in the file
   * @param target key of {@code targets}
   * @param type the attack type
   * @param attack with its settings
   * @param lasts {@code for:}; null exactly for an irreversible attack
   * @param lease the attack's own, lengthened by the file
   * @param attended whether the file allows an attack that only Gelada can end
   * @param refusedBy the rule that must refuse this step, which is then never applied; null for an
   *     ordinary one
   */
  record Hit(
      String at,
      String target,
      AttackType<?> type,
      Attack attack,
      @Nullable Duration lasts,
      Lease lease,
      boolean attended,
      @Nullable String refusedBy)
      implements Step {
    public Hit {
      Objects.requireNonNull(target, "target");
      Objects.requireNonNull(type, "type");
      Objects.requireNonNull(attack, "attack");
      Objects.requireNonNull(lease, "lease");
    }
  }

  /**
   * Branches side by side; the first failure ends the others.
   *
   * @param at its place in the file
   * @param branches each a list of steps
   */
  record Together(String at, List<List<Step>> branches) implements Step {
    public Together {
      branches = branches.stream().map(List::copyOf).toList();
    }
  }

  /**
   * Waits for a probe to hold.
   *
   * @param at its place in the file
   * @param probe its name
   * @param within after which it counts as broken
   */
  record Until(String at, String probe, Duration within) implements Step {}

  /**
   * Waits.
   *
   * @param at its place in the file
   * @param lasts how long
   */
  record Pause(String at, Duration lasts) implements Step {}

  /**
   * A game day's question; the answer goes into the trail. Passed over where nobody can answer.
   *
   * @param at its place in the file
   * @param question the words
   */
  record Ask(String at, String question) implements Step {}
}

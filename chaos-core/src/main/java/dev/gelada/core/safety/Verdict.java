package dev.gelada.core.safety;

import dev.gelada.core.plugin.Refusal;

/** A guard's answer. */
public sealed interface Verdict {
  /**
   * Yes.
   *
   * @param because with figures: "2 of 3 stay healthy, the limit is 2"; or why the rule does not
   *     apply
   */
  record Allowed(String because) implements Verdict {}

  /**
   * No.
   *
   * @param why rule, reason, remedy
   */
  record Refused(Refusal why) implements Verdict {}

  /** Yes, and why. */
  static Verdict yes(String because) {
    return new Allowed(because);
  }

  /** No: rule, reason, remedy. */
  static Verdict no(String rule, String reason, String remedy) {
    return new Refused(new Refusal(rule, reason, remedy));
  }
}

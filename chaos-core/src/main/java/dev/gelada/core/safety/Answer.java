package dev.gelada.core.safety;

import java.util.Objects;

/**
 * What one rule says of one member or strike.
 *
 * @param rule its name, as in files and refusals
 * @param origin whose rule it is
 * @param verdict yes or no, with the reason
 */
public record Answer(String rule, Origin origin, Verdict verdict) {
  /** Whose rule it is. */
  public enum Origin {
    /** Gelada's own; nobody can lift it. */
    BUILT_IN,
    /** The file's, or the careful default where the file says nothing. */
    FILE,
    /** The operator's policy's. */
    POLICY
  }

  public Answer {
    Objects.requireNonNull(rule, "rule");
    Objects.requireNonNull(origin, "origin");
    Objects.requireNonNull(verdict, "verdict");
  }

  /** Whether the answer is yes. */
  public boolean allowed() {
    return verdict instanceof Verdict.Allowed;
  }
}

package dev.gelada.core.probe;

import java.util.Objects;

/**
 * One measured value.
 *
 * @param value in {@code unit}; NaN where there is none
 * @param unit for example {@code ms}; empty where there is none
 * @param verdict whether the hypothesis holds
 * @param detail one line for people; no secrets, no output of others
 */
public record Measure(double value, String unit, Verdict verdict, String detail) {
  /** Whether a hypothesis holds. */
  public enum Verdict {
    /** It holds. */
    HOLDS,
    /** It does not. */
    BROKEN,
    /** Could not be found out. */
    UNKNOWN
  }

  public Measure {
    Objects.requireNonNull(unit, "unit");
    Objects.requireNonNull(verdict, "verdict");
    Objects.requireNonNull(detail, "detail");
  }
}

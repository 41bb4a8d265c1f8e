package dev.gelada.core.attack;

/**
 * Whether an attack needs the operator's leave: to be named below {@code allow: attacks:} in the
 * policy that the trail holds.
 */
public enum Leave {
  /** None. */
  FREE,
  /**
   * Where the target is not the run's own: what it takes is shared with others, who were not asked.
   */
  UNLESS_OWNED,
  /** Always: what it does cannot be told from here. */
  ALWAYS
}

package dev.gelada.core.plan;

/**
 * How many of the eligible groups a run takes.
 *
 * @param value a number or a percentage, rounded down
 * @param percent which of the two
 */
public record GroupPick(int value, boolean percent) {
  /** One; the default on demand. */
  public static final GroupPick ONE = new GroupPick(1, false);

  /** All of them. */
  public static final GroupPick ALL = new GroupPick(100, true);

  public GroupPick {
    if (value < 1 || (percent && value > 100)) {
      throw new IllegalArgumentException("not a number of groups: " + value);
    }
  }

  /** How many of {@code eligible} that is, at most all of them. */
  public int of(int eligible) {
    return percent ? (int) ((long) eligible * value / 100) : Math.min(value, eligible);
  }
}

package dev.gelada.core.plan;

/**
 * A number, or a percentage of a group's members.
 *
 * @param value the number or the percentage
 * @param percent which of the two
 */
public record Amount(int value, boolean percent) {
  public Amount {
    if (value < 0 || (percent && value > 100)) {
      throw new IllegalArgumentException("not a number or a percentage: " + value);
    }
  }

  /** How many of {@code members} that is, rounded up: a limit is never weakened by rounding. */
  public int of(int members) {
    return percent ? (int) (((long) value * members + 99) / 100) : value;
  }

  @Override
  public String toString() {
    return percent ? value + "%" : Integer.toString(value);
  }
}

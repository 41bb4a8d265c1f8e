package dev.gelada.core.victim;

/**
 * {@code true} or a number, as {@code all}, {@code oldest} and {@code newest} take it.
 *
 * @param number at least 1; what {@code true} means is the selector's
 */
record HowMany(int number) {
  /**
   * Reads it.
   *
   * @param name the selector's, for the message
   * @param whenTrue what {@code true} stands for
   * @throws IllegalArgumentException if it is neither
   */
  static HowMany of(String name, String text, int whenTrue) {
    if (text.equals("true")) {
      return new HowMany(whenTrue);
    }
    // nine digits fit an int; a longer number is a slip and no group has so many members
    if (text.matches("[1-9][0-9]{0,8}")) {
      return new HowMany(Integer.parseInt(text));
    }
    throw new IllegalArgumentException(name + " is true or a number from 1, not '" + text + "'");
  }
}

package dev.gelada.junit.scope;

/**
 * What a fault met while it stood.
 *
 * @param seen how much could have been struck: calls, connections; -1 where that cannot be seen
 * @param struck how much was
 * @param decisions one by one {@code 1} for struck, {@code 0} for not; may be empty
 */
public record Met(long seen, long struck, String decisions) {
  /** Nothing came by. */
  public boolean nothing() {
    return seen == 0;
  }
}

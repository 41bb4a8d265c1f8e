package dev.gelada.core.target;

import java.util.Map;

/**
 * How much a source should look at.
 *
 * @param optIn labels that a group or one of its members must carry; a source pushes them to the
 *     server where it can and may return more than match (guards judge again)
 * @param everything true for {@code targets} and {@code explain}: also what has not opted in
 */
public record Scope(Map<String, String> optIn, boolean everything) {
  public Scope {
    optIn = Map.copyOf(optIn);
  }

  /** All that the source's settings select, opted in or not. */
  public static Scope all() {
    return new Scope(Map.of(), true);
  }
}

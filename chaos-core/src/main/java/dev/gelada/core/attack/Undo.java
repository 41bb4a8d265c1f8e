package dev.gelada.core.attack;

import dev.gelada.core.target.Place;
import java.util.Map;
import java.util.Objects;

/**
 * How a strike is undone. Names what the attack makes by the strike's id, never by what a platform
 * answered.
 */
public sealed interface Undo {
  /** Who ends a reversible fault when nobody reverts it. Armed before the damage. */
  enum Expiry {
    /**
     * The thing that does the damage ends it at the deadline, though every other process be killed.
     */
    TARGET,
    /**
     * A small process of its own session, child of init and no JVM, that checks identity itself.
     */
    GUARDIAN,
    /**
     * Only Gelada: refused unless file and policy both allow it; undone by the next Gelada that
     * starts.
     */
    ATTENDED
  }

  /**
   * It cannot be undone.
   *
   * @param why what happens instead: "a killed process does not come back; its supervisor starts
   *     another"
   */
  record None(String why) implements Undo {}

  /**
   * Carried out by {@link Reverts} of the attack type, in any process that reaches the place.
   *
   * @param place from where
   * @param args all that the undo needs; text, no secrets
   * @param expiry who ends the fault otherwise
   */
  record Recipe(Place place, Map<String, String> args, Expiry expiry) implements Undo {
    public Recipe {
      Objects.requireNonNull(place, "place");
      Objects.requireNonNull(expiry, "expiry");
      args = Map.copyOf(args);
    }
  }
}

package dev.gelada.core.run;

import dev.gelada.core.plugin.Refusal;
import dev.gelada.core.target.Place;
import java.util.Optional;

/**
 * A platform's mark with the id of the trail that guards it. Two trails over the same targets would
 * be two locks.
 */
public interface Marks {
  /**
   * Whether this trail may guard that place; sets the mark where there is none.
   *
   * @return a refusal {@code trail.mismatch} if another trail's mark is there
   */
  Optional<Refusal> check(Place place, String trail) throws Exception;
}

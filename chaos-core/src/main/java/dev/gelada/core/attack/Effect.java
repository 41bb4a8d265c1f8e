package dev.gelada.core.attack;

import dev.gelada.core.plugin.Refusal;
import java.util.Map;

/** What {@link Attack#apply} answers. */
public sealed interface Effect {
  /**
   * It is done.
   *
   * @param details for people; no secrets
   */
  record Struck(Map<String, String> details) implements Effect {
    public Struck {
      details = Map.copyOf(details);
    }
  }

  /**
   * Certainly nothing happened and nothing will: the platform said no, or the victim had changed.
   *
   * @param why the platform's rule
   */
  record Untouched(Refusal why) implements Effect {}

  /**
   * The answer was lost: it may have happened or may still happen within the settle time.
   *
   * @param why what is known
   */
  record Unknown(String why) implements Effect {}
}

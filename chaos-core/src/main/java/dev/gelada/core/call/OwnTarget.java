package dev.gelada.core.call;

import dev.gelada.core.target.Target;
import java.util.Optional;

/** A target that this JVM owns and hands out by name. Thread-safe. */
public interface OwnTarget {
  /** What files and annotations call it. */
  String name();

  /**
   * As it is now; empty while it is not there.
   *
   * @throws Exception if that could not be found out
   */
  Optional<Target> look() throws Exception;

  /** Where its calls pass; empty for a target that is no code. */
  default Optional<CallPoint> calls() {
    return Optional.empty();
  }
}

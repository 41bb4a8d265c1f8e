package dev.gelada.core.target;

import dev.gelada.core.plugin.Connections;
import dev.gelada.core.plugin.Deadline;

/**
 * Power of a {@link SourceType} whose sources are {@link Owned}: ends what a dead run left behind.
 */
public interface Cleans {
  /**
   * Ends whatever still carries the marker; in any process that reaches the place. Idempotent.
   *
   * @return true when nothing carries the marker any more; false when the place cannot be reached
   *     from here
   * @throws Exception if it could not be found out
   */
  boolean clean(Launch launch, Connections with, Deadline deadline) throws Exception;
}

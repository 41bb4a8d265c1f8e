package dev.gelada.core.target;

import dev.gelada.core.plugin.Deadline;
import java.util.List;

/**
 * Power of a {@link TargetSource}: the run itself creates its targets and ends them. No file can
 * claim it.
 *
 * <p>The runner records {@link #launches} durably before {@link #start}, and that they are gone
 * after {@link #end}; if it dies in between, {@link Cleans#clean} of the source's type finds them
 * by their marker.
 */
public interface Owned {
  /**
   * What {@link #start} will create, named by the run. No I/O.
   *
   * @param run the run's id
   * @param target the name in the file's {@code targets}
   */
  List<Launch> launches(String run, String target);

  /**
   * Creates them and waits until they are ready.
   *
   * @throws java.io.IOException if one cannot be created or does not become ready in time; those
   *     that were created are ended by {@link #end}
   */
  void start(List<Launch> launches, Deadline deadline) throws Exception;

  /** Ends all that {@link #start} created and waits for it. Idempotent, bounded. */
  void end(Deadline deadline) throws Exception;
}

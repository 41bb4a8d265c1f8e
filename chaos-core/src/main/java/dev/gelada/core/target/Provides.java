package dev.gelada.core.target;

import dev.gelada.core.plugin.Deadline;
import java.util.List;

/**
 * Power of a {@link TargetSource}: before a run looks, it sets up what stands for its targets and
 * leaves it there, for others and for later runs. The opposite of {@link Owned}: nothing of this is
 * ended with the run, and all limits apply.
 */
public interface Provides {
  /**
   * What {@link #provide} would set up now, in words; empty when all of it stands. Changes nothing,
   * may block.
   *
   * @throws Exception if it could not be found out
   */
  List<String> missing(Deadline deadline) throws Exception;

  /**
   * Sets up what is missing and waits until it stands. Idempotent; two at once set up one thing. A
   * dry run does not call it.
   *
   * @return what was set up, in words for the record, no secrets; empty when all of it stood
   * @throws Exception if it does not stand in time; the run strikes nothing then
   */
  List<String> provide(Deadline deadline) throws Exception;
}

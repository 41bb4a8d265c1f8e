package dev.gelada.core.target;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds groups and their members. Every call is a live look and may block; a failure throws and is
 * never an empty answer. Streams are lazy and are to be closed. Called from one thread at a time
 * for each run.
 */
public interface TargetSource {
  /** The groups that the settings select, filtered by the server where it can. */
  Stream<Group> groups(Scope scope) throws Exception;

  /** One group; empty when it is gone. */
  Optional<Group> group(GroupId id) throws Exception;

  /** All members of a group that the settings select, ineligible ones too, unhealthy ones too. */
  Stream<Target> members(GroupId id) throws Exception;
}

package dev.gelada.core.probe;

import java.util.List;

/** A program with all that it started. */
final class ProcessTree {
  /** Who goes on forking faster than this many looks is not a probe. */
  private static final int ROUNDS = 20;

  private ProcessTree() {}

  /**
   * Kills it, the root last: as long as the root lives its descendants can be told by their
   * parents. A descendant whose own parent has ended before (a daemon) is not found. JDK handles
   * check the start time, so a successor with the same pid is not hit.
   */
  static void kill(ProcessHandle root) {
    for (int round = 0; round < ROUNDS; round++) {
      List<ProcessHandle> below = root.descendants().toList();
      if (below.isEmpty()) {
        break;
      }
      below.forEach(ProcessHandle::destroyForcibly);
    }
    root.destroyForcibly();
  }
}

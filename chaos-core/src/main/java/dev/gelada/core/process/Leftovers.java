package dev.gelada.core.process;

import dev.gelada.core.plugin.Deadline;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Ends processes by their launch marker, and all below them. First SIGTERM, so that a service may
 * tidy up, then SIGKILL, again and again until a look at the whole table finds none.
 */
final class Leftovers {
  private static final Duration GRACE = Duration.ofSeconds(2);
  private static final Duration STEP = Duration.ofMillis(10);

  private Leftovers() {}

  /**
   * Returns when nothing carries one of the markers any more.
   *
   * @throws IOException if something still does at the deadline, or it cannot be found out
   */
  static void end(Set<String> markers, Processes processes, Deadline deadline)
      throws IOException, InterruptedException {
    List<OsProcess> left = find(markers, processes);
    Deadline grace = deadline.atMost(min(GRACE, deadline.left().dividedBy(2)));
    for (OsProcess process : left) {
      if (!process.stopped()) { // a stopped one would only get it when it goes on
        processes.signal(process.id(), Signal.TERM, deadline);
      }
    }
    while (!grace.passed() && anyRuns(left, processes)) {
      processes.time().pause(STEP);
    }
    // a scan can miss a process that is started while it goes on, so two must come back empty
    for (int empty = 0; empty < 2; ) {
      left = find(markers, processes);
      empty = left.isEmpty() ? empty + 1 : 0;
      if (!left.isEmpty() && deadline.passed()) {
        throw new IOException(
            "still running: " + left.stream().map(OsProcess::id).toList() + " of " + markers);
      }
      for (OsProcess process : left) {
        processes.signal(process.id(), Signal.KILL, deadline);
      }
      processes.time().pause(STEP);
    }
  }

  private static boolean anyRuns(List<OsProcess> left, Processes processes) throws IOException {
    for (OsProcess process : left) {
      // one that is stopped gets SIGKILL next; there is nothing to wait for
      if (processes.find(process.id()).filter(p -> !p.stopped()).isPresent()) {
        return true;
      }
    }
    return false;
  }

  /** Those that carry a marker and their descendants, except ourselves and those above us. */
  private static List<OsProcess> find(Set<String> markers, Processes processes) throws IOException {
    List<OsProcess> all = processes.all();
    Set<Long> below = new HashSet<>();
    int before;
    do {
      before = below.size();
      for (OsProcess process : all) {
        if (markers.contains(process.marks().launch()) || below.contains(process.parent())) {
          below.add(process.pid());
        }
      }
    } while (below.size() > before);
    Set<Long> above = new HashSet<>();
    for (ProcessHandle at = ProcessHandle.current(); at != null; at = at.parent().orElse(null)) {
      above.add(at.pid());
    }
    return all.stream()
        .filter(process -> below.contains(process.pid()) && !above.contains(process.pid()))
        .toList();
  }

  private static Duration min(Duration a, Duration b) {
    return a.compareTo(b) <= 0 ? a : b;
  }
}

package dev.gelada.junit.search;

import java.util.List;

/**
 * A target as the search sees it.
 *
 * @param target its name
 * @param on its kind
 * @param operations what can be called there, sorted by name; empty for what is no code
 */
record Surface(String target, String on, List<Operation> operations) {
  Surface {
    operations = List.copyOf(operations);
  }

  /**
   * What can be called.
   *
   * @param name of it; empty where there is but one
   * @param failures classes that it may throw, at least one
   * @param seen how often it was called in a run without faults
   */
  record Operation(String name, List<String> failures, int seen) {
    Operation {
      failures = List.copyOf(failures);
    }
  }
}

package dev.gelada.core.config;

import java.util.List;

/**
 * What came of reading a file.
 *
 * @param <T> what the file describes
 */
public sealed interface Loaded<T> {
  /**
   * It is fine.
   *
   * @param value what it describes
   * @param <T> its type
   */
  record Ok<T>(T value) implements Loaded<T> {}

  /**
   * It is not.
   *
   * @param problems all of them, in the order of the file; at least one; no secrets
   * @param <T> what it would have described
   */
  record Bad<T>(List<Problem> problems) implements Loaded<T> {
    public Bad {
      problems = List.copyOf(problems);
      if (problems.isEmpty()) {
        throw new IllegalArgumentException("bad without a problem");
      }
    }
  }
}

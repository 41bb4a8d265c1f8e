package dev.gelada.junit.search;

import java.util.Arrays;
import java.util.Optional;

/**
 * What kind of failure it is: two are the same if their classes are, and they come from the same
 * line of the test.
 *
 * @param what the failure's class
 * @param where the innermost line of the test that it passed; empty if there is none
 */
record Symptom(String what, String where) {
  /** Of a failure of a test of that class. */
  static Symptom of(Throwable failure, Class<?> test) {
    return new Symptom(
        failure.getClass().getName(),
        failure instanceof MissingTimeOut ? "" : line(failure, test).orElse(""));
  }

  /** The failure's own, or that of what caused it. */
  private static Optional<String> line(Throwable failure, Class<?> test) {
    Throwable at = failure;
    for (int depth = 0; at != null && depth < 20; depth++) {
      Optional<String> line =
          Arrays.stream(at.getStackTrace())
              .filter(frame -> within(frame.getClassName(), test))
              .map(frame -> name(frame.getMethodName()) + ":" + frame.getLineNumber())
              .findFirst();
      if (line.isPresent()) {
        return line;
      }
      at = at.getCause();
    }
    return Optional.empty();
  }

  /** The number of a lambda says nothing. */
  private static String name(String method) {
    return method.startsWith("lambda$") ? "lambda" : method;
  }

  private static boolean within(String name, Class<?> test) {
    for (Class<?> at = test; at != null && at != Object.class; at = at.getSuperclass()) {
      if (name.equals(at.getName()) || name.startsWith(at.getName() + "$")) {
        return true;
      }
    }
    return false;
  }
}
